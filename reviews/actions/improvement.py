"""What both sides agree to do about a concern: proposed, agreed, shown to be done, closed."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from laa_portal.foundation import audit
from partnerships.models import Organisation, User
from reviews import policies
from reviews.models import Concern, ImprovementAction, ImprovementPlan
from reviews.states import IMPROVEMENT_MOVES
from targets.sides import Side

from .concerns import resolve
from .plan_ends import close_plan
from .refusals import TooEarly, refuse_targets
from .steps import hold, note


@transaction.atomic
def propose_improvement(
    *, concern_id: int, version: int, aim: str, by: User, at: datetime
) -> ImprovementPlan:
    """Propose a plan for a concern; the other side agrees to it once there are actions in it.

    Raises SetsTarget, Stale and PermissionDenied.
    """
    concern: Concern = Concern.objects.select_related("area").claim(concern_id, version)
    policies.may_propose_improvement(by, concern).enforce()
    refuse_targets(aim)
    side = policies.side_on(by, concern)
    assert side is not None  # or it would have been refused
    plan = ImprovementPlan(
        concern=concern, aim=aim, side=side.value, proposed_by=by, proposed_at=at
    )
    plan.save(force_insert=True)
    concern.advance()
    note(concern, "propose_improvement", text=aim, by=by, at=at, side=side)
    _record("propose_improvement", plan, by, at)
    return plan


@transaction.atomic
def add_improvement_action(
    *,
    plan_id: int,
    version: int,
    text: str,
    owner: str,
    organisation: Organisation,
    milestone: str,
    due_on: date,
    by: User,
    at: datetime,
) -> ImprovementAction:
    """Add what is to be done, by which post and when. Raises SetsTarget, TooEarly and Stale."""
    plan = _claim(plan_id, version)
    policies.may_add_improvement_action(by, plan).enforce()
    refuse_targets(text, milestone)
    if due_on < timezone.localdate(at):
        raise TooEarly("The day it is due must not be past.")
    action = ImprovementAction(
        plan=plan,
        number=plan.actions.count() + 1,
        text=text,
        owner=owner,
        organisation=organisation,
        milestone=milestone,
        due_on=due_on,
    )
    action.save(force_insert=True)
    plan.advance()
    audit.record("add_improvement_action", action, by=by, at=at, area_id=plan.concern.area_id)
    return action


@transaction.atomic
def agree_improvement(*, plan_id: int, version: int, by: User, at: datetime) -> ImprovementPlan:
    """Agree, for the other side, to a plan as it stands. Raises Stale and PermissionDenied."""
    plan = _claim(plan_id, version)
    policies.may_agree_improvement(by, plan).enforce()
    status = IMPROVEMENT_MOVES["agree_improvement"][1].value
    plan.advance(status=status, agreed_by=by, agreed_at=at)
    other = Side(plan.side).other
    note(plan.concern, "agree_improvement", text=plan.aim, by=by, at=at, side=other)
    _record("agree_improvement", plan, by, at)
    return plan


@transaction.atomic
def show_evidence(
    *, action_id: int, version: int, evidence: str, by: User, at: datetime
) -> ImprovementAction:
    """Show that an action is done. Raises Stale and PermissionDenied."""
    hold(plans__actions=action_id)
    related = ImprovementAction.objects.select_related("plan__concern__area")
    action: ImprovementAction = related.claim(action_id, version)
    policies.may_show_evidence(by, action).enforce()
    action.advance(evidence=evidence, done_by=by, done_at=at)
    audit.record("show_evidence", action, by=by, at=at, area_id=action.plan.concern.area_id)
    return action


@transaction.atomic
def finish_improvement(
    *,
    plan_id: int,
    version: int,
    outcome: str,
    closes_concern: bool,
    by: User,
    at: datetime,
) -> ImprovementPlan:
    """Say that a plan is done and what came of it; with `closes_concern`, close the concern too."""
    plan = _claim(plan_id, version)
    policies.may_finish_improvement(by, plan).enforce()
    close_plan("finish_improvement", plan, outcome, by, at)
    if closes_concern:
        concern = Concern.objects.get(pk=plan.concern_id)
        resolve(concern_id=concern.pk, version=concern.version, outcome=outcome, by=by, at=at)
    return plan


@transaction.atomic
def end_improvement(
    *, plan_id: int, version: int, reason: str, by: User, at: datetime
) -> ImprovementPlan:
    """End a plan before it is done, or take back what was proposed. Raises Stale."""
    plan = _claim(plan_id, version)
    policies.may_end_improvement(by, plan).enforce()
    return close_plan("end_improvement", plan, reason, by, at)


def _claim(plan_id: int, version: int) -> ImprovementPlan:
    hold(plans=plan_id)
    related = ImprovementPlan.objects.select_related("concern__area")
    claimed: ImprovementPlan = related.claim(plan_id, version)
    return claimed


def _record(verb: str, plan: ImprovementPlan, by: User, at: datetime) -> None:
    audit.record(verb, plan, by=by, at=at, area_id=plan.concern.area_id)
