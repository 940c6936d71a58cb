"""A target that both sides agreed, held against figures as they come in."""

from datetime import UTC, datetime
from functools import partial

import pytest

from indicators.actions import summarise
from reviews import actions
from targets.sides import Side
from targets.states import LineKind
from tests.factories.evidence import figures
from tests.factories.followed import follow
from tests.factories.indicators import make_return
from tests.factories.negotiation import make_talks
from tests.factories.partnerships import make_organisation

NOW = datetime(2009, 2, 20, 9, tzinfo=UTC)
YEARS = [100, 104, 97, 101, 99, 103, 98, 102, 96, 100, 105, 99] * 3
"""36 months, from April 2005."""


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def following(catalogue, provider):
    """Have a target of the catalogue's agreed, whose figures come the real way."""
    return partial(follow, by=provider)


@pytest.fixture
def talks():
    """A target of 12 per 1,000 a year, agreed by both sides: 1,200 events, as there always were."""
    talks = make_talks(titles=("Burglary",))
    talks.draft(
        Side.PARTNERSHIP,
        "Burglary",
        LineKind.OFFER,
        talks.terms("Burglary", "12.00") | {"baseline": 12, "in_2008_09": 12, "in_2009_10": 12},
    )
    talks.make_offer(Side.PARTNERSHIP)
    talks.say(Side.GOVERNMENT, Burglary=LineKind.ACCEPT)
    return talks


@pytest.fixture
def see(talks):
    """Have figures come in from April 2008, months on end, and hold the target against them."""
    measure = talks.measures["Burglary"]
    data_return = make_return(make_organisation("x-of-figures"))
    figures(measure, talks.area, data_return, YEARS)
    known = []

    def come_in(*counts, at=NOW, **changes):
        first = f"{2008 + (len(known) + 3) // 12}-{(len(known) + 3) % 12 + 1:02}"
        known.extend(counts)
        figures(measure, talks.area, data_return, counts, first, **changes)
        summarise(measure_code=measure.code, at=at)
        return actions.assess(measure_code=measure.code, at=at)

    return come_in
