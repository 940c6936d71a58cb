"""What is asked about an assessment as a whole."""

from collections.abc import Collection, Mapping
from datetime import date

from partnerships.models import Capacity, Partnership, Seat
from targets.models import Section, StrategicAssessment


def written_contents(assessment: StrategicAssessment) -> dict[str, Section]:
    """Return the newest text of each content that has one, by its key."""
    return written_of([assessment])[assessment.pk]


def written_of(
    assessments: Collection[StrategicAssessment],
) -> Mapping[int, dict[str, Section]]:
    """Return the same of several assessments, by their ids, in one query."""
    found: dict[int, dict[str, Section]] = {one.pk: {} for one in assessments}
    sections = Section.objects.current().filter(assessment__in=found)
    for section in sections.select_related("written_by"):
        if section.text.strip():
            found[section.assessment_id][section.content] = section
    return found


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
