"""Who proposes, agrees and carries on an improvement plan: both sides of a concern."""

from indicators import moments
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.audiences import areas_within
from partnerships.models import GOVERNMENT, User, Viewer
from reviews.models import Concern, ImprovementAction, ImprovementPlan
from reviews.states import ALIVE, IMPROVEMENT_MOVES, ImprovementStatus
from targets.sides import Side

from .concerns import ANSWERERS
from .people import in_person

OF_SIDE = {Side.GOVERNMENT: GOVERNMENT, Side.PARTNERSHIP: ANSWERERS}


def side_on(user: Viewer, concern: Concern) -> Side | None:
    """Return the side for which `user` agrees on what is done about a concern."""
    if not isinstance(user, User):
        return None
    return next(
        (side for side, kinds in OF_SIDE.items() if concern.area_id in areas_within(user, kinds)),
        None,
    )


def may_propose_improvement(user: Viewer, concern: Concern) -> Verdict:
    """Whether `user` may propose a plan for a concern: while none is under way."""
    may = agrees(user, concern)
    if may and ImprovementPlan.objects.live().filter(concern=concern).exists():
        return Verdict("A plan for this concern is under way. Carry that on, or end it first.")
    return may


def agrees(user: Viewer, concern: Concern) -> Verdict:
    """Whether `user` is one of those who agree on what is done about a concern."""
    if side_on(user, concern) is None:
        return Verdict(
            f"Only the Government Office, the coordinator of the partnership and the county's "
            f"officers agree on what is done in {concern.area}."
        )
    if concern.status not in ALIVE:
        return Verdict(f"The concern was closed on {moments.day(concern.closed_at)}.")
    if concern.shared_at is None:
        return Verdict(
            "The partnership does not know of this concern yet. Ask it first, then agree on a plan."
        )
    return in_person(user)


def may_add_improvement_action(user: Viewer, plan: ImprovementPlan) -> Verdict:
    """Whether `user` may add an action: while the plan is proposed, either side may."""
    may = agrees(user, plan.concern)
    if may and plan.status != ImprovementStatus.PROPOSED:
        return Verdict("Both sides have agreed on it. End it and propose another to change it.")
    return may


def may_agree_improvement(user: Viewer, plan: ImprovementPlan) -> Verdict:
    """Whether `user` may agree to a plan: the side that did not propose it, with actions in it."""
    may = agrees(user, plan.concern) and _has_move("agree_improvement", plan)
    if may and side_on(user, plan.concern) == plan.side:
        return Verdict(f"Your side proposed it. The {Side(plan.side).other.label} has to agree.")
    if may and not plan.actions.all():
        return Verdict("There is no action in it yet. Add at least one.")
    return may


def may_show_evidence(user: Viewer, action: ImprovementAction) -> Verdict:
    """Whether `user` may show that an action is done."""
    may = agrees(user, action.plan.concern)
    if may and action.plan.status != ImprovementStatus.AGREED:
        return Verdict("Evidence belongs to a plan that both sides have agreed on.")
    if may and action.done_at:
        return Verdict(f"It was done on {moments.day(action.done_at)}.")
    return may


def may_finish_improvement(user: Viewer, plan: ImprovementPlan) -> Verdict:
    """Whether `user` may say that a plan is done: the Government Office, with all of it shown."""
    may = _is_office(user, plan) and _has_move("finish_improvement", plan)
    to_do = [str(one) for one in plan.actions.all() if one.done_at is None] if may else []
    if to_do:
        return Verdict(f"Not shown to be done yet: {'; '.join(to_do)}.")
    return may


def may_end_improvement(user: Viewer, plan: ImprovementPlan) -> Verdict:
    """Whether `user` may end a plan before it is done; of one that is proposed, either side."""
    may = agrees(user, plan.concern) and _has_move("end_improvement", plan)
    if may and plan.status == ImprovementStatus.AGREED:
        return _is_office(user, plan)
    return may


def may_close_with_plan(user: Viewer, plan: ImprovementPlan) -> Verdict:
    """Whether `user` may close a concern that has a plan, and the plan with it: no program may."""
    if not in_person(user):
        return Verdict(
            "It has an improvement plan, which a key cannot close. Sign in with a browser."
        )
    return ALLOWED


def _is_office(user: Viewer, plan: ImprovementPlan) -> Verdict:
    may = agrees(user, plan.concern)
    if may and side_on(user, plan.concern) != Side.GOVERNMENT:
        return Verdict(f"Only the Government Office of {plan.concern.area} closes a plan.")
    return may


def _has_move(verb: str, plan: ImprovementPlan) -> Verdict:
    sources, _ = IMPROVEMENT_MOVES[verb]
    if plan.status in sources:
        return ALLOWED
    return Verdict(f"The plan stands at “{str(plan.get_status_display()).lower()}”.")
