"""An area beside its most similar areas."""

from indicators import descriptions, presenters
from indicators.charts import Reference, bars
from indicators.charts.wording import capitalised, within_sentence
from indicators.models import SeriesSummary
from indicators.reading import Evidence

from .model import Exhibit

NAME, QUESTION = "most-similar-areas", "How does it compare with its most similar areas?"
PART = "peers"
AVERAGE = "Group average"
AS_PUBLISHED = (
    "The group average is worked out as it was published: the sum of the rates over their number, "
    "the area itself included. The judgement leaves the area out."
)


def beside_peers(evidence: Evidence) -> Exhibit:
    """Return the area's bar beside those of its peers, judged in words."""
    summary = evidence.summary
    period = summary.compared_period if summary else None
    if summary is None or period is None or len(evidence.beside) < 2:
        return Exhibit(NAME, QUESTION, reason=_why_none(summary))
    measure, average = evidence.measure, summary.group_average
    chart = bars(
        [presenters.row_point(row) for row in evidence.beside],
        subject=measure.title,
        period=period.label,
        unit=presenters.chart_unit(measure),
        focus=presenters.place_name(evidence.area),
        reference=None if average is None else Reference(AVERAGE, average),
        verdict=_verdict(summary),
        decimals=measure.decimals,
    )
    return Exhibit(NAME, QUESTION, chart, notes=_notes(summary), part=PART)


def _why_none(summary: SeriesSummary | None) -> str:
    if summary is None:
        return "There is no comparison: the series has not been summarised yet."
    why = descriptions.why_not(summary.peers_reason) or "none of them has a figure for that period"
    return f"There is no comparison with similar areas: {why}."


def _verdict(summary: SeriesSummary) -> str:
    """Return the grade as it follows “was”; nothing where the area could not be judged."""
    return within_sentence(descriptions.peers(summary).text) if summary.grade else ""


def _notes(summary: SeriesSummary) -> tuple[str, ...]:
    found = descriptions.peers(summary)
    said = [f"{capitalised(text)}." for text in (found.detail, found.reason) if text]
    group = [f"Most similar areas by: {summary.group.source}."] if summary.group else []
    average = [] if summary.group_average is None else [AS_PUBLISHED]
    return (*said, *group, *average)
