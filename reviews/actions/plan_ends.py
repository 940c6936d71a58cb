"""How what follows a concern comes to its end: by itself, or with the concern."""

from datetime import datetime

from laa_portal.foundation import audit
from partnerships.models import User
from reviews import policies, queries
from reviews.models import Concern, ImprovementPlan
from reviews.states import IMPROVEMENT_MOVES, ResponseStatus

from .steps import note


def end_with_concern(concern: Concern, outcome: str, by: User, at: datetime) -> None:
    """End what is proposed or under way for a concern that is held and about to be closed.

    A plan of which everything was shown to be done is done; any other ends before that. A step
    that waits for a second person is superseded. Else they would stay open for good: nobody acts
    on what belongs to a closed concern. Raises PermissionDenied.
    """
    related = ImprovementPlan.objects.select_related("concern__area")
    for plan in related.live().filter(concern=concern).select_for_update(of=("self",)):
        policies.may_close_with_plan(by, plan).enforce()
        if policies.may_finish_improvement(by, plan):
            close_plan("finish_improvement", plan, outcome, by, at)
        else:
            policies.may_end_improvement(by, plan).enforce()
            close_plan("end_improvement", plan, f"The concern was closed: {outcome}", by, at)
    waiting = queries.live_responses(concern).filter(status=ResponseStatus.WAITING.value)
    for response in waiting.select_for_update(of=("self",)):
        response.advance(status=ResponseStatus.SUPERSEDED.value)


def close_plan(
    verb: str, plan: ImprovementPlan, outcome: str, by: User, at: datetime
) -> ImprovementPlan:
    """Close a claimed plan with what came of it, and record that."""
    status = IMPROVEMENT_MOVES[verb][1].value
    plan.advance(status=status, closed_by=by, closed_at=at, outcome=outcome)
    side = policies.side_on(by, plan.concern) or ""
    note(plan.concern, verb, text=outcome, by=by, at=at, side=side)
    audit.record(verb, plan, by=by, at=at, area_id=plan.concern.area_id)
    return plan
