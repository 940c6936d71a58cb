"""What is asked about the priorities of an assessment together."""

from dataclasses import dataclass

from partnerships.models import Partnership
from targets import scoring
from targets.models import CRITERIA, Priority, StrategicAssessment, Weighting


@dataclass(frozen=True, slots=True)
class ScoredPriority:
    """A priority with its score in the matrix, None while one is missing, and its place by it."""

    priority: Priority
    score: float | None
    place: int | None


@dataclass(frozen=True, slots=True)
class ScoredPriorities:
    """The priorities of an assessment in their order, and what would change the matrix's."""

    rows: list[ScoredPriority]
    weights: dict[str, int]
    changes: list[tuple[scoring.Change, Priority]]


def weighting_of(partnership: Partnership) -> Weighting:
    """Return how a partnership weighs its priorities; all alike where it has not said."""
    found = Weighting.objects.filter(partnership=partnership).first()
    return found or Weighting(partnership=partnership, version=0)


def scored_priorities(assessment: StrategicAssessment) -> ScoredPriorities:
    """Return the priorities of an assessment with what the matrix makes of them."""
    weighting = weighting_of(assessment.partnership)
    weights = {name: getattr(weighting, name) for name in CRITERIA}
    priorities = list(assessment.priorities.prefetch_related("indicators"))
    matrix = [{name: getattr(one, name) for name in CRITERIA} for one in priorities]
    order = scoring.order(matrix, weights) or []
    places = {index: place for place, index in enumerate(order, start=1)}
    rows = [
        ScoredPriority(one, scoring.score(matrix[index], weights), places.get(index))
        for index, one in enumerate(priorities)
    ]
    changes = [(change, priorities[change.first]) for change in scoring.changes(matrix, weights)]
    return ScoredPriorities(rows, weights, changes)
