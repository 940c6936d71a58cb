"""What is due, where a return waits under an embargo: in for its sender, unknown to others."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators import actions, reading
from indicators.models import Expectation
from indicators.periods import add_months
from indicators.states import DueState
from laa_portal.foundation.models import AuditEvent
from partnerships.models import RoleKind
from tests.conftest import person
from tests.factories.indicators import make_indicator, make_measure
from tests.factories.partnerships import make_area, make_organisation

pytestmark = pytest.mark.django_db

APRIL = date(2008, 4, 1)
DUE_ON = date(2008, 6, 30)
ENDS = datetime(2008, 7, 10, 8, tzinfo=UTC)
AFTER = date(2008, 8, 1)


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def areas():
    return [make_area(f"X0700090{number}") for number in (1, 2)]


@pytest.fixture
def force(areas):
    return make_organisation("x-force", areas=areas, kind="police_force")


@pytest.fixture
def sender(force):
    return person("force-provider", RoleKind.DATA_PROVIDER, organisation=force)


def agree(body, measure, starts_on, at):
    return actions.agree_provision(
        organisation=body, measure=measure, level="district", starts_on=starts_on, by=None, at=at
    )


@pytest.fixture
def measure(db):
    return make_measure(make_indicator(901, lag_months=2))


@pytest.fixture
def april(force, measure):
    """The return for April 2008, on time until 30 June."""
    provision = agree(force, measure, APRIL, datetime(2008, 4, 10, tzinfo=UTC))
    return provision.expectations.get(period_start=APRIL)


@pytest.fixture
def send(force, sender):
    """Send a return of one count for each of some areas and confirm it, both at a moment."""

    def act(areas, at, until, *, period="2008-04", status="final", count=5, by=sender, body=force):
        figure = count if status in {"final", "provisional"} else ""
        rows = [f"NI 901,{area.gss_code},{period},{figure},1000,{status}" for area in areas]
        lines = ["indicator,area_code,period,numerator,denominator,status", *rows]
        checked, _ = actions.send(
            organisation=body, name="a.csv", content="\n".join(lines).encode(), by=by, at=at
        )
        assert checked.status == "checked", list(checked.errors.all())
        return actions.confirm(
            return_id=checked.pk, version=checked.version, by=by, at=at, embargoed_until=until
        )

    return act


def publish(waiting, at=ENDS):
    return actions.publish(return_id=waiting.pk, version=waiting.version, by=None, at=at)


def state_on(expectation, day):
    (row,) = reading.due([expectation], day)
    return row


def release_on(day):
    return next(one for one in reading.releases(day) if one.period.start == APRIL)


IN_TIME = noon(date(2008, 6, 20))


# --- For the provider and the Home Office ---------------------------------------------------------


def test_return_sent_in_time_under_an_embargo_is_in_before_and_after_its_end(april, areas, send):
    waiting = send(areas, IN_TIME, ENDS)
    before = state_on(april, date(2008, 7, 5))
    publish(waiting)
    after = state_on(april, AFTER)

    for row in (before, after):
        assert (row.state, row.received, row.is_on_time) == (DueState.RECEIVED, 2, True)
        assert row.completed_on == date(2008, 6, 20)
    assert (before.waiting, after.waiting) == (2, 0)
    assert reading.areas_out([april]) == {}


def test_return_confirmed_too_late_under_an_embargo_is_late_by_that_day(april, areas, send):
    waiting = send(areas, noon(date(2008, 7, 3)), ENDS)
    assert state_on(april, date(2008, 7, 5)).days_late == 3

    publish(waiting)
    assert state_on(april, AFTER).days_late == 3


def test_areas_that_are_in_under_an_embargo_are_not_out(april, areas, send):
    send(areas[:1], IN_TIME, ENDS)

    row = state_on(april, date(2008, 7, 1))

    assert (row.state, row.received, row.waiting) == (DueState.LATE, 1, 1)
    assert reading.areas_out([april]) == {april.pk: areas[1:]}


def test_missing_figures_under_an_embargo_are_not_in(april, areas, send):
    send(areas, IN_TIME, ENDS, status="missing")

    assert state_on(april, date(2008, 7, 1)).state == DueState.LATE


def test_return_withdrawn_under_its_embargo_is_out_again(april, areas, send, sender):
    waiting = send(areas, IN_TIME, ENDS)
    actions.withdraw(
        return_id=waiting.pk, version=waiting.version, reason="Wrong", by=sender, at=IN_TIME
    )

    assert state_on(april, date(2008, 7, 1)).state == DueState.LATE


def test_embargo_of_one_body_is_no_news_to_another_that_owes_the_same(april, areas, send):
    other = make_organisation("x-council", areas=areas)
    theirs = agree(other, april.measure, APRIL, datetime(2008, 4, 10, tzinfo=UTC))
    waiting = send(areas, IN_TIME, ENDS)
    owed = theirs.expectations.get(period_start=APRIL)

    assert state_on(owed, date(2008, 7, 5)).received == 0
    publish(waiting)
    assert state_on(owed, AFTER).state == DueState.RECEIVED


def test_nobody_is_reminded_of_what_is_in_under_an_embargo(april, areas, send):
    Expectation.objects.exclude(pk=april.pk).delete()
    send(areas, IN_TIME, ENDS)

    for days in (-3, 1, 4, 14):
        actions.remind_of_returns(at=noon(DUE_ON + timedelta(days=days)))

    assert not AuditEvent.objects.filter(verb="remind_of_return").exists()


def test_embargo_does_not_count_against_its_sender(april, areas, send, force, analyst):
    Expectation.objects.exclude(pk=april.pk).delete()
    waiting = send(areas, IN_TIME, ENDS)

    def counted(day):
        (quality,) = reading.provider_quality(force, noon(day), day).measures
        (line,) = reading.provider_lines(analyst, day)
        assert line.punctuality == quality.punctuality
        return quality.punctuality

    before = counted(date(2008, 7, 5))
    publish(waiting)
    after = counted(AFTER)

    for found in (before, after):
        assert (found.counted, found.on_time, found.late_now) == (1, 1, 0)
        assert (found.received, found.expected) == (2, 2)


def test_embargoed_row_that_another_body_contradicts_is_not_in(april, areas, send, measure):
    other = make_organisation("x-office", areas=areas)
    colleague = person("office-provider", RoleKind.DATA_PROVIDER, organisation=other)
    send(areas, IN_TIME, None, status="missing", by=colleague, body=other)

    send(areas, IN_TIME, ENDS)

    row = state_on(april, date(2008, 7, 5))
    assert (row.state, row.received, row.waiting) == (DueState.LATE, 0, 0)


# --- For everybody --------------------------------------------------------------------------------


def test_release_is_not_told_before_its_embargo_ends(april, areas, send):
    waiting = send(areas, IN_TIME, ENDS)
    before, overdue = release_on(date(2008, 6, 25)), release_on(date(2008, 7, 5))
    publish(waiting)
    after = release_on(AFTER)

    assert (before.state, before.received, before.released_on) == ("expected", 0, None)
    assert (overdue.state, overdue.received) == ("late", 0)
    assert (after.state, after.released_on, after.days_late) == ("released", ENDS.date(), 10)


def test_provisional_figures_are_in_for_their_sender_and_not_released(april, areas, send):
    send(areas, IN_TIME, None, status="provisional")
    assert state_on(april, AFTER).is_on_time
    assert (release_on(AFTER).state, release_on(AFTER).received) == ("late", 0)

    send(areas, noon(date(2008, 7, 20)), None)
    assert state_on(april, AFTER).is_on_time
    assert release_on(AFTER).released_on == date(2008, 7, 20)


def test_withdrawn_release_is_out_again(april, areas, send, sender):
    done = send(areas, IN_TIME, None)
    assert release_on(AFTER).state == "released"

    actions.withdraw(
        return_id=done.pk, version=done.version, reason="Wrong", by=sender, at=noon(AFTER)
    )
    assert (release_on(AFTER).state, release_on(AFTER).received) == ("late", 0)


def test_excused_return_that_comes_under_an_embargo_stays_cancelled_in_public(
    april, areas, send, analyst
):
    actions.excuse(expectation_id=april.pk, version=1, reason="Flood", by=analyst, at=IN_TIME)
    april.refresh_from_db()
    waiting = send(areas, IN_TIME, ENDS)

    assert state_on(april, AFTER).state == DueState.RECEIVED
    assert release_on(AFTER).state == "cancelled"
    publish(waiting)
    assert release_on(AFTER).state == "released"


# --- The pages ------------------------------------------------------------------------------------


@pytest.fixture
def this_month(force, measure):
    """The return of last month, due at the end of the next, confirmed under an embargo."""
    last = add_months(timezone.localdate().replace(day=1), -1)
    provision = agree(force, measure, last, timezone.now())
    return provision.expectations.earliest("due_on")


def test_pages_of_provider_and_public_tell_each_what_they_may_know(
    client, this_month, areas, send, sender
):
    now = timezone.now()
    send(areas, now, now + timedelta(days=1), period=this_month.period.code)
    Expectation.objects.exclude(pk=this_month.pk).delete()
    ics = reverse("indicators:calendar-ics")

    (record,) = client.get("/api/v1/releases/").json()["data"]
    assert (record["state"], record["areas_received"]) == ("expected", 0)
    assert record["released_on"] is None
    assert "What came in the last year" not in client.get(reverse("indicators:calendar")).text
    assert this_month.period.label in client.get(ics).text

    client.force_login(sender)
    page = client.get(reverse("indicators:expectation", args=[this_month.pk])).text
    assert "2 of 2, of which 2 wait for the end of an embargo" in " ".join(page.split())
    assert "Areas whose figures are not in" not in page
    assert "Nothing is due" in client.get(reverse("indicators:due")).text
    assert f"Send {this_month}" not in client.get(reverse("home")).text
    received = client.get(reverse("indicators:due"), {"state": "received"})
    assert [row.expectation for row in received.context["page"]] == [this_month]
