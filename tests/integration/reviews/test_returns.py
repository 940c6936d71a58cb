"""Signals of what is missing or may hide more than it shows: returns, definitions, few cases."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from indicators.models import DataReturn, Definition, Expectation, Provision, StagedRow
from indicators.states import ReturnStatus
from reviews import actions
from reviews.models import Concern, Signal
from reviews.queries import measurability
from tests.factories.evidence import figures
from tests.factories.indicators import make_observation, make_return
from tests.factories.partnerships import make_area, make_organisation, make_part

pytestmark = pytest.mark.django_db

AT = datetime(2009, 2, 20, 9, tzinfo=UTC)


@pytest.fixture
def measure(talks):
    return talks.measures["Burglary"]


@pytest.fixture
def expected(talks, measure):
    """Have a district's figures of months expected, each by the last day of the next month."""
    district = make_area("X07000961")
    make_part(talks.area, district)
    sender = make_organisation("x-sender")
    provision = Provision.objects.create(
        organisation=sender,
        measure=measure,
        level="district",
        starts_on=date(2008, 4, 1),
        agreed_on=date(2008, 4, 1),
    )
    provision.areas.add(district)
    data_return = make_return(sender)

    def expect(month, due, came=None):
        Expectation.objects.create(
            provision=provision, period_kind="month", period_start=month, due_on=due
        )
        if came:
            code = f"{month:%Y-%m}"
            make_observation(measure, district, data_return, code, recorded_at=came)

    return expect


def fired(measure, kind, at=AT):
    actions.assess(measure_code=measure.code, at=at)
    return Signal.objects.filter(kind=kind).order_by("pk")


def test_return_that_is_out_is_told_once_and_its_next_again(expected, measure):
    expected(date(2008, 11, 1), date(2008, 12, 31), came=datetime(2008, 12, 20, tzinfo=UTC))
    assert not fired(measure, "LATE").exists()
    expected(date(2008, 12, 1), date(2009, 1, 31))

    (late,) = fired(measure, "LATE")
    assert late.sentence.startswith("A return of December 2008 it is measured by is 20 days later")
    assert (late.seriousness, Concern.objects.get().level) == (1, 2)
    fired(measure, "LATE", at=datetime(2009, 2, 21, 9, tzinfo=UTC))
    assert Signal.objects.filter(kind="LATE").count() == 1
    expected(date(2009, 1, 1), date(2009, 2, 28))
    again = fired(measure, "LATE", at=datetime(2009, 3, 5, 9, tzinfo=UTC)).last()
    assert (again.seriousness, again.numbers["times"]) == (2, 2)


def test_what_came_too_late_twice_is_out_no_more(expected, measure):
    expected(date(2008, 11, 1), date(2008, 12, 31), came=datetime(2009, 1, 20, tzinfo=UTC))
    expected(date(2008, 12, 1), date(2009, 1, 31), came=datetime(2009, 2, 10, tzinfo=UTC))

    assert not fired(measure, "LATE").exists()


def test_what_was_confirmed_in_time_under_an_embargo_is_not_late(expected, measure):
    expected(date(2008, 12, 1), date(2009, 1, 31))
    provision = Provision.objects.get()
    waiting = DataReturn.objects.get()
    waiting.status, waiting.embargoed_until = ReturnStatus.LOADED, AT + timedelta(days=9)
    waiting.sent_at = datetime(2009, 1, 20, tzinfo=UTC)
    waiting.save()
    row = StagedRow.objects.create(
        measure=measure,
        definition=measure.definitions.get(),
        area=provision.areas.get(),
        data_return=waiting,
        period_kind="month",
        period_start=date(2008, 12, 1),
        numerator=5,
        status="final",
        row=2,
    )

    assert not fired(measure, "LATE").exists()
    row.delete()
    assert fired(measure, "LATE").exists()


def test_measure_without_a_definition_in_the_term_cannot_be_measured(measure):
    assert not fired(measure, "UNMEAS").exists()
    Definition.objects.filter(measure=measure).update(ends_on=date(2008, 4, 1))

    (told,) = fired(measure, "UNMEAS")
    assert told.sentence.startswith("No definition of its measure holds")


def test_few_repeats_among_few_cases_may_hide_more_than_they_show(talks, measure, monkeypatch):
    monkeypatch.setattr(measurability, "CONFERENCES", measure.indicator.code)
    data_return = make_return(make_organisation("x-conference"))
    share = {"value": 6.7, "lower": 1.0, "upper": 21.0}
    cases = {"numerator": Decimal(2), "denominator": Decimal(30), **share}
    figures(measure, talks.area, data_return, [2], "2008/09", **cases)

    (told,) = fired(measure, "LOWREF")
    assert told.sentence.startswith("In 2008/09 7% of 30 cases are repeats")
