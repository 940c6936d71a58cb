"""Working days: weekends and bank holidays are left out."""

from collections import Counter
from datetime import date

import pytest

from targets.working_days import SATURDAY, bank_holidays, working_days


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (date(2008, 6, 2), date(2008, 6, 2), 0),
        (date(2008, 6, 2), date(2008, 6, 6), 4),
        (date(2008, 6, 2), date(2008, 6, 16), 10),
        (date(2008, 6, 6), date(2008, 6, 8), 0),
        (date(2008, 6, 7), date(2008, 6, 9), 1),
        (date(2008, 6, 8), date(2008, 6, 20), 10),
    ],
)
def test_weekends_are_left_out(since, until, days):
    assert working_days(since, until) == days


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (date(2008, 5, 23), date(2008, 5, 27), 1),
        (date(2008, 12, 24), date(2009, 1, 2), 4),
        (date(2011, 4, 21), date(2011, 5, 3), 4),
        (date(2012, 5, 4), date(2012, 5, 8), 2),
    ],
)
def test_bank_holidays_are_left_out_as_far_as_they_are_known(since, until, days):
    assert working_days(since, until) == days


def test_each_year_has_its_eight_and_2011_the_wedding_all_on_weekdays():
    assert Counter(day.year for day in bank_holidays()) == {2008: 8, 2009: 8, 2010: 8, 2011: 9}
    assert all(day.weekday() < SATURDAY for day in bank_holidays())
    assert list(bank_holidays()) == sorted({*bank_holidays()})
