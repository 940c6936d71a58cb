"""One function for each part of a summary: what it says, and all that it was worked out of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import exp, sqrt

from django.db.models import QuerySet

from indicators.models import DataReturn, Figure, SeriesSummary
from indicators.periods import PeriodKind, add_months
from indicators.queries import EVERYBODY, FigureRow, released, segments_of, with_context
from indicators.statistics.control_charts import LIMIT
from indicators.statistics.trends import CRITICAL, YEARS
from indicators.summaries.kinds import PARTS, TrendTest
from partnerships.models import Viewer

from .methods import (
    CHANGE,
    CONTROL,
    NOT_APPLIED,
    PEERS,
    PROJECTIONS,
    TRENDS,
    VALUES,
    Method,
)

Value = float | str | None

YEARS_BACK = 7


@dataclass(frozen=True, slots=True)
class Input:
    """A number that a statistic was worked out of."""

    what: str
    value: Value


@dataclass(frozen=True, slots=True)
class Explanation:
    """A statistic followed to the figures it rests on. `reason` says why there is none."""

    part: str
    what: str
    value: Value
    reason: str
    method: Method
    inputs: tuple[Input, ...]
    figures: tuple[FigureRow, ...]
    """As everybody may see them; each leads on to its returns."""
    summary: SeriesSummary

    @property
    def returns(self) -> tuple[DataReturn, ...]:
        """The returns that brought the figures, the newest first."""
        found = {row.figure.data_return for row in self.figures}
        return tuple(sorted(found, key=lambda one: (one.sent_at, one.pk), reverse=True))


def explain_figure(summary: SeriesSummary, viewer: Viewer) -> Explanation:
    """Follow the newest figure to its count and base."""
    rows = _series(summary, viewer, summary.period_kind, last=summary.period_start)
    newest = rows[-1:]
    shown = newest[0].shown if newest else None
    return Explanation(
        part="figure",
        what=f"Newest figure, {summary.period.label}",
        value=summary.value,
        reason=summary.value_reason,
        method=VALUES[PARTS[summary.measure.kind].counting],
        inputs=(
            Input("count", _number(shown.numerator if shown else None)),
            Input("base", _number(shown.denominator if shown else None)),
            Input("factor", summary.measure.per),
            Input("lower limit, 95%", summary.lower),
            Input("upper limit, 95%", summary.upper),
        ),
        figures=newest,
        summary=summary,
    )


def explain_trend(summary: SeriesSummary, viewer: Viewer) -> Explanation:
    """Follow the trend to the years, or the two surveys, that it was tested on."""
    test = PARTS[summary.measure.kind].trend
    rows = _series(summary, viewer, _yearly(summary), last=summary.trend_start) if test else ()
    with_value = tuple(row for row in rows if row.shown.value is not None)
    return Explanation(
        part="trend",
        what="Recent trend",
        value=summary.get_trend_display(),
        reason=summary.trend_reason,
        method=TRENDS[test] if test else NOT_APPLIED,
        inputs=(
            Input("chi-squared", summary.trend_chi_squared),
            Input("chi-squared that chance exceeds twice in a thousand", CRITICAL)
            if test is not TrendTest.TWO_SURVEYS
            else Input("chi-squared that chance exceeds once in twenty", 1.96**2),
        ),
        figures=with_value[-2:] if test is TrendTest.TWO_SURVEYS else with_value[-YEARS:],
        summary=summary,
    )


def explain_change(summary: SeriesSummary, viewer: Viewer) -> Explanation:
    """Follow the yearly change to the last five years of figures."""
    change, error = summary.yearly_change, summary.yearly_change_error
    since = add_months(summary.period.end, -12 * YEARS)
    rows = _series(summary, viewer, summary.period_kind, last=summary.period_start)
    return Explanation(
        part="change",
        what="Change a year, as a share of the year before",
        value=change,
        reason=summary.change_reason,
        method=CHANGE if PARTS[summary.measure.kind].counting else NOT_APPLIED,
        inputs=(
            Input("standard error", error),
            Input("lower limit, 95%", _at(change, error, -1.96)),
            Input("upper limit, 95%", _at(change, error, 1.96)),
            Input("dispersion: variance over the mean", summary.dispersion),
        ),
        figures=tuple(row for row in rows if row.period.start >= since),
        summary=summary,
    )


def explain_control(summary: SeriesSummary, viewer: Viewer) -> Explanation:
    """Follow what the control chart says of the newest figure to its limits and points."""
    mean, upper, factor = summary.mean, summary.upper_limit, summary.season_factor
    has_chart = PARTS[summary.measure.kind].has_control
    return Explanation(
        part="control",
        what=f"Control chart, {summary.period.label}",
        value=summary.get_cause_display() or summary.get_point_type_display() or None,
        reason=summary.control_reason,
        method=CONTROL if has_chart else NOT_APPLIED,
        inputs=(
            Input("newest figure", summary.value),
            Input("season’s factor", factor),
            Input("adjusted for the season", summary.value / factor if _both(summary) else None),
            Input("mean", mean),
            Input("mean moving range", None if None in (mean, upper) else (upper - mean) / LIMIT),
            Input("lower limit", summary.lower_limit),
            Input("upper limit", upper),
        ),
        figures=_series(summary, viewer, summary.period_kind, last=summary.period_start)
        if has_chart
        else (),
        summary=summary,
    )


def explain_peers(summary: SeriesSummary, viewer: Viewer) -> Explanation:
    """Follow the place among peers to their figures, as far as `viewer` may see them."""
    group = summary.group
    return Explanation(
        part="peers",
        what="Beside the most similar areas",
        value=summary.grade or None,
        reason=summary.peers_reason,
        method=PEERS,
        inputs=(
            Input("own figure", summary.compared_value),
            Input("group average as published, itself included", summary.group_average),
            Input("peers with a figure", summary.peer_count),
            Input("z, itself left out", summary.z),
            Input("percentile: peers that do worse", summary.percentile),
            Input("who says they are similar", group.source if group else None),
        ),
        figures=_beside(summary, viewer),
        summary=summary,
    )


def explain_projection(summary: SeriesSummary, viewer: Viewer) -> Explanation:
    """Follow the projection to the last years of figures."""
    method = PARTS[summary.measure.kind].projection
    kind = summary.projected_by or _yearly(summary)
    variance = summary.projected_variance
    last = summary.projected_from_start
    rows = _series(summary, viewer, kind, last=last) if last else ()
    return Explanation(
        part="projection",
        what=f"Projection to {summary.target_period.label}",
        value=summary.projected,
        reason=summary.projection_reason,
        method=PROJECTIONS[method] if method else NOT_APPLIED,
        inputs=(
            Input("carried forward: if all stays as in the last year", summary.carried_forward),
            Input("variance", variance),
            Input("s, its root", None if variance is None else sqrt(variance)),
            Input("half chance from", summary.projected_lower_50),
            Input("half chance to", summary.projected_upper_50),
            Input("lower limit, 95%", summary.projected_lower_95),
            Input("upper limit, 95%", summary.projected_upper_95),
        ),
        figures=rows[-YEARS_BACK * 12 // PeriodKind(kind).months :],
        summary=summary,
    )


EXPLAINED: Mapping[str, Callable[[SeriesSummary, Viewer], Explanation]] = {
    "figure": explain_figure,
    "trend": explain_trend,
    "change": explain_change,
    "control": explain_control,
    "peers": explain_peers,
    "projection": explain_projection,
}
"""By the name of the part, in the order of a page."""


def _series(
    summary: SeriesSummary, viewer: Viewer, kind: str, *, last: date | None
) -> tuple[FigureRow, ...]:
    """Return the figures comparable with the summary's newest, up to one of them, oldest first."""
    figures = _settled(summary, viewer).filter(area=summary.area, period_kind=kind)
    rows = _shown(figures.filter(period_start__lte=last) if last else figures)
    definitions = summary.measure.definitions.all()
    segments = segments_of(definitions)
    newest = {segments[one.pk] for one in definitions if one.holds_on(summary.period_start)}
    return tuple(row for row in rows if segments[row.definition.pk] in newest)


