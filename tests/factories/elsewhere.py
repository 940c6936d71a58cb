"""A measure told by years in an area, its peers and others, for targets to be held against them."""

from decimal import Decimal

from indicators.actions import summarise
from indicators.models import Figure, Measure
from indicators.periods import Period
from partnerships.models import Area, ComparatorGroup, Peer
from tests.factories.evidence import BASE
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation
from tests.factories.targets import AT

YEARS = 7
"""From 2001/02 to 2007/08, the year of the baselines."""

PEERS, OTHERS = 6, 12
"""With six peers a place is judged; 18 areas have 72 changes over three years."""


def make_talked_of(area: Area, number: int = 905, **changes) -> Measure:
    """Make a measure of which all five results can be given in an area.

    The area falls by a twentieth a year from 2,000 events to 1,470, its nearest peer is at 950 and
    each further one 120 above that, the others in between; of these, a third rise, a third fall by
    a tenth a year and a third stay.
    """
    measure = make_measure(make_indicator(number), decimals=2, **changes)
    data_return = make_return(make_organisation(f"x-force-{number}"))
    one = make_figure(measure, area, data_return, "1999/00", value=None, reason="missing")
    peers = [make_area(f"X08{number:03}{place:03}") for place in range(PEERS)]
    others = [make_area(f"X08{number:03}{place:03}") for place in range(PEERS, PEERS + OTHERS)]
    rows = _years(one, area, 2000, 0.95)
    for place, peer in enumerate(peers):
        rows += _years(one, peer, 950 + 120 * place, 1 - 0.01 * place)
    for place, other in enumerate(others):
        rows += _years(one, other, 1000 + 50 * place, (1.03, 0.9, 1.0)[place % 3])
    Figure.objects.bulk_create(rows)
    one.delete()
    _make_group(area, peers, f"Made for {number}")
    summarise(measure_code=measure.code, at=AT)
    return measure


def _years(like: Figure, area: Area, first: int, factor: float) -> list[Figure]:
    """Return the figures of an area by year, each count the one before times a factor."""
    counts = [round(first * factor**year) for year in range(YEARS)]
    return [_year(like, area, 2001 + year, count) for year, count in enumerate(counts)]


def _year(like: Figure, area: Area, year: int, count: int) -> Figure:
    value = count / BASE * like.measure.per
    period = Period.financial_year(year)
    names = ("measure", "definition", "data_return", "status", "method", "method_version")
    names += ("part_count", "is_published", "vintage", "computed_at")
    return Figure(
        area=area,
        period_kind=period.kind,
        period_start=period.start,
        value=value,
        lower=value * 0.95,
        upper=value * 1.05,
        numerator=Decimal(count),
        denominator=Decimal(BASE),
        **{name: getattr(like, name) for name in names},
    )


def _make_group(area: Area, peers: list[Area], source: str) -> None:
    group = ComparatorGroup.objects.create(area=area, source=source)
    Peer.objects.bulk_create(
        Peer(group=group, area=peer, position=position)
        for position, peer in enumerate(peers, start=1)
    )
