from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.periods import Period, PeriodError, PeriodKind, add_months

starts = st.builds(date, st.integers(1975, 2098), st.integers(1, 12), st.just(1))


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2008/09", date(2008, 4, 1), date(2009, 4, 1)),
        ("1999/00", date(1999, 4, 1), date(2000, 4, 1)),
        ("2008-12", date(2008, 12, 1), date(2009, 1, 1)),
        ("2008/09 Q1", date(2008, 4, 1), date(2008, 7, 1)),
        ("2008/09 Q4", date(2009, 1, 1), date(2009, 4, 1)),
        ("2008", date(2008, 1, 1), date(2009, 1, 1)),
    ],
)
def test_period_is_read_from_its_code(code, start, end):
    period = Period.parse(code)

    assert (period.start, period.end) == (start, end)
    assert period.code == code


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("2008/10", "After 2008/ write 09"),
        ("2008-13", "Write a period as"),
        ("08/09", "Write a period as"),
        ("2008/09 Q5", "Write a period as"),
        ("1901", "outside 1974 to 2099"),
        (" 2008", "Write a period as"),
        ("", "Write a period as"),
    ],
)
def test_period_that_cannot_be_read_says_how_to_write_one(code, why):
    with pytest.raises(PeriodError, match=why):
        Period.parse(code)


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        (PeriodKind.FINANCIAL_YEAR, date(2008, 1, 1)),
        (PeriodKind.CALENDAR_YEAR, date(2008, 4, 1)),
        (PeriodKind.QUARTER, date(2008, 5, 1)),
        (PeriodKind.MONTH, date(2008, 5, 2)),
    ],
)
def test_period_starts_where_its_kind_starts(kind, start):
    with pytest.raises(PeriodError):
        Period(kind, start)


@given(starts)
def test_code_and_period_are_the_same_thing(start):
    for kind in PeriodKind:
        try:
            period = Period(kind, start)
        except PeriodError:
            continue
        assert Period.parse(period.code) == period
        assert period.next().start == period.end


@given(starts, st.integers(-500, 500))
def test_adding_months_and_taking_them_away_comes_back(start, months):
    assert add_months(add_months(start, months), -months) == start


@pytest.mark.parametrize(
    ("code", "year"),
    [("2008/09", 2008), ("2009-03", 2008), ("2009-04", 2009), ("2008/09 Q4", 2008), ("2008", 2008)],
)
def test_base_is_the_population_of_the_year_in_which_the_financial_year_begins(code, year):
    assert Period.parse(code).population_year == year


def test_periods_sort_by_start_and_longer_ones_after_shorter():
    codes = ["2008-04", "2008/09 Q1", "2008/09", "2008-05", "2008"]

    in_order = sorted(codes, key=lambda code: Period.parse(code).sort)

    assert in_order == ["2008", "2008-04", "2008/09 Q1", "2008/09", "2008-05"]
