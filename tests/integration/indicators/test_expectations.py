"""Which return is due from whom, by when, and how it stands."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from indicators import actions, reading
from indicators.models import Expectation
from indicators.states import DueState
from laa_portal.foundation.models import AuditEvent, Job
from laa_portal.foundation.versioning import Stale
from partnerships.models import RoleKind
from tests.conftest import person
from tests.factories.indicators import (
    make_indicator,
    make_measure,
    make_observation,
    make_return,
)
from tests.factories.partnerships import make_area, make_organisation

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2008, 4, 10, 9, tzinfo=UTC)


@pytest.fixture
def areas():
    return [make_area(f"X0700090{number}") for number in (1, 2)]


@pytest.fixture
def force(areas):
    return make_organisation("x-force", areas=areas, kind="police_force")


@pytest.fixture
def measure(db):
    return make_measure(make_indicator(901, lag_months=2))


@pytest.fixture
def agree(force, measure):
    """Have the force agree to provide the measure from April 2008 on."""

    def act(*, at=LONG_AGO, starts_on=date(2008, 4, 1), **changes):
        values = {"organisation": force, "measure": measure, "level": "district"} | changes
        return actions.agree_provision(starts_on=starts_on, by=None, at=at, **values)

    return act


def days(provision):
    return {one.period.code: one.due_on for one in provision.expectations.all()}


def state_on(expectation, day):
    (row,) = reading.due([expectation], day)
    return row


# --- What is due ----------------------------------------------------------------------------------


def test_what_is_due_in_three_months_is_made_once(agree):
    provision = agree(at=datetime(2008, 6, 1, 9, tzinfo=UTC))
    now = datetime(2008, 9, 1, 9, tzinfo=UTC)

    actions.expect(at=now)
    actions.expect(at=now)

    assert days(provision) == {
        "2008-04": date(2008, 6, 30),
        "2008-05": date(2008, 7, 31),
        "2008-06": date(2008, 8, 31),
        "2008-07": date(2008, 9, 30),
        "2008-08": date(2008, 10, 31),
        "2008-09": date(2008, 11, 30),
    }


def test_what_would_have_been_due_before_it_was_agreed_is_due_four_weeks_after(agree):
    provision = agree(at=datetime(2009, 1, 1, 9, tzinfo=UTC), starts_on=date(2008, 10, 1))

    assert days(provision)["2008-10"] == date(2009, 1, 29)
    assert days(provision)["2008-11"] == date(2009, 1, 31)


def test_summer_time_moves_no_due_day(agree, at):
    midnight = datetime(2009, 4, 30, 23, 30, tzinfo=UTC)  # 1 May in London
    provision = agree(at=midnight, starts_on=date(2009, 1, 1))

    assert provision.agreed_on == date(2009, 5, 1)
    assert days(provision)["2009-01"] == date(2009, 5, 29)


def test_job_is_asked_for_only_where_something_is_missing(agree):
    agree(at=LONG_AGO)
    Job.objects.all().delete()

    actions.ask_to_expect(day=LONG_AGO.date())
    assert not Job.objects.exists()

    actions.ask_to_expect(day=LONG_AGO.date() + timedelta(days=200))
    assert Job.objects.get().kind == "expect"


def test_corrected_lag_leaves_days_that_have_been_told(agree, measure):
    provision = agree(at=datetime(2008, 6, 1, 9, tzinfo=UTC))
    measure.indicator.lag_months = 3
    measure.indicator.save()

    actions.expect(at=datetime(2008, 9, 1, 9, tzinfo=UTC))

    assert days(provision)["2008-04"] == date(2008, 6, 30)
    assert days(provision)["2008-08"] == date(2008, 11, 30)


def test_ended_provision_keeps_what_was_due_before(agree, analyst, at):
    provision = agree(at=datetime(2008, 9, 1, 9, tzinfo=UTC))

    actions.end_provision(
        provision_id=provision.pk, version=1, ends_on=date(2008, 6, 1), by=analyst, at=at
    )
    actions.expect(at=at)

    assert set(days(provision)) == {"2008-04", "2008-05"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"level": "police_force"}, "collected at another level"),
        ({"organisation": "elsewhere"}, "answers for no area at this level"),
        ({"measure": "unsettled"}, "When NI 902 is due is not settled"),
    ],
)
def test_provision_of_which_nothing_is_due_is_refused_with_its_reason(agree, changes, sentence):
    if "organisation" in changes:
        changes = {"organisation": make_organisation("x-elsewhere", areas=[make_area("X1")])}
        changes["organisation"].areas.clear()
    if "measure" in changes:
        changes = {"measure": make_measure(make_indicator(902))}

    with pytest.raises(actions.CannotProvide, match=sentence):
        agree(**changes)


def test_measure_is_provided_once_by_a_body(agree):
    agree()

    with pytest.raises(actions.CannotProvide, match="provides NI 901 already"):
        agree()


# --- How it stands --------------------------------------------------------------------------------


@pytest.fixture
def april(agree):
    """The return for April 2008, on time until 30 June."""
    return agree().expectations.get(period_start=date(2008, 4, 1))


def send(expectation, areas, day, **changes):
    body = expectation.organisation
    data_return = body.datareturn_set.first() or make_return(body)
    recorded_at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    for area in areas:
        make_observation(
            expectation.measure, area, data_return, "2008-04", recorded_at=recorded_at, **changes
        )


def test_return_is_due_up_to_its_day_and_late_from_the_next(april):
    assert state_on(april, date(2008, 6, 30)).state == DueState.DUE
    late = state_on(april, date(2008, 7, 1))

    assert (late.state, late.days_late) == (DueState.LATE, 1)


def test_return_is_received_when_every_area_is_in(april, areas):
    send(april, areas[:1], date(2008, 6, 20))
    half = state_on(april, date(2008, 6, 21))

    send(april, areas[1:], date(2008, 6, 30))
    whole = state_on(april, date(2008, 8, 1))

    assert (half.state, half.received, half.expected) == (DueState.DUE, 1, 2)
    assert (whole.state, whole.is_on_time, whole.days_late) == (DueState.RECEIVED, True, 0)
    assert whole.completed_on == date(2008, 6, 30)
    assert reading.areas_out([april]) == {}


def test_return_that_is_completed_after_its_day_is_received_late(april, areas):
    send(april, areas[:1], date(2008, 6, 20))
    send(april, areas[1:], date(2008, 7, 3))

    row = state_on(april, date(2008, 9, 1))

    assert (row.state, row.is_on_time, row.days_late) == (DueState.RECEIVED, False, 3)


def test_revision_after_the_day_does_not_make_a_return_late(april, areas):
    send(april, areas, date(2008, 6, 20), superseded_at=datetime(2009, 1, 1, tzinfo=UTC))
    send(april, areas, date(2009, 1, 1), revision=2)

    row = state_on(april, date(2009, 2, 1))

    assert (row.is_on_time, row.completed_on) == (True, date(2008, 6, 20))


@pytest.mark.parametrize("status", ["missing", "not_published"])
def test_area_whose_figure_is_said_to_be_missing_is_not_in(april, areas, status):
    send(april, areas, date(2008, 6, 20), status=status)

    row = state_on(april, date(2008, 7, 1))

    assert (row.state, row.received) == (DueState.LATE, 0)
    assert reading.areas_out([april]) == {april.pk: areas}


def test_area_whose_figure_was_taken_back_is_out_again(april, areas):
    send(april, areas, date(2008, 6, 20), superseded_at=datetime(2008, 7, 1, tzinfo=UTC))
    send(april, areas, date(2008, 7, 1), revision=2, status="missing")

    assert state_on(april, date(2008, 7, 2)).state == DueState.LATE


def test_area_that_was_abolished_is_not_expected(april, areas):
    areas[1].ends_on = date(2008, 4, 1)
    areas[1].save()
    send(april, areas[:1], date(2008, 6, 20))

    row = state_on(april, date(2008, 7, 1))

    assert (row.state, row.expected) == (DueState.RECEIVED, 1)


def test_many_returns_are_read_in_one_query(agree, django_assert_num_queries):
    agree(at=datetime(2009, 6, 1, 9, tzinfo=UTC))
    rows = list(Expectation.objects.with_context())

    with django_assert_num_queries(1):
        assert len(reading.due(rows, date(2009, 6, 1))) > 12


# --- Excuses --------------------------------------------------------------------------------------


def test_excused_return_is_not_late(april, analyst, at):
    actions.excuse(expectation_id=april.pk, version=1, reason="Flood", by=analyst, at=at)
    april.refresh_from_db()

    row = state_on(april, date(2009, 1, 1))

    assert (row.state, row.days_late, row.is_open) == (DueState.EXCUSED, 0, False)
    assert AuditEvent.objects.get(verb="excuse").reason == "Flood"


def test_excused_return_that_comes_all_the_same_is_received(april, analyst, areas, at):
    actions.excuse(expectation_id=april.pk, version=1, reason="Flood", by=analyst, at=at)
    send(april, areas, date(2008, 6, 20))
    april.refresh_from_db()

    assert state_on(april, date(2009, 1, 1)).state == DueState.RECEIVED


def test_excuse_can_be_taken_back(april, analyst, at):
    actions.excuse(expectation_id=april.pk, version=1, reason="Flood", by=analyst, at=at)

    actions.expect_again(expectation_id=april.pk, version=2, by=analyst, at=at)

    april.refresh_from_db()
    assert state_on(april, date(2009, 1, 1)).state == DueState.LATE


def test_second_of_two_who_excuse_is_told(april, analyst, at):
    actions.excuse(expectation_id=april.pk, version=1, reason="Flood", by=analyst, at=at)

    with pytest.raises(Stale):
        actions.excuse(expectation_id=april.pk, version=1, reason="Fire", by=analyst, at=at)
    with pytest.raises(PermissionDenied, match="excused already"):
        actions.excuse(expectation_id=april.pk, version=2, reason="Fire", by=analyst, at=at)


def test_provider_may_not_excuse_itself(april, force, at):
    provider = person("force-provider", RoleKind.DATA_PROVIDER, organisation=force)

    with pytest.raises(PermissionDenied, match="Only Home Office analysts excuse"):
        actions.excuse(expectation_id=april.pk, version=1, reason="Busy", by=provider, at=at)
