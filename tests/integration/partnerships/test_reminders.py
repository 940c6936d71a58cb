"""What falls due is told a while before, once for each distance."""

from datetime import timedelta

import pytest
from django.utils import timezone

from laa_portal.foundation.models import AuditEvent, Job
from partnerships import actions
from partnerships.audiences import of_deadline, of_key
from partnerships.models import Cycle, Deadline, Key, RoleKind, User
from tests.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_deadline(at):
    def make(*, in_days, kinds=(RoleKind.DATA_PROVIDER,)):
        cycle, _ = Cycle.objects.get_or_create(name="Agreements of 2013")
        due_on = timezone.localdate(at) + timedelta(days=in_days)
        return Deadline.objects.create(
            cycle=cycle, what="Send your return", due_on=due_on, role_kinds=list(kinds)
        )

    return make


def reminded(record):
    """At which distances a record was reminded of, in order."""
    events = AuditEvent.objects.filter(
        verb__startswith="remind_of", target_type=record._meta.label_lower, target_id=record.pk
    )
    return [event.details["days"] for event in events.order_by("id")]


@pytest.mark.parametrize(
    ("in_days", "expected"),
    [(-1, []), (0, [3]), (3, [3]), (4, [14]), (14, [14]), (15, [])],
)
def test_deadline_is_reminded_of_at_the_nearest_distance(make_deadline, at, in_days, expected):
    deadline = make_deadline(in_days=in_days)

    actions.remind(at=at)

    assert reminded(deadline) == expected


def test_deadline_is_reminded_of_once_at_each_distance_however_often_we_look(make_deadline, at):
    deadline = make_deadline(in_days=16)

    for hours in range(0, 17 * 24, 8):
        actions.remind(at=at + timedelta(hours=hours))

    assert reminded(deadline) == [14, 3]


def test_deadline_that_is_moved_is_reminded_of_anew(make_deadline, at):
    deadline = make_deadline(in_days=3)
    actions.remind(at=at)
    Deadline.objects.filter(pk=deadline.pk).update(due_on=deadline.due_on + timedelta(days=7))

    actions.remind(at=at)

    assert reminded(deadline) == [3, 14]


def test_reminder_is_an_act_of_nobody_and_concerns_those_who_must_meet_it(
    make_deadline, at, provider, analyst
):
    make_deadline(in_days=3)

    actions.remind(at=at)

    event = AuditEvent.objects.get(verb="remind_of_deadline")
    assert event.made_by is None
    assert list(of_deadline(event, timezone.localdate(at))) == [provider]


@pytest.mark.parametrize(
    ("in_days", "expected"), [(31, []), (30, [30]), (8, [30]), (2, [7]), (0.1, [1]), (-1, [])]
)
def test_key_is_reminded_of_before_it_expires(provider, at, in_days, expected):
    noon = at.replace(hour=12)  # so that no change of the clocks in between makes it another day
    key = make_key(provider, noon, valid_until=noon + timedelta(days=in_days))

    actions.remind(at=noon)

    assert reminded(key) == expected


def test_revoked_key_is_not_reminded_of(provider, at):
    soon = at + timedelta(days=5)
    key = make_key(provider, at, valid_until=soon, revoked_at=at, revoked_by=provider)

    actions.remind(at=at)

    assert reminded(key) == []


def test_reminder_of_a_key_concerns_its_holder(provider, at):
    make_key(provider, at, valid_until=at + timedelta(days=5))
    person("other", RoleKind.ADMINISTRATOR)

    actions.remind(at=at)

    event = AuditEvent.objects.get(verb="remind_of_key")
    assert list(of_key(event, timezone.localdate(at))) == [provider]


@pytest.mark.parametrize("reason", ["role over", "role ended", "deactivated"])
def test_key_that_opens_nothing_any_more_is_not_reminded_of(provider, at, reason):
    key = make_key(provider, at, valid_until=at + timedelta(days=5))
    match reason:
        case "role over":
            provider.roles.update(ends_on=timezone.localdate(at))
        case "role ended":
            other = person("other", RoleKind.ADMINISTRATOR)
            provider.roles.update(ended_at=at, ended_by=other)
        case "deactivated":
            User.objects.filter(pk=provider.pk).update(is_active=False)

    actions.remind(at=at)

    assert reminded(key) == []


def test_many_keys_and_deadlines_are_asked_after_in_as_many_queries_as_one(
    make_deadline, provider, at, django_assert_num_queries
):
    def make_one(number):
        make_deadline(in_days=3)
        token = f"{number}".ljust(64, "0")
        soon = at + timedelta(days=5)
        make_key(provider, at, valid_until=soon, prefix=f"laa_{number}", token_sha256=token)

    make_one(1)
    actions.remind(at=at)
    with django_assert_num_queries(3):
        actions.ask_to_remind(at=at)

    for number in range(2, 6):
        make_one(number)
    actions.remind(at=at)
    with django_assert_num_queries(3):
        actions.ask_to_remind(at=at)
    assert AuditEvent.objects.filter(verb="remind_of_key").count() == 5
    assert not Job.objects.exists()


def make_key(holder, at, **changes):
    values = {
        "name": "nightly",
        "prefix": "laa_abc",
        "token_sha256": "0" * 64,
        "scopes": ["values:read"],
        "made_by": holder,
        "made_at": at - timedelta(days=300),
    }
    return Key.objects.create(role=holder.roles.get(), **(values | changes))


def test_reminders_are_asked_for_only_where_one_is_missing(make_deadline, at):
    actions.ask_to_remind(at=at)
    assert not Job.objects.exists()

    make_deadline(in_days=2)
    actions.ask_to_remind(at=at)
    assert Job.objects.get().kind == "remind"

    Job.objects.all().delete()
    actions.remind(at=at)
    actions.ask_to_remind(at=at)
    assert not Job.objects.exists()
