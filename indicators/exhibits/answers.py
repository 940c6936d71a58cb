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


def answers(evidence: Evidence | None) -> list[Answer]:
    """Return the first answers; none where nothing was worked out yet, nor of the past (None).

    Of a survey the change since the last one is both the trend and its test.
    """
    if evidence is None or (summary := evidence.summary) is None:
        return []
    target = f"In {summary.target_period.label}, if nothing new is done?"
    found = [
        Answer("Beside its most similar areas?", descriptions.peers(summary), peers.NAME),
        Answer(target, descriptions.projection(summary), trajectories.NAME),
    ]
    trend = descriptions.trend(summary)
    if evidence.measure.kind == MeasureKind.SURVEY_PROPORTION:
        return [Answer("Has the answer changed?", trend, surveys.NAME), *found]
    asked = f"Is {summary.period.label} more than chance?"
    by_chance = Answer(asked, descriptions.control(summary), control.NAME)
    return [Answer("How is it going?", trend, TREND), by_chance, *found]
