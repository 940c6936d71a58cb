"""What is asked about partnership plans."""

from collections.abc import Collection
from dataclasses import dataclass

from partnerships.models import Partnership
from targets.models import PartnershipPlan, PlanAction, Priority, StrategicAssessment
from targets.states import AssessmentStatus


@dataclass(frozen=True, slots=True)
class PriorityOfPlan:
    """A priority that a plan takes up, and its actions. None: what serves no priority any more."""

    priority: Priority | None
    actions: list[PlanAction]


def newest_adopted(partnership: Partnership) -> StrategicAssessment | None:
    """Return the adopted assessment of the newest year, from which a plan is drawn."""
    adopted = partnership.assessments.filter(status=AssessmentStatus.ADOPTED)
    return adopted.order_by("-year").first()


def newest_adopted_of(partnerships: Collection[int]) -> dict[int, StrategicAssessment]:
    """Return the same for several partnerships, by their ids."""
    adopted = StrategicAssessment.objects.filter(
        partnership__in=partnerships, status=AssessmentStatus.ADOPTED
    )
    return {one.partnership_id: one for one in adopted.order_by("year")}


def actions_of(plan: PartnershipPlan) -> list[PlanAction]:
    """Return the actions of a plan, the first due first."""
    actions = plan.actions.select_related("priority", "lead", "indicator", "progress_noted_by")
    return list(actions)


def by_priority(plan: PartnershipPlan, actions: list[PlanAction]) -> list[PriorityOfPlan]:
    """Return the priorities of a plan's assessment in their order, each with its actions."""
    found: list[Priority | None] = [*plan.assessment.priorities.all()]
    if any(action.priority_id is None for action in actions):
        found.append(None)
    return [
        PriorityOfPlan(one, [a for a in actions if a.priority_id == (one.pk if one else None)])
        for one in found
    ]


def public_summary(partnership: Partnership) -> PartnershipPlan | None:
    """Return the newest plan of which anybody may read the summary."""
    plans = PartnershipPlan.objects.with_public_summary().filter(partnership=partnership)
    return plans.order_by("-first_year", "-edition").first()
