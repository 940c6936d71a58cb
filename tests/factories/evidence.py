"""What is known of a measure in a CDRP's area, for packs to be made of."""

from decimal import Decimal

from indicators.actions import summarise
from indicators.models import Measure
from indicators.periods import Period
from partnerships.models import ComparatorGroup, Peer
from tests.factories.indicators import (
    make_figure,
    make_indicator,
    make_measure,
    make_return,
)
from tests.factories.partnerships import make_area, make_organisation
from tests.factories.targets import AT

COUNTS = [100, 104, 97, 101, 99, 103, 98, 102, 96, 100, 105, 99] * 2
"""Of two years of months in which nothing happens."""

BASE = 100_000


def figures(measure, area, data_return, counts, first="2005-04", **changes):
    """Make the figures of consecutive periods from counts, and return them."""
    period, made = Period.parse(first), []
    for count in counts:
        value = count / BASE * measure.per
        numbers = {
            "value": value,
            "lower": value * 0.9,
            "upper": value * 1.1,
            "numerator": Decimal(count),
            "denominator": Decimal(BASE),
        }
        made.append(make_figure(measure, area, data_return, period.code, **(numbers | changes)))
        period = period.next()
    return made


def make_known(area, number: int = 901, **changes) -> Measure:
    """Make a measure of which there is everything in an area: months, years, peers, a summary."""
    indicator = changes.pop("indicator", None) or make_indicator(number)
    measure = make_measure(indicator, decimals=3, **changes)
    force = make_organisation(f"x-force-{number}")
    data_return = make_return(force)
    figures(measure, area, data_return, COUNTS)
    figures(measure, area, data_return, [1200, 1210, 1190, 1180, 1205, 1195], "2001/02")
    group = ComparatorGroup.objects.create(area=area, source=f"Made for {number}")
    for position in range(1, 7):
        peer = make_area(f"X0800{number:03}{position}")
        figures(measure, peer, data_return, [1000 + 50 * position], "2006/07")
        Peer.objects.create(group=group, area=peer, position=position)
    summarise(measure_code=measure.code, at=AT)
    return measure
