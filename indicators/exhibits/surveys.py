"""Whether what a survey found has changed since the one before."""

from indicators import charts, descriptions, presenters
from indicators.charts import Waves
from indicators.models import Marker, MeasureKind, SeriesSummary
from indicators.queries import FigureRow, segments_of
from indicators.reading import Evidence, settled

from .model import Exhibit

NAME, QUESTION = "survey-change", "Has the answer changed?"
PART = "trend"


def survey_change(evidence: Evidence) -> Exhibit | None:
    """Return the last two surveys side by side; None of what is not asked in surveys."""
    measure = evidence.measure
    if measure.kind != MeasureKind.SURVEY_PROPORTION:
        return None
    waves = _last_two(evidence)
    if len(waves) < 2:
        return Exhibit(NAME, QUESTION, reason="There is nothing to compare before a second survey.")
    segments = segments_of(evidence.definitions)
    points = tuple(presenters.point_of(row.period.label, row, segments) for row in waves)
    name = presenters.place_name(evidence.area)
    chart = charts.survey_change(
        [Waves(name, points, *_tested(evidence.summary))],
        waves=[point.label for point in points],
        subject=measure.title,
        unit=presenters.chart_unit(measure),
        focus=name,
        decimals=measure.decimals,
    )
    return Exhibit(NAME, QUESTION, chart, part=PART)


def _last_two(evidence: Evidence) -> list[FigureRow]:
    """Return the last two surveys that everybody may see the result of."""
    yearly = [rows for kind, rows in evidence.series.items() if kind.months == 12]
    rows = settled(yearly[-1]) if yearly else []
    return [row for row in rows if row.shown.value is not None][-2:]


def _tested(summary: SeriesSummary | None) -> tuple[bool | None, str]:
    """Return whether the change is more than chance; None and why, where that was not tested."""
    if summary is None:
        return None, "not summarised yet"
    if summary.trend == Marker.CANNOT_BE_CALCULATED:
        return None, descriptions.why_not(summary.trend_reason)
    return summary.trend != Marker.NO_CHANGE, ""
