"""A moment is a day by the clock of London, wherever it is written or compared with days.

Moments are kept in UTC. For an hour after midnight, all summer long, that is still the day before.
"""

import re

import pytest

from tests.architecture.test_scoping import CHECKOUT, sources

MOMENT = r"\b(?:\w+_)?(?:at|moment)"
DAY_OF_UTC = re.compile(
    rf"{MOMENT}\.date\(\)"  # for which there is `timezone.localdate`
    rf"|\{{(?:\w+\.)*{MOMENT}:%(?![^}}]*Z\}})"  # for which there is `moments.day`
)


def test_no_day_of_utc_is_told():
    found = [
        f"{path.relative_to(CHECKOUT)}: {written.group()}"
        for path in sources()
        for written in DAY_OF_UTC.finditer(path.read_text())
    ]

    assert not found


@pytest.mark.parametrize(
    "breach",
    [
        "roles.lasting(at.date())",
        "case.opened_at.date()",
        'f"It was closed on {concern.closed_at:%-d %B %Y}."',
        'f"As known {moment:%Y-%m-%d}"',
    ],
)
def test_a_day_of_utc_is_caught(breach):
    assert DAY_OF_UTC.search(breach)


@pytest.mark.parametrize(
    "right",
    [
        "timezone.localdate(concern.opened_at)",
        'f"It was closed on {moments.day(concern.closed_at)}."',
        'f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}"',
        'f"As known {timezone.localtime(history.moment):%Y-%m-%d}"',
    ],
)
def test_what_is_right_is_let_pass(right):
    assert not DAY_OF_UTC.search(right)
