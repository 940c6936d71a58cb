"""Each event is told once to each person it concerns, and to nobody else."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.core.validators import URLValidator
from django.utils import timezone

from indicators.states import ReturnStatus
from laa_portal.foundation import audit
from laa_portal.foundation.models import Job, Mail, Place
from partnerships import actions
from partnerships.models import (
    Delivery,
    Invitation,
    Key,
    Notice,
    Preference,
    Role,
    RoleKind,
    Topic,
    User,
)
from tests.conftest import person
from tests.factories.foundation import make_event
from tests.factories.indicators import make_return
from tests.factories.partnerships import make_area, make_organisation, make_partnership

pytestmark = pytest.mark.django_db


def reachable(username, kind, **over):
    """Make somebody with one role and an e-mail address."""
    user = person(username, kind, **over)
    user.email = f"{username}@example.invalid"
    user.save(update_fields=["email"])
    return user


@pytest.fixture
def at():
    """A day of 2013: letters go by the clock here, and roles of these people have no dates."""
    return datetime(2013, 6, 3, 9, 30, tzinfo=UTC)


@pytest.fixture
def sender(home_office):
    return reachable("sender", RoleKind.DATA_PROVIDER, organisation=home_office)


@pytest.fixture
def colleague(home_office):
    return reachable("colleague", RoleKind.DATA_PROVIDER, organisation=home_office)


@pytest.fixture
def granter(db):
    return reachable("granter", RoleKind.ADMINISTRATOR)


@pytest.fixture
def second(db):
    return reachable("second", RoleKind.ADMINISTRATOR)


@pytest.fixture
def sent(home_office, sender):
    return make_return(home_office, sent_by=sender)


def told(event):
    """The user names of those who have a notice of an event."""
    return set(Notice.objects.filter(event=event).values_list("user__username", flat=True))


def read_to_the_end(at):
    """Notice all that is settled, however many parts it takes."""
    is_more = True
    while is_more:
        Job.objects.all().delete()
        actions.notice(at=at)
        is_more = Job.objects.filter(kind="notice").exists()


def choose(user, topic, delivery):
    Preference.objects.create(user=user, topic=topic, delivery=delivery)


# --- Who is told ----------------------------------------------------------------------------------


def test_published_return_is_told_to_the_other_providers_of_its_organisation(
    sent, sender, colleague, stranger, analyst, at
):
    event = make_event("publish", sent, by=sender)

    actions.notice(at=at)

    assert told(event) == {"colleague"}


def test_return_checked_by_a_worker_is_told_to_its_sender_too(sent, sender, colleague, at):
    make_event("send", sent, by=sender)
    event = make_event("check", sent, details={"outcome": ReturnStatus.CHECKED, "errors": 0})

    actions.notice(at=at)

    assert told(event) == {"sender", "colleague"}
    assert Notice.objects.filter(event=event)[0].subject.endswith("is ready to confirm")


def test_return_checked_while_its_sender_waited_is_told_to_the_others_only(
    sent, sender, colleague, at
):
    sending = make_event("send", sent, by=sender)
    details = {"outcome": ReturnStatus.REFUSED, "errors": 3}
    event = make_event("check", sent, xid=sending.xid, details=details)

    actions.notice(at=at)

    assert told(event) == {"colleague"}
    assert Notice.objects.get(event=event).subject.endswith("has something to mend")


def test_provider_whose_role_ended_or_who_left_is_told_nothing(sent, sender, colleague, at):
    colleague.roles.update(ends_on=timezone.localdate(at))
    gone = reachable("gone", RoleKind.DATA_PROVIDER, organisation=sent.organisation)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    event = make_event("publish", sent)

    actions.notice(at=at)

    assert told(event) == {"sender"}


@pytest.mark.parametrize("verb", ["approve_role", "refuse_role", "end_role"])
def test_answer_to_a_role_is_told_to_its_person_and_whoever_granted_it(verb, granter, second, at):
    officer = reachable("officer", RoleKind.CDRP_OFFICER, partnership=make_partnership())
    role = officer.roles.get()
    Role.objects.filter(pk=role.pk).update(granted_by=granter, granted_at=at)
    event = make_event(verb, role, by=second)

    actions.notice(at=at)

    assert told(event) == {"officer", "granter"}


def test_granted_role_waits_with_every_administrator_but_the_granter_and_its_person(
    granter, second, at
):
    third = reachable("third", RoleKind.ADMINISTRATOR)
    role = third.roles.create(kind=RoleKind.ADMINISTRATOR, granted_by=granter, granted_at=at)
    event = make_event("grant_role", role, by=granter)

    actions.notice(at=at)

    assert told(event) == {"second"}


def test_hand_over_is_told_to_both_people_and_those_who_may_approve_it(granter, second, at):
    partnership = make_partnership()
    leaving = reachable("leaving", RoleKind.CDRP_OFFICER, partnership=partnership)
    coming = reachable("coming", RoleKind.PARTNER)
    role = coming.roles.create(
        kind=RoleKind.CDRP_OFFICER,
        partnership=partnership,
        takes_over=leaving.roles.get(),
        granted_by=granter,
        granted_at=at,
    )
    event = make_event("hand_over", role, by=granter)

    actions.notice(at=at)

    assert told(event) == {"leaving", "coming", "second"}


def test_key_is_told_to_its_holder_where_an_administrator_revokes_it(sender, granter, at):
    key = make_key(sender, at)
    made = make_event("make_key", key, by=sender)
    revoked = make_event("revoke_key", key, by=granter)

    actions.notice(at=at)

    assert told(made) == set()
    assert told(revoked) == {"sender"}


def make_key(holder, at, **changes):
    values = {
        "name": "nightly",
        "prefix": f"laa_{Key.objects.count()}",
        "token_sha256": f"{Key.objects.count():064}",
        "scopes": ["values:read"],
        "made_by": holder,
        "made_at": at - timedelta(days=300),
        "valid_until": at + timedelta(days=60),
    }
    return Key.objects.create(role=holder.roles.get(), **(values | changes))


def test_accepted_invitation_is_told_to_whoever_invited(granter, sender, at):
    Invitation.objects.create(
        user=sender,
        token_sha256="0" * 64,
        invited_by=granter,
        invited_at=at,
        valid_until=at + timedelta(days=7),
        accepted_by=sender,
        accepted_at=at,
    )
    event = make_event("accept_invitation", sender, by=sender)

    actions.notice(at=at)

    assert told(event) == {"granter"}


def test_second_factor_reset_is_told_to_the_person(granter, sender, at):
    event = make_event("reset_second_factor", sender, by=granter)

    actions.notice(at=at)

    assert told(event) == {"sender"}


def test_act_without_a_letter_or_whose_record_is_gone_is_told_to_nobody(sent, sender, at):
    load = make_event("load_reference", sent.organisation)
    gone = make_event("publish", sent, target_id="999999")

    actions.notice(at=at)

    assert (told(load), told(gone)) == (set(), set())


# --- What belongs to one side ---------------------------------------------------------------------


@pytest.fixture
def table(home_office, sent):
    """Both sides of one area's table and of the next one's, all of them data providers too."""
    people = {}
    for number, name in enumerate(["here", "elsewhere"]):
        area = make_area(f"X0700091{number}")
        lsp = make_partnership(f"x-lsp-{name}", areas=[area])
        office = make_organisation(f"x-go-{name}", areas=[area])
        people[name] = area
        for kind, over in (
            (RoleKind.LSP_CHAIR, {"partnership": lsp}),
            (RoleKind.GO_REVIEWER, {"organisation": office}),
        ):
            user = reachable(f"{kind}-{name}", kind, **over)
            user.roles.create(kind=RoleKind.DATA_PROVIDER, organisation=home_office)
    return people


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("partnership", {"lsp_chair-here"}),
        ("government", {"go_reviewer-here"}),
        ("no such side", set()),
        (
            "",
            {"sender"}
            | {"-".join(p) for p in product(["lsp_chair", "go_reviewer"], ["here", "elsewhere"])},
        ),
    ],
)
def test_private_event_goes_to_its_own_side_of_its_own_area(side, expected, table, sent, at):
    event = make_event("publish", sent, side=side, area_id=table["here"].pk)

    actions.notice(at=at)

    assert told(event) == expected


def test_private_event_of_no_area_goes_to_its_side_everywhere(table, sent, at):
    event = make_event("publish", sent, side="government")

    actions.notice(at=at)

    assert told(event) == {"go_reviewer-here", "go_reviewer-elsewhere"}


# --- Once -----------------------------------------------------------------------------------------


def test_event_is_told_once_even_if_the_trail_is_read_from_its_beginning_again(
    sent, sender, colleague, at
):
    event = make_event("publish", sent, by=sender)
    actions.notice(at=at)
    Place.objects.get(reader="notices").delete()

    actions.notice(at=at)

    assert told(event) == {"colleague"}
    assert Notice.objects.count() == Mail.objects.count() == 1


def test_trail_is_asked_for_only_where_something_was_added(sent, sender, at):
    make_event("publish", sent, by=sender)

    actions.ask_to_notice()
    assert Job.objects.filter(kind="notice").count() == 1

    read_to_the_end(at)
    actions.ask_to_notice()
    assert not Job.objects.filter(kind="notice").exists()


def test_long_trail_is_read_in_parts(sent, sender, colleague, at):
    events = [make_event("publish", sent, by=sender) for _ in range(60)]

    actions.notice(at=at)
    assert Notice.objects.count() == 50
    assert Job.objects.filter(kind="notice").exists()

    actions.notice(at=at)
    assert all(told(event) == {"colleague"} for event in events)


def test_event_of_a_transaction_still_under_way_is_left_for_later(sent, sender, colleague, at):
    event = audit.record("publish", sent, by=None, at=at)

    read_to_the_end(at)

    event.refresh_from_db()
    assert told(event) == set()
    assert Place.objects.get(reader="notices").xid < event.xid


# --- By which way ---------------------------------------------------------------------------------


def test_letter_has_one_link_to_our_own_address_and_neither_figures_nor_names(
    sent, sender, colleague, at, settings
):
    settings.SITE_ADDRESS = "https://portal.example"
    make_event("publish", sent, by=sender, details={"new": 4711})

    actions.notice(at=at)

    letter = Mail.objects.get()
    link = f"https://portal.example/returns/{sent.pk}/"
    assert letter.to == "colleague@example.invalid"
    assert letter.subject == f"Return {sent.pk} has been published"
    assert letter.body.count("http") == 1
    assert link in letter.body.splitlines()
    assert "4711" not in letter.body
    assert sender.name not in letter.body
    URLValidator()(link)


def test_daily_choice_writes_no_letter_at_once_and_off_none_at_all(
    sent, sender, colleague, home_office, at
):
    other = reachable("other", RoleKind.DATA_PROVIDER, organisation=home_office)
    choose(colleague, Topic.RETURNS, Delivery.DAILY)
    choose(other, Topic.RETURNS, Delivery.OFF)
    event = make_event("publish", sent, by=sender)

    actions.notice(at=at)

    assert told(event) == {"colleague", "other"}
    assert not Mail.objects.exists()


def test_account_is_told_at_once_whatever_was_chosen(sender, granter, at):
    choose(sender, Topic.ACCOUNT, Delivery.OFF)
    make_event("reset_second_factor", sender, by=granter)

    actions.notice(at=at)

    assert Mail.objects.get().to == sender.email


def test_person_without_an_address_has_the_notice_and_no_letter(sent, sender, home_office, at):
    person("unreachable", RoleKind.DATA_PROVIDER, organisation=home_office)
    event = make_event("publish", sent, by=sender)

    actions.notice(at=at)

    assert told(event) == {"unreachable"}
    assert Notice.objects.get().delivery == Delivery.OFF
    assert not Mail.objects.exists()


# --- The daily letter -----------------------------------------------------------------------------

SIX, SEVEN = datetime(2013, 6, 4, 5, 59, tzinfo=UTC), datetime(2013, 6, 4, 6, 0, tzinfo=UTC)
"""Of British Summer Time, an hour ahead."""


@pytest.fixture
def daily(sent, sender, colleague, at):
    """Two notices of yesterday that a person wants to have together."""
    choose(colleague, Topic.RETURNS, Delivery.DAILY)
    for _ in range(2):
        make_event("publish", sent, by=sender)
    actions.notice(at=at)
    return colleague


def test_daily_letter_is_due_at_seven_of_local_time(daily):
    actions.ask_to_digest(at=SIX)
    assert not Job.objects.filter(kind="digest").exists()

    actions.ask_to_digest(at=SEVEN)
    assert Job.objects.get(kind="digest").payload == {"day": "2013-06-04"}


def test_daily_letter_holds_all_of_the_day_and_is_written_once(daily, sent):
    for _ in range(2):
        actions.digest(day=actions.digest_day(SEVEN))

    letter = Mail.objects.get()
    assert letter.key == f"digest-{daily.pk}-2013-06-04"
    assert letter.subject == "Your day: 2 notices"
    assert letter.body.count(f"Return {sent.pk} has been published") == 2
    assert letter.body.count("http") == 1
    assert set(Notice.objects.values_list("mail", flat=True)) == {letter.pk}


def test_notice_that_comes_after_the_daily_letter_waits_for_the_next(daily, sent, sender):
    actions.digest(day=actions.digest_day(SEVEN))
    late = make_event("publish", sent, by=sender)
    Place.objects.get(reader="notices").delete()
    actions.notice(at=SIX)

    actions.ask_to_digest(at=SEVEN + timedelta(hours=1))
    actions.digest(day=actions.digest_day(SEVEN))
    assert not Job.objects.filter(kind="digest").exists()
    assert Mail.objects.count() == 1

    actions.digest(day=actions.digest_day(SEVEN + timedelta(days=1)))
    assert Notice.objects.get(event=late).mail.key == f"digest-{daily.pk}-2013-06-05"


@pytest.mark.parametrize("reason", ["deactivated", "role over", "role ended", "no address"])
def test_daily_letter_goes_to_whoever_still_works_here_and_has_an_address(
    reason, daily, sent, sender, granter
):
    role = daily.roles.get()
    match reason:
        case "deactivated":
            User.objects.filter(pk=daily.pk).update(is_active=False)
        case "role over":
            daily.roles.update(ends_on=SEVEN.date())
        case "role ended":
            reason = {"reason": "Moved", "by": granter, "at": SIX}
            actions.end_role(role_id=role.pk, version=role.version, **reason)
        case "no address":
            User.objects.filter(pk=daily.pk).update(email="")
    choose(sender, Topic.RETURNS, Delivery.DAILY)
    make_event("publish", sent)
    actions.notice(at=SIX)

    actions.digest(day=actions.digest_day(SEVEN))

    assert [one.to for one in Mail.objects.filter(key__startswith="digest-")] == [sender.email]
    Job.objects.all().delete()
    actions.ask_to_digest(at=SEVEN)
    assert not Job.objects.filter(kind="digest").exists()


def test_what_waited_while_somebody_was_kept_out_is_in_their_next_daily_letter(daily):
    User.objects.filter(pk=daily.pk).update(is_active=False)
    actions.digest(day=actions.digest_day(SEVEN))
    User.objects.filter(pk=daily.pk).update(is_active=True)

    actions.digest(day=actions.digest_day(SEVEN + timedelta(days=1)))

    assert Mail.objects.get().subject == "Your day: 2 notices"


def test_daily_letter_is_of_winter_time_in_winter():
    assert str(actions.digest_day(datetime(2013, 1, 4, 6, 59, tzinfo=UTC))) == "2013-01-03"
    assert str(actions.digest_day(datetime(2013, 1, 4, 7, 0, tzinfo=UTC))) == "2013-01-04"