def _beside(summary: SeriesSummary, viewer: Viewer) -> tuple[FigureRow, ...]:
    """Return the figures of an area and its peers in the period compared, its own first."""
    if summary.group is None or summary.compared_start is None:
        return ()
    peers = summary.group.members.values_list("area_id", flat=True)
    order = {area_id: place for place, area_id in enumerate([summary.area_id, *peers])}
    figures = _settled(summary, viewer).filter(
        area__in=order, period_kind=summary.compared_kind, period_start=summary.compared_start
    )
    return tuple(sorted(_shown(figures), key=lambda row: order[row.area.pk]))


def _settled(summary: SeriesSummary, viewer: Viewer) -> QuerySet[Figure]:
    """Return the figures that summaries rest on, as far as `viewer` may see them."""
    figures: QuerySet[Figure] = Figure.objects.visible_to(viewer).settled()
    return figures.filter(measure=summary.measure)


def _shown(figures: QuerySet[Figure]) -> list[FigureRow]:
    """Return figures as everybody sees them, whoever reads: both sides read the same."""
    return released(with_context(figures).order_by("period_start"), EVERYBODY)


def _yearly(summary: SeriesSummary) -> str:
    kinds = summary.measure.period_kinds
    years = (PeriodKind.FINANCIAL_YEAR, PeriodKind.CALENDAR_YEAR)
    return next((kind.value for kind in years if kind in kinds), kinds[-1])


def _both(summary: SeriesSummary) -> bool:
    return summary.value is not None and bool(summary.season_factor)


def _number(count: Decimal | None) -> float | None:
    return None if count is None else float(count)


def _at(change: float | None, error: float | None, z: float) -> float | None:
    """Return a limit of the yearly change, even on the scale of logarithms."""
    if change is None or error is None:
        return None
    return (1 + change) * exp(z * error / (1 + change)) - 1
