"""What several tables say together, for one reader."""

from dataclasses import dataclass
from datetime import date

from partnerships.models import Capacity, Partnership, Seat
from targets import scoring
from targets.models import CRITERIA, Priority, Section, StrategicAssessment, Weighting


def written_contents(assessment: StrategicAssessment) -> dict[str, Section]:
    """Return the newest text of each content that has one, by its key."""
    sections = Section.objects.current().filter(assessment=assessment).select_related("written_by")
    return {section.content: section for section in sections if section.text.strip()}


def responsible_seats(partnership: Partnership, day: date) -> list[Seat]:
    """Return the seats of responsible authorities on a partnership on a day, by name."""
    seats = partnership.seats.on(day).filter(capacity=Capacity.RESPONSIBLE_AUTHORITY)
    return list(seats.select_related("organisation").order_by("organisation__name"))


def last_settled(partnership: Partnership, year: int) -> StrategicAssessment | None:
    """Return the newest adopted assessment of a year before, to start from."""
    return (
        StrategicAssessment.objects.filter(partnership=partnership, year__lt=year, status="adopted")
        .order_by("-year")
        .first()
    )


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
