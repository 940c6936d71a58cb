"""When figures are expected: the last day of a month, whatever the length of months."""

from datetime import date
from itertools import islice

import pytest

from indicators.due_dates import due_on, kind_of, periods_from
from indicators.periods import Period, PeriodKind


@pytest.mark.parametrize(
    ("period", "lag", "day"),
    [
        ("2008/09", 0, date(2009, 3, 31)),
        ("2008/09", 1, date(2009, 4, 30)),
        ("2008-03", 1, date(2008, 4, 30)),
        ("2008-04", 2, date(2008, 6, 30)),
        ("2008-12", 2, date(2009, 2, 28)),
        ("2007-12", 2, date(2008, 2, 29)),
        ("2008/09 Q4", 6, date(2009, 9, 30)),
        ("2008", 9, date(2009, 9, 30)),
    ],
)
def test_due_day_is_the_last_of_the_month_of_the_lag(period, lag, day):
    assert due_on(Period.parse(period), lag) == day


@pytest.mark.parametrize(
    ("frequency", "day", "codes"),
    [
        ("monthly", date(2009, 3, 31), ["2009-04", "2009-05"]),
        ("monthly", date(2009, 4, 1), ["2009-04", "2009-05"]),
        ("quarterly", date(2009, 3, 1), ["2009/10 Q1", "2009/10 Q2"]),
        ("quarterly", date(2009, 1, 1), ["2008/09 Q4", "2009/10 Q1"]),
        ("annual", date(2009, 3, 31), ["2009/10", "2010/11"]),
        ("annual", date(2009, 4, 1), ["2009/10", "2010/11"]),
        ("biennial", date(2009, 4, 1), ["2010/11", "2012/13"]),
        ("biennial", date(2008, 4, 1), ["2008/09", "2010/11"]),
    ],
)
def test_periods_begin_on_the_day_or_later(frequency, day, codes):
    kind = kind_of(frequency, ["month", "quarter", "financial_year"])

    assert [one.code for one in islice(periods_from(frequency, kind, day), 2)] == codes


def test_calendar_years_begin_in_january():
    periods = periods_from("annual", PeriodKind.CALENDAR_YEAR, date(2008, 2, 1))

    assert next(periods).code == "2009"


@pytest.mark.parametrize(
    ("frequency", "kinds", "kind"),
    [
        ("monthly", ["month", "quarter"], "month"),
        ("annual", ["calendar_year"], "calendar_year"),
        ("annual", ["quarter", "financial_year"], "financial_year"),
        ("monthly", ["financial_year"], None),
        ("not settled", ["financial_year"], None),
    ],
)
def test_measure_is_due_by_the_kind_of_period_of_its_frequency(frequency, kinds, kind):
    assert kind_of(frequency, kinds) == kind
