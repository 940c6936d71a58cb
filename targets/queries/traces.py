"""From a priority to what came of it, and from a candidate to what it came from."""

from dataclasses import dataclass

from partnerships.models import Area, Partnership, Viewer
from targets.models import Escalation, Priority, Target

from .collation import agreement_of, candidates_of, current_priorities
from .tiers import county_group


@dataclass(frozen=True, slots=True)
class Gaps:
    """What leads nowhere, and what comes from nowhere."""

    priorities: list[Priority]
    """Of the newest assessments, and in no candidate that is in the running."""
    targets: list[Target]
    """In the running, and resting on no priority of a newest assessment."""


def gaps(area: Area) -> Gaps:
    """Return the gaps between an area's priorities and its candidates, both ways."""
    current = current_priorities(area)
    running = [one for one in candidates_of(agreement_of(area)) if one.status != "left_out"]
    led_on = {priority.pk for target in running for priority in target.priorities.all()}
    known = {priority.pk for priority in current}
    return Gaps(
        priorities=[one for one in current if one.pk not in led_on],
        targets=[one for one in running if not known & {p.pk for p in one.priorities.all()}],
    )


@dataclass(frozen=True, slots=True)
class WhereItWent:
    """What became of a priority, as far as a reader may see it."""

    group: Partnership | None
    """The county strategy group above its district; None where there is one tier."""
    escalations: list[Escalation]
    """Newest first."""
    targets: list[Target]

    @property
    def held(self) -> Escalation | None:
        """What was put to the county and not declined."""
        return next((one for one in self.escalations if one.status != "declined"), None)


def where_it_went(priority: Priority, viewer: Viewer) -> WhereItWent:
    """Return what became of a priority."""
    escalations = Escalation.objects.visible_to(viewer).filter(priority=priority)
    targets = Target.objects.visible_to(viewer).filter(priorities=priority)
    return WhereItWent(
        group=county_group(priority.assessment.partnership),
        escalations=list(escalations.select_related("group", "put_by", "answered_by")),
        targets=list(targets.select_related("agreement__area", "indicator").order_by("title")),
    )
