"""The control chart of a measure in an area, with the limits its summary has."""

from collections.abc import Sequence

import numpy as np

from indicators import descriptions, presenters
from indicators.charts import Chart, Point, control
from indicators.models import SeriesSummary
from indicators.periods import Period, PeriodKind
from indicators.queries import segments_of
from indicators.reading import Evidence, has_season
from indicators.statistics.control_charts import TRIAL, XmR, xmr
from indicators.statistics.estimates import Floats
from indicators.summaries import FEWEST_TESTED, IMPROVEMENT

from .model import Exhibit
from .timelines import Timeline, timeline

NAME, QUESTION = "control-chart", "Is the newest figure more than chance?"
PART = "control"
UNTESTED = "only final, published figures are tested"
ADJUSTED = (
    "Each figure is divided by the factor of its month or quarter, so that the season does not "
    "look like news. The factors are worked out once a year."
)
NO_VERDICT = "A flag asks for a closer look. It is no verdict, and says nothing of the cause."


def control_chart(evidence: Evidence) -> Exhibit:
    """Return the control chart, by the kind of period that its summary could test."""
    summary = evidence.summary
    if summary is None or _is_untestable(summary):
        return Exhibit(NAME, QUESTION, reason=_why_none(summary))
    kind = PeriodKind(summary.period_kind)
    time = timeline(evidence.rows(kind), segments_of(evidence.definitions))
    factors = _factors(summary, time.periods)
    found = xmr(
        time.values / factors,
        segment=time.segments,
        improvement=IMPROVEMENT.get(evidence.measure.polarity, 0),
        count=None if np.isnan(time.counts).all() else time.counts,
    )
    if np.isnan(found.upper).all():
        return Exhibit(NAME, QUESTION, reason=_why_none(summary))
    is_adjusted = has_season(evidence.measure, kind)
    chart = _drawn(evidence, time, factors, found, is_adjusted=is_adjusted)
    notes = (ADJUSTED, NO_VERDICT) if is_adjusted else (NO_VERDICT,)
    return Exhibit(NAME, QUESTION, chart, notes=notes, part=PART)


def _is_untestable(summary: SeriesSummary) -> bool:
    """Whether no stretch of the series may be tested: it is too rare, or its season not known."""
    if summary.upper_limit is not None:
        return False
    is_rare = summary.control_reason.startswith(FEWEST_TESTED)
    return is_rare or has_season(summary.measure, PeriodKind(summary.period_kind))


def _why_none(summary: SeriesSummary | None) -> str:
    if summary is None:
        return "There is no control chart: the series has not been summarised yet."
    why = descriptions.why_not(summary.control_reason) or "no stretch has enough figures"
    return f"There is no control chart: {why}."


def _factors(summary: SeriesSummary, periods: Sequence[Period]) -> Floats:
    """Return what to divide each figure by for its season, as its summary has it; 1 without one."""
    if not summary.season_factors:
        return np.ones(len(periods))
    return np.array(summary.season_factors, float)[_months(periods) - 1]


def _months(periods: Sequence[Period]) -> np.ndarray:
    """Return the place of each period in the calendar year, from 1."""
    return np.array([(one.start.month - 1) // one.kind.months + 1 for one in periods], int)


def _drawn(
    evidence: Evidence, time: Timeline, factors: Floats, found: XmR, *, is_adjusted: bool
) -> Chart:
    measure = evidence.measure
    unit = presenters.chart_unit(measure)
    return control(
        [_divided(point, by) for point, by in zip(time.points, factors.tolist(), strict=True)],
        mean=found.mean.tolist(),
        lower=found.lower.tolist(),
        upper=found.upper.tolist(),
        cause=found.cause.tolist(),
        point_type=found.point_type.tolist(),
        reason=[_said(*each) for each in zip(time.points, found.reason.tolist(), strict=True)],
        subject=measure.title,
        area=presenters.place_name(evidence.area),
        unit=f"{unit}, adjusted for the season" if is_adjusted else unit,
        decimals=measure.decimals,
        breaks=presenters.breaks(evidence.definitions, segments_of(evidence.definitions)),
    )


def _divided(point: Point, factor: float) -> Point:
    """Return a point with its figure and interval adjusted for the season."""

    def adjusted(number: float | None) -> float | None:
        return None if number is None else number / factor

    return Point(
        point.label,
        adjusted(point.value),
        adjusted(point.lower),
        adjusted(point.upper),
        status=point.status,
        segment=point.segment,
    )


def _said(point: Point, reason: str) -> str:
    """Return why a point has no limits, or that they are on trial; nothing of a missing one."""
    if not point.has_figure:
        return ""
    if reason == "missing":
        return UNTESTED
    return (
        "trial limits, of fewer than 20 points" if reason == TRIAL else descriptions.why_not(reason)
    )
