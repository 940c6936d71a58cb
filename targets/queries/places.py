"""Where somebody works on the way to an agreement: their CDRPs, and the areas they see whole."""

from dataclasses import dataclass
from datetime import date, timedelta

from partnerships.audiences import areas_on_side
from partnerships.models import Area, Deadline, Level, Partnership, RoleKind, User
from targets.models import SIDE, Escalation, own_partnerships
from targets.policies.candidates import COLLATORS

from .collation import rows_of


@dataclass(frozen=True, slots=True)
class Workplace:
    """What there is to open for somebody."""

    cdrps: list[Partnership]
    areas: list[Area]
    """LAA areas whose priorities they see side by side."""
    escalations: list[Escalation]
    """Newest first."""


def workplace(user: User) -> Workplace:
    """Return where somebody works, each by name."""
    areas = Area.objects.at_level(Level.LAA_AREA).filter(pk__in=areas_on_side(user, SIDE))
    escalations = Escalation.objects.visible_to(user).select_related(
        "priority__assessment__partnership", "group"
    )
    return Workplace(
        cdrps=list(Partnership.objects.filter(pk__in=own_partnerships(user)).order_by("name")),
        areas=list(areas.order_by("name")),
        escalations=list(escalations),
    )


@dataclass(frozen=True, slots=True)
class DueDay:
    """A deadline that CDRPs have to meet, and whether it has passed."""

    deadline: Deadline
    has_passed: bool


AROUND = timedelta(days=60)
"""How long before and after its day a deadline is shown."""


def deadlines_of_cdrps(day: date) -> list[DueDay]:
    """Return the deadlines around a day that the officers and chairs of CDRPs have to meet."""
    kinds = {RoleKind.CDRP_OFFICER.value, RoleKind.CDRP_CHAIR.value}
    found = Deadline.objects.for_roles(kinds).filter(due_on__range=(day - AROUND, day + AROUND))
    return [DueDay(one, one.due_on < day) for one in found.select_related("cycle")]


def collated_areas(user: User) -> list[Area]:
    """Return the LAA areas among whose priorities somebody chooses."""
    roles = [role for role in user.current_roles if role.kind in COLLATORS]
    found = {pk for role in roles for pk in role.over_area_ids}
    areas = Area.objects.at_level(Level.LAA_AREA).filter(pk__in=found)
    return list(areas.order_by("name"))


def undecided_count(area: Area) -> int:
    """Count the rows of an area's table that are neither chosen nor left out."""
    undecided = {"", "longlisted"}
    return sum((row.target.status if row.target else "") in undecided for row in rows_of(area))
