"""All areas of a table by their size, beside what chance alone would do."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators import charts, presenters
from indicators.charts import Chart, FunnelLimits, Reference
from indicators.models import Measure
from indicators.reading import AreaRow, FigureTable
from indicators.statistics.comparison import Funnel, funnel
from indicators.statistics.estimates import Floats
from indicators.summaries import PARTS, Counting

from .model import Exhibit

NAME, QUESTION = "funnel", "Which areas stand out, allowing for their size?"
OTHER_NAME = "funnel-of-chance"

KINDS = {Counting.EVENTS: "rate", Counting.CASES: "proportion"}
"""Of which figures count and base make the value, by what they are counted of."""

FEWEST = 10
"""Areas, below which their spread says little; a judgement."""
MOST_ON_CURVE = 40
"""Places that a limit is drawn through, so that hundreds of areas make no heavier picture."""

WIDENED = (
    "Areas differ for many small reasons of their own, so the limits are widened by their spread: "
    "an area outside stands out among areas that differ anyway."
)
OF_CHANCE = (
    "Outside these limits chance alone is an unlikely reason; what the reason is they do not say."
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What two funnels, of 95% and of 99.8%, say of the same areas."""

    usual: Funnel
    wide: Funnel

    def at(self, sizes: Floats, *, is_widened: bool) -> list[FunnelLimits]:
        """Return the limits at each area's size."""
        fields = ("adjusted_lower", "adjusted_upper") if is_widened else ("lower", "upper")
        columns = [getattr(one, field) for one in (self.usual, self.wide) for field in fields]
        rows = zip(sizes.tolist(), *(column.tolist() for column in columns), strict=True)
        return [FunnelLimits(*row) for row in rows]


def funnels(table: FigureTable) -> list[Exhibit]:
    """Return the funnel to read and, where areas differ beyond chance, that of chance alone."""
    measure = table.selection.measure
    kind = _kind(measure)
    if not kind:
        reason = "There is no funnel: it needs the count and the base behind each figure."
        return [Exhibit(NAME, QUESTION, reason=reason)]
    if table.known < FEWEST:
        reason = f"There is no funnel of fewer than {FEWEST} areas: their spread would say little."
        return [Exhibit(NAME, QUESTION, reason=reason)]
    counts, sizes = _numbers(table.rows, "numerator"), _numbers(table.rows, "denominator")
    found = Limits(
        *(
            funnel(counts, sizes, kind=kind, per=measure.per, confidence=confidence)
            for confidence in (0.95, 0.998)
        )
    )
    if not found.usual.is_overdispersed:
        chart = _drawn(table, sizes, found, is_widened=False)
        return [Exhibit(NAME, QUESTION, chart, notes=(OF_CHANCE,))]
    return [
        Exhibit(NAME, QUESTION, _drawn(table, sizes, found, is_widened=True), notes=(WIDENED,)),
        Exhibit(
            OTHER_NAME,
            "What would chance alone leave?",
            _drawn(table, sizes, found, is_widened=False),
            notes=(OF_CHANCE,),
        ),
    ]


def _kind(measure: Measure) -> str:
    counting = PARTS[measure.kind].counting
    return KINDS.get(counting, "") if counting else ""


def _numbers(rows: Sequence[AreaRow], name: str) -> Floats:
    """Return a number of each area as its reader may see it; NaN where there is none."""
    values = [getattr(one.row.shown, name) if one.row else None for one in rows]
    return np.array([np.nan if value is None else value for value in values], float)


def _drawn(table: FigureTable, sizes: Floats, found: Limits, *, is_widened: bool) -> Chart:
    measure = table.selection.measure
    limits = found.at(sizes, is_widened=is_widened)
    return charts.funnel(
        [presenters.area_point(one) for one in table.rows],
        [None if np.isnan(size) else size for size in sizes.tolist()],
        limits,
        average=Reference("Average of these areas", float(found.usual.centre)),
        subject=measure.title,
        period=table.selection.period.label,
        unit=presenters.chart_unit(measure),
        size_of=_size_of(measure),
        curve=_thinned(limits),
        is_widened=is_widened,
        decimals=measure.decimals,
    )


def _size_of(measure: Measure) -> str:
    return "residents" if measure.base == Measure.Base.POPULATION else "base of the figure"


def _thinned(limits: Sequence[FunnelLimits]) -> list[FunnelLimits]:
    """Return limits at sizes that lie about evenly on a logarithmic axis, both ends among them."""
    known = sorted((one for one in limits if one.are_known), key=lambda one: one.size)
    if len(known) <= MOST_ON_CURVE:
        return known
    sizes = np.log([one.size for one in known])
    wanted = np.linspace(sizes[0], sizes[-1], MOST_ON_CURVE)
    places = np.searchsorted(sizes, wanted).clip(0, len(known) - 1)
    return [known[at] for at in sorted({0, *places.tolist(), len(known) - 1})]
