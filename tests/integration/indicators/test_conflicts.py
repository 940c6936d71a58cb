"""Figures are collected once: a second sender's row is set aside until a person settles it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from indicators import actions, policies, queries
from indicators.models import Conflict, Observation
from indicators.states import ReturnStatus
from laa_portal.foundation.models import AuditEvent, Job
from laa_portal.foundation.versioning import Stale
from partnerships.actions import notice
from partnerships.models import Notice, Organisation, RoleKind
from tests.conftest import person
from tests.factories.foundation import make_event

HEADER = "indicator,area_code,period,numerator,denominator\n"
CUMBRIA = "NI 16,E23000002,2008/09,{},500000\n"
FORCE = "police-E23000002"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.fixture
def force_provider(catalogue):
    """The data provider of the force that polices Cumbria."""
    return person(
        "force", RoleKind.DATA_PROVIDER, organisation=Organisation.objects.get(code=FORCE)
    )


@pytest.fixture
def send(provider, force_provider, at):
    """Have a return checked, from the Home Office or from the force."""

    def act(rows, *, organisation="home-office", header=HEADER):
        data_return, _ = actions.send(
            organisation=Organisation.objects.get(code=organisation),
            name="a.csv",
            content=(header + rows).encode(),
            by=force_provider if organisation == FORCE else provider,
            at=at,
        )
        assert data_return.status == ReturnStatus.CHECKED, list(data_return.errors.all())
        return data_return

    return act


@pytest.fixture
def confirm(provider, force_provider, at):
    def act(data_return):
        by = force_provider if data_return.organisation.code == FORCE else provider
        return actions.confirm(return_id=data_return.pk, version=data_return.version, by=by, at=at)

    return act


@pytest.fixture
def conflict(send, confirm):
    """The Home Office holds 10,000, and the force says 10,100."""
    confirm(send(CUMBRIA.format(10_000)))
    confirm(send(CUMBRIA.format(10_100), organisation=FORCE))
    return Conflict.objects.get()


@pytest.fixture
def settle(analyst, at):
    def act(conflict, outcome="taken_over", **changes):
        arguments = {"version": conflict.version, "reason": "The force counts", "by": analyst}
        return actions.settle(
            conflict_id=conflict.pk, outcome=outcome, at=at, **(arguments | changes)
        )

    return act


@pytest.fixture
def withdraw(at):
    """Take a return back, as an operator."""

    def act(data_return):
        data_return.refresh_from_db()
        return actions.withdraw(
            return_id=data_return.pk,
            version=data_return.version,
            reason="Counted twice",
            by=None,
            at=at,
        )

    return act


def current():
    return Observation.objects.current().get()


def test_second_senders_row_is_set_aside_and_the_others_count(send, confirm):
    confirm(send(CUMBRIA.format(10_000)))
    second = send(
        CUMBRIA.format(10_100) + "NI 16,E23000002,2007/08,9000,500000\n", organisation=FORCE
    )

    assert queries.changes(second) == queries.Changes(1, 0, 0, conflicts=1)
    done = confirm(second)

    assert (done.new_count, done.conflict_count, done.unchanged_count) == (1, 1, 0)
    conflict = Conflict.objects.get()
    assert (conflict.numerator, conflict.held.numerator) == (10_100, 10_000)
    assert (conflict.data_return, conflict.holder.code) == (second, "home-office")
    held = Observation.objects.current().order_by("period_start")
    assert [one.numerator for one in held] == [9_000, 10_000]


def test_second_sender_that_says_the_same_is_no_conflict(send, confirm):
    confirm(send(CUMBRIA.format(10_000)))
    header = HEADER.replace("\n", ",note\n")
    row = CUMBRIA.format(10_000).replace("\n", ",From our own books\n")

    done = confirm(send(row, organisation=FORCE, header=header))

    assert (done.unchanged_count, done.conflict_count) == (1, 0)
    assert Observation.objects.count() == 1


def told(verb):
    """Who is told of an act, under which heading, and where that leads."""
    notices = Notice.objects.filter(event__verb=verb).order_by("user__username")
    return [(one.user.username, one.subject, one.path) for one in notices]


def test_those_who_may_settle_a_conflict_are_told_of_it(
    conflict, provider, force_provider, analyst, at
):
    make_event("set_aside", conflict.data_return, by=force_provider)

    notice(at=at)

    subject = f"{conflict.data_return} differs from what another organisation reported"
    path = reverse("indicators:conflicts")
    people = sorted([analyst.username, provider.username])
    assert told("set_aside") == [(person, subject, path) for person in people]


def test_both_senders_are_told_how_a_conflict_was_settled(
    conflict, provider, force_provider, settle, analyst, at
):
    settle(conflict)
    make_event("settle", conflict, by=analyst)

    notice(at=at)

    people = sorted([force_provider.username, provider.username])
    subject, path = f"{conflict} has been settled", conflict.get_absolute_url()
    assert told("settle") == [(person, subject, path) for person in people]


def test_what_is_set_aside_is_on_record_once(conflict, send, confirm, force_provider):
    confirm(send(CUMBRIA.format(10_100) + "\n", organisation=FORCE))  # the same again

    event = AuditEvent.objects.get(verb="set_aside")
    assert (event.target_id, event.made_by) == (str(conflict.data_return_id), force_provider)
    assert event.details["rows"] == 1


def test_return_that_contradicts_nobody_sets_nothing_aside(send, confirm):
    confirm(send(CUMBRIA.format(10_000)))

    assert not AuditEvent.objects.filter(verb="set_aside").exists()


def test_same_rows_again_raise_no_second_conflict(conflict, send, confirm):
    done = confirm(send(CUMBRIA.format(10_100) + "\n", organisation=FORCE))

    assert done.conflict_count == 1
    assert Conflict.objects.get() == conflict


def test_later_return_of_the_second_sender_replaces_its_row(conflict, send, confirm):
    confirm(send(CUMBRIA.format(10_200), organisation=FORCE))

    earlier, later = Conflict.objects.order_by("pk")
    assert (earlier.outcome, later.outcome, later.numerator) == ("replaced", "open", 10_200)


def test_second_sender_that_comes_round_ends_the_conflict(conflict, send, confirm):
    confirm(send(CUMBRIA.format(10_000), organisation=FORCE))

    conflict.refresh_from_db()
    assert conflict.outcome == "agreed"


@pytest.mark.parametrize(("revised", "outcome"), [(10_050, "open"), (10_100, "agreed")])
def test_conflict_follows_what_its_holder_says_anew(conflict, send, confirm, revised, outcome):
    confirm(send(CUMBRIA.format(revised)))

    seen = conflict.version
    conflict.refresh_from_db()
    assert (conflict.held, conflict.outcome) == (current(), outcome)
    assert conflict.version == seen + 1


def test_holder_that_leaves_what_both_had_come_to_say_is_contradicted_again(
    conflict, send, confirm
):
    confirm(send(CUMBRIA.format(10_100)))
    confirm(send(CUMBRIA.format(10_150)))

    ended, raised = Conflict.objects.order_by("pk")
    assert (ended.outcome, raised.outcome) == ("agreed", "open")
    assert (raised.held, raised.numerator) == (current(), 10_100)
    assert raised.data_return == conflict.data_return
    assert AuditEvent.objects.filter(verb="set_aside").count() == 2


def test_holder_moves_on_from_what_the_second_sender_came_round_to(conflict, send, confirm):
    confirm(send(CUMBRIA.format(10_000), organisation=FORCE))
    confirm(send(CUMBRIA.format(10_150)))

    assert [one.outcome for one in Conflict.objects.all()] == ["agreed"]


def test_figure_taken_over_is_a_revision_from_its_sender(conflict, settle, analyst):
    Job.objects.all().delete()

    settled = settle(conflict)

    figure = current()
    assert (figure.numerator, figure.revision) == (10_100, 2)
    assert figure.data_return.organisation.code == FORCE
    assert (settled.outcome, settled.settled_by, settled.reason) == (
        "taken_over",
        analyst,
        "The force counts",
    )
    assert Job.objects.filter(kind="recompute", key="NI 16 2008/09").exists()
    assert AuditEvent.objects.get(verb="settle").details["outcome"] == "taken_over"


def test_third_sender_is_held_against_the_figure_taken_over(conflict, settle, at):
    third = Organisation.objects.get(code="police-E23000002")
    other = Organisation.objects.create(code="audit", kind="inspectorate", name="Auditors")
    by = person("auditor", RoleKind.DATA_PROVIDER, organisation=other)
    content = (HEADER + CUMBRIA.format(10_500)).encode()
    sent, _ = actions.send(organisation=other, name="a.csv", content=content, by=by, at=at)
    actions.confirm(return_id=sent.pk, version=sent.version, by=by, at=at)

    settle(conflict)

    waiting = Conflict.objects.open().get()
    assert (waiting.organisation, waiting.holder) == (other, third)


def test_figure_kept_stays_and_is_not_asked_about_again(conflict, settle, send, confirm):
    settle(conflict, "kept")

    confirm(send(CUMBRIA.format(10_100) + "\n", organisation=FORCE))

    assert current().numerator == 10_000
    assert not Conflict.objects.open().exists()


def test_after_it_was_taken_over_the_former_holder_is_the_second_sender(
    conflict, settle, send, confirm
):
    settle(conflict)

    done = confirm(send(CUMBRIA.format(10_300)))

    assert done.conflict_count == 1
    assert current().numerator == 10_100


def test_holder_hands_over_but_does_not_decide_for_itself(conflict, settle, provider):
    with pytest.raises(PermissionDenied, match="To keep it, ask the Home Office"):
        settle(conflict, "kept", by=provider)

    settle(conflict, "taken_over", by=provider)
    assert current().numerator == 10_100


@pytest.mark.parametrize("who", ["force_provider", "stranger"])
def test_others_settle_nothing(conflict, settle, request, who):
    for outcome in ("kept", "taken_over"):
        with pytest.raises(PermissionDenied, match="The Home Office settles"):
            settle(conflict, outcome, by=request.getfixturevalue(who))

    assert current().numerator == 10_000


def test_settled_conflict_stays_settled(conflict, settle):
    settled = settle(conflict, "kept")

    with pytest.raises(PermissionDenied, match="This conflict is settled"):
        settle(settled)


def test_conflict_that_moved_on_is_stale(conflict, settle, send, confirm):
    confirm(send(CUMBRIA.format(10_050)))

    with pytest.raises(Stale):
        settle(conflict)

    assert current().numerator == 10_050


def test_waiting_returns_are_judged_again_when_a_cell_changes_hands(
    conflict, settle, send, confirm, at
):
    waiting = send(CUMBRIA.format(10_400))
    settle(conflict)

    with pytest.raises(Stale):
        confirm(waiting)

    actions.judge_again(return_id=waiting.pk, at=at)
    waiting.refresh_from_db()
    assert queries.changes(waiting).conflicts == 1


@pytest.mark.parametrize("organisation", [FORCE, "home-office"])
def test_cell_withdrawn_to_missing_is_held_by_whoever_reports_it_next(
    send, confirm, withdraw, organisation
):
    withdraw(confirm(send(CUMBRIA.format(10_000))))
    next_one = send(CUMBRIA.format(10_100), organisation=organisation)

    assert queries.changes(next_one) == queries.Changes(0, 1, 0, conflicts=0)
    assert policies.may_read_held(next_one.sent_by, next_one.staged.get().held)
    confirm(next_one)

    assert (current().numerator, current().data_return, current().revision) == (10_100, next_one, 3)
    assert not Conflict.objects.exists()


def test_sender_that_says_itself_that_a_cell_is_missing_holds_it(send, confirm, withdraw):
    withdraw(confirm(send(CUMBRIA.format(10_000))))
    header = HEADER.replace("\n", ",status\n")
    said = confirm(send("NI 16,E23000002,2008/09,,,missing\n", header=header))

    done = confirm(send(CUMBRIA.format(10_100), organisation=FORCE))

    assert (current().status, current().data_return) == ("missing", said)
    assert done.conflict_count == 1


def test_return_that_waits_over_a_withdrawn_figure_is_judged_again_and_holds(
    send, confirm, withdraw, at
):
    first = confirm(send(CUMBRIA.format(10_000)))
    waiting = send(CUMBRIA.format(10_100), organisation=FORCE)
    withdraw(first)

    actions.judge_again(return_id=waiting.pk, at=at)
    waiting.refresh_from_db()
    confirm(waiting)

    assert current().numerator == 10_100
    assert not Conflict.objects.exists()


def test_each_sender_has_one_open_conflict_over_a_cell(conflict):
    conflict.pk = None

    with pytest.raises(IntegrityError, match="one_open_conflict_per_sender"), transaction.atomic():
        conflict.save(force_insert=True)


def test_both_senders_and_the_analyst_see_a_conflict(
    conflict, provider, force_provider, analyst, stranger
):
    seen = {
        user.username: Conflict.objects.visible_to(user).exists()
        for user in (provider, force_provider, analyst, stranger)
    }

    assert seen == {"provider": True, "force": True, "analyst": True, "stranger": False}


def test_conflicts_take_as_many_statements_for_many_rows_as_for_one(send, confirm):
    from django.test.utils import CaptureQueriesContext

    def statements(years):
        rows = "".join(f"NI 16,E23000002,{y}/{y + 1 - 2000:02},{{}},500000\n" for y in years)
        confirm(send(rows.replace("{}", "10000")))
        second = send(rows.replace("{}", "10001"), organisation=FORCE)
        with CaptureQueriesContext(connection) as captured:
            confirm(second)
        return len(captured)

    assert statements([2008]) == statements(range(2002, 2008))
