"""Moments are told, and days read, by the clock of London."""

from datetime import UTC, datetime

import pytest

from indicators import moments


@pytest.mark.parametrize(
    "moment, day",
    [
        (datetime(2009, 6, 30, 22, 59, tzinfo=UTC), "30 June 2009"),
        (datetime(2009, 6, 30, 23, 0, tzinfo=UTC), "1 July 2009"),
        (datetime(2009, 12, 31, 23, 59, tzinfo=UTC), "31 December 2009"),
        (None, ""),
    ],
)
def test_day_of_a_moment(moment, day):
    assert moments.day(moment) == day
