"""Which version held on a day, on both sides of each boundary."""

from dataclasses import dataclass
from datetime import date

import pytest

from targets.as_at import holding


@dataclass(frozen=True)
class Span:
    name: str
    starts_on: date | None
    ends_on: date | None


FIRST = Span("first", date(2008, 6, 30), date(2009, 9, 1))
SECOND = Span("second", date(2009, 9, 1), date(2011, 4, 1))
NOT_YET = Span("not yet", None, None)


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2008, 6, 29), None),
        (date(2008, 6, 30), FIRST),
        (date(2009, 8, 31), FIRST),
        (date(2009, 9, 1), SECOND),
        (date(2011, 3, 31), SECOND),
        (date(2011, 4, 1), None),
    ],
)
def test_one_version_holds_on_a_day(day, held):
    assert holding([NOT_YET, FIRST, SECOND], day) is held


def test_version_superseded_on_its_first_day_never_held():
    day = date(2009, 9, 1)

    assert holding([Span("replaced at once", day, day), SECOND], day) is SECOND


def test_version_without_an_end_still_holds():
    assert holding([Span("open", date(2008, 6, 30), None)], date(2030, 1, 1))
