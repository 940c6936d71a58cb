"""What a reader asks first of a figure, answered from its summary in a few words each."""

from dataclasses import dataclass

from indicators import descriptions
from indicators.descriptions import Finding
from indicators.models import MeasureKind
from indicators.reading import Evidence

from . import control, peers, surveys, trajectories

TREND = "trend"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and what the summary says to it; `chart` is the exhibit that shows it."""

    question: str
    found: Finding
    chart: str


def answers(evidence: Evidence) -> list[Answer]:
    """Return the first answers; none where nothing was worked out yet."""
    summary = evidence.summary
    if summary is None:
        return []
    target = summary.target_period.label
    is_survey = evidence.measure.kind == MeasureKind.SURVEY_PROPORTION
    return [
        Answer(
            "How is it going?",
            descriptions.trend(summary),
            surveys.NAME if is_survey else TREND,
        ),
        Answer(control.QUESTION, descriptions.control(summary), control.NAME),
        Answer("Beside its most similar areas?", descriptions.peers(summary), peers.NAME),
        Answer(
            f"In {target}, if nothing new is done?",
            descriptions.projection(summary),
            trajectories.NAME,
        ),
    ]
