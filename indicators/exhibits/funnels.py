"""All areas of a table by their size, beside what chance alone would do."""

from collections.abc import Sequence

import numpy as np

from indicators import charts, presenters
from indicators.charts import Chart, FunnelLimits, Reference
from indicators.models import Measure
from indicators.reading import FigureTable
from indicators.statistics.comparison import Curve, Funnel, funnel, funnel_curve
from indicators.statistics.estimates import Floats
from indicators.summaries import PARTS, Counting

from .model import Exhibit
from .timelines import numbers

NAME, QUESTION = "funnel", "Which areas stand out, allowing for their size?"
OTHER_NAME, OTHER_QUESTION = "funnel-of-chance", "What would chance alone leave?"

KINDS = {Counting.EVENTS: "rate", Counting.CASES: "proportion"}
"""Of which figures count and base make the value, by what they are counted of."""

FEWEST = 10
"""Areas, below which their spread says little; a judgement."""
CONFIDENCES = (0.95, 0.998)

Limits = Sequence[Funnel | Curve]
"""Those of 95%, then those of 99.8%, at the same sizes."""

ON_CURVE = 40
"""Places that a limit is drawn through, however many areas there are."""

WIDENED = (
    "Areas differ for many small reasons of their own, so the limits are widened by their spread: "
    "an area outside stands out among areas that differ anyway."
)
OF_CHANCE = (
    "Outside these limits chance alone is an unlikely reason; what the reason is they do not say."
)


def funnels(table: FigureTable, *, has_both: bool) -> list[Exhibit]:
    """Return the funnel to read and, where areas differ beyond chance, that of chance alone.

    The latter is drawn only on request: it is a second picture of hundreds of areas, and seldom
    the one to go by.
    """
    measure = table.selection.measure
    kind = _kind(measure)
    if not kind:
        reason = "There is no funnel: it needs the count and the base behind each figure."
        return [Exhibit(NAME, QUESTION, reason=reason)]
    rows = [one.row for one in table.rows]
    counts, sizes = numbers(rows, "numerator"), numbers(rows, "denominator")
    if (np.isfinite(counts) & (sizes > 0)).sum() < FEWEST:
        reason = f"There is no funnel of fewer than {FEWEST} areas: their spread would say little."
        return [Exhibit(NAME, QUESTION, reason=reason)]
    found = [
        funnel(counts, sizes, kind=kind, per=measure.per, confidence=confidence)
        for confidence in CONFIDENCES
    ]
    if not found[0].is_overdispersed:
        chart = _drawn(table, sizes, found, is_widened=False)
        return [Exhibit(NAME, QUESTION, chart, notes=(OF_CHANCE,))]
    widened = _drawn(table, sizes, found, is_widened=True)
    of_chance = _drawn(table, sizes, found, is_widened=False) if has_both else None
    return [
        Exhibit(NAME, QUESTION, widened, notes=(WIDENED,)),
        Exhibit(
            OTHER_NAME,
            OTHER_QUESTION,
            of_chance,
            reason=_beyond_chance(found[-1]),
            notes=(OF_CHANCE,),
            is_on_request=not has_both,
        ),
    ]


def _beyond_chance(found: Funnel) -> str:
    """Return how many areas lie outside the wider limits of chance."""
    known = np.isfinite(found.value)
    outside = (found.value < found.lower) | (found.value > found.upper)
    return (
        f"{outside.sum()} of {known.sum()} areas lie outside the limits within which chance alone "
        "would keep 99.8% of them."
    )


def _kind(measure: Measure) -> str:
    counting = PARTS[measure.kind].counting
    return KINDS.get(counting, "") if counting else ""


def _drawn(
    table: FigureTable, sizes: Floats, found: Sequence[Funnel], *, is_widened: bool
) -> Chart:
    measure = table.selection.measure
    return charts.funnel(
        [presenters.area_point(one) for one in table.rows],
        [None if np.isnan(size) else size for size in sizes.tolist()],
        _limits(sizes, found, is_widened=is_widened),
        average=Reference("Average of these areas", float(found[0].centre)),
        subject=measure.title,
        period=table.selection.period.label,
        unit=presenters.chart_unit(measure),
        size_of=_size_of(measure),
        curve=_curve(measure, sizes, found, is_widened=is_widened),
        is_widened=is_widened,
        decimals=measure.decimals,
    )


def _size_of(measure: Measure) -> str:
    return "residents" if measure.base == Measure.Base.POPULATION else "base of the figure"


def _limits(sizes: Floats, found: Limits, *, is_widened: bool) -> list[FunnelLimits]:
    """Return the limits at each size, widened by the spread of the areas or not."""
    names = ("adjusted_lower", "adjusted_upper") if is_widened else ("lower", "upper")
    columns = [getattr(one, name).tolist() for one in found for name in names]
    return [FunnelLimits(*row) for row in zip(sizes.tolist(), *columns, strict=True)]


def _curve(
    measure: Measure, sizes: Floats, found: Sequence[Funnel], *, is_widened: bool
) -> list[FunnelLimits]:
    """Return the limits at sizes that lie evenly on a logarithmic axis, from least to greatest."""
    kind, known = _kind(measure), sizes[sizes > 0]
    least, greatest = known.min(), known.max()
    even = np.geomspace(least, greatest, ON_CURVE if greatest > least else 1)
    curves = [
        funnel_curve(one, even, kind=kind, per=measure.per, confidence=confidence)
        for one, confidence in zip(found, CONFIDENCES, strict=True)
    ]
    return _limits(even, curves, is_widened=is_widened)
