"""The month after an approval: its last day, at the ends of months too."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.one_month import is_in_first_month, last_day_of_first_month


@pytest.mark.parametrize(
    ("approved_on", "last"),
    [
        (date(2008, 6, 30), date(2008, 7, 30)),
        (date(2008, 1, 31), date(2008, 2, 29)),
        (date(2009, 1, 31), date(2009, 2, 28)),
        (date(2009, 1, 28), date(2009, 2, 28)),
        (date(2008, 8, 31), date(2008, 9, 30)),
        (date(2008, 11, 30), date(2008, 12, 30)),
        (date(2008, 12, 31), date(2009, 1, 31)),
    ],
)
def test_last_day_is_that_of_the_same_number_or_the_last_there_is(approved_on, last):
    assert last_day_of_first_month(approved_on) == last
    assert is_in_first_month(approved_on, approved_on)
    assert is_in_first_month(approved_on, last)
    assert not is_in_first_month(approved_on, last + timedelta(days=1))
    assert not is_in_first_month(approved_on, approved_on - timedelta(days=1))


@given(st.dates(date(2007, 1, 1), date(2020, 1, 1)))
def test_month_never_ends_earlier_for_a_later_approval(approved_on):
    last, next_one = (
        last_day_of_first_month(approved_on + timedelta(days=days)) for days in (0, 1)
    )

    assert timedelta(days=28) <= last - approved_on <= timedelta(days=31)
    assert last <= next_one
