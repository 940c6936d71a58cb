"""Where a measure has been in an area, and where it heads if nobody does anything new."""

from collections.abc import Sequence

from indicators import charts, descriptions, presenters
from indicators.charts import Chart, Projected, Series
from indicators.models import SeriesSummary
from indicators.periods import Period
from indicators.queries import segments_of
from indicators.reading import Evidence

from .model import Exhibit
from .timelines import timeline

NAME, QUESTION = "trajectory", "Where does it head?"
PART = "projection"
NOT_SUMMARISED = "the series has not been summarised yet"


def trajectory(evidence: Evidence) -> Exhibit:
    """Return the yearly figures with the projection to the year of the targets."""
    summary = evidence.summary
    if summary is None or summary.projected is None:
        return Exhibit(NAME, QUESTION, reason=_why_none(summary))
    periods = _periods(evidence, summary)
    segments = segments_of(evidence.definitions)
    shown = timeline(evidence.rows(periods[-1].kind), segments, periods)
    measure = evidence.measure
    chart = charts.trajectory(
        [point for point in shown.points if point.has_figure or point.status != "missing"],
        periods=[period.label for period in periods],
        projection=[_projected(summary)],
        carried_forward=summary.carried_forward,
        subject=measure.title,
        area=presenters.place_name(evidence.area),
        unit=presenters.chart_unit(measure),
        decimals=measure.decimals,
        breaks=presenters.breaks(evidence.definitions, segments),
    )
    return Exhibit(NAME, QUESTION, chart, notes=_notes(summary), part=PART)


def beside_paths(
    evidence: Evidence,
    paths: Sequence[Series],
    *,
    others: Sequence[Series] = (),
    first: Period,
    last: Period,
) -> Chart:
    """Return the yearly figures from one year to another, the projection and paths as offered.

    Paths and others are matched to those years by their labels.
    """
    summary, measure = evidence.summary, evidence.measure
    periods = tuple(presenters.unbroken(first, last))
    segments = segments_of(evidence.definitions)
    shown = timeline(evidence.rows(last.kind), segments, periods)
    fan = [_projected(summary)] if summary and summary.projected is not None else []
    labels = [period.label for period in periods]
    return charts.trajectory(
        [point for point in shown.points if point.has_figure or point.status != "missing"],
        periods=labels,
        projection=[one for one in fan if one.label in labels],
        reason=descriptions.why_not(summary.projection_reason) if summary else NOT_SUMMARISED,
        subject=measure.title,
        area=presenters.place_name(evidence.area),
        unit=presenters.chart_unit(measure),
        decimals=measure.decimals,
        breaks=presenters.breaks(evidence.definitions, segments),
        paths=paths,
        others=others,
    )


def _why_none(summary: SeriesSummary | None) -> str:
    if summary is None:
        return f"There is no projection: {NOT_SUMMARISED}."
    return f"There is no projection: {descriptions.why_not(summary.projection_reason)}."


def _periods(evidence: Evidence, summary: SeriesSummary) -> Sequence[Period]:
    """Return the years from the first that has a figure to the one that is projected."""
    target = summary.target_period
    rows = [row for row in evidence.rows(target.kind) if row.period.start < target.start]
    return tuple(presenters.unbroken(rows[0].period if rows else target, target))


def _projected(summary: SeriesSummary) -> Projected:
    numbers = (
        summary.projected,
        summary.projected_lower_50,
        summary.projected_upper_50,
        summary.projected_lower_95,
        summary.projected_upper_95,
    )
    return Projected(summary.target_period.label, *(number or 0.0 for number in numbers))


def _notes(summary: SeriesSummary) -> tuple[str, ...]:
    last = summary.projected_from
    if last is None:
        return ()
    return (
        f"Worked out from figures up to {last.label} for {summary.target_period.label} alone: on "
        "the way there the fan is drawn straight.",
    )
