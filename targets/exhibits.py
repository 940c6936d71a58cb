"""The portal's own charts, for those who write priorities and those who read what was frozen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators import descriptions, exhibits, reading
from indicators.charts import Chart
from indicators.models import Indicator, Measure
from partnerships.models import Area, Viewer
from targets import queries
from targets.models import Priority, PriorityEvidence
from targets.queries import Recollection

NOT_YET = "What these figures come to has not been worked out yet."


@dataclass(frozen=True, slots=True)
class Beside:
    """A measure in an area beside what is written of it: its chart, and what it comes to."""

    measure: Measure
    area: Area
    sentence: str
    chart: Chart | None = None
    """None where there is no figure; the sentence says so."""


def beside_priority(priority: Priority, viewer: Viewer) -> list[Beside]:
    """Return the charts of the indicators that a priority bears on, in its partnership's areas."""
    indicators = priority.indicators.order_by("number").prefetch_related("measures__definitions")
    areas = list(priority.assessment.partnership.areas.order_by("name"))
    return [
        _beside(measure, area, viewer)
        for indicator in indicators
        for measure in _measures(indicator)
        for area in areas
    ]


def _measures(indicator: Indicator) -> Iterator[Measure]:
    for measure in indicator.measures.all():
        measure.indicator = indicator
        yield measure


def _beside(measure: Measure, area: Area, viewer: Viewer) -> Beside:
    history = reading.history(measure, area, reading.known(measure, area, viewer, None))
    if not history.rows:
        return Beside(measure, area, f"There is no figure for {area} yet.")
    summary = reading.evidence(measure, area, viewer).summary
    sentence = descriptions.sentence(summary) if summary else NOT_YET
    return Beside(measure, area, sentence, exhibits.over_time(history).chart)


# --- From packs -----------------------------------------------------------------------------------


def sentence_of(recalled: Recollection) -> str:
    """Return what the figures of a pack came to when they were frozen."""
    return descriptions.sentence(recalled.summary) if recalled.summary else NOT_YET


def charts_of(recalled: Recollection) -> Sequence[exhibits.Exhibit]:
    """Return the exhibits of an area's page, drawn from a pack alone."""
    return exhibits.of_history(recalled.history, recalled.evidence)


@dataclass(frozen=True, slots=True)
class Frozen:
    """One measure under a priority as a paper shows it. Without a pack there was no figure."""

    evidence: PriorityEvidence
    sentence: str = ""
    chart: Chart | None = None
    """None where there is none, or some of it is for its area alone."""


def frozen(evidence: PriorityEvidence) -> Frozen:
    """Return what a paper shows of what was frozen: what every reader of the paper may see.

    A paper goes round the table and beyond, so figures not yet published stay in their pack.
    """
    if evidence.pack is None or evidence.pack.holds_unpublished:
        return Frozen(evidence)
    recalled = queries.recall(evidence.pack)
    chart = exhibits.over_time(recalled.history).chart
    return Frozen(evidence, sentence_of(recalled), chart)
