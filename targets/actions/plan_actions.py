"""What can happen to the actions of a plan: added, changed, removed, and how far they came."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from partnerships.models import User
from targets import policies
from targets.models import PartnershipPlan, PlanAction

from .records import DoesNotFit, record_for, refuse_others

SAID_OF_ACTION = frozenset(
    {"priority", "step", "lead", "resources", "indicator", "measure", "due_on"}
)

NOT_MEASURED = "Choose an indicator, or say how success is measured"


@transaction.atomic
def add_plan_action(
    *, plan_id: int, values: Mapping[str, Any], by: User, at: datetime
) -> PlanAction:
    """Add an action to a draft; `values` are SAID_OF_ACTION. Raises DoesNotFit and
    PermissionDenied."""
    assert set(values) <= SAID_OF_ACTION
    plan = _hold(plan_id)
    policies.may_write_plan(by, plan).enforce()
    action = PlanAction(plan=plan, added_by=by, added_at=at, **values)
    _check(action)
    action.save(force_insert=True)
    _record("add_plan_action", action, by, at)
    return action


@transaction.atomic
def change_plan_action(
    *, action_id: int, version: int, values: Mapping[str, Any], by: User, at: datetime
) -> PlanAction:
    """Say something else of an action of a draft. Raises DoesNotFit, Stale and PermissionDenied."""
    assert set(values) <= SAID_OF_ACTION
    action = _claim(action_id, version)
    policies.may_write_plan(by, action.plan).enforce()
    for name, value in values.items():
        setattr(action, name, value)
    _check(action)
    action.advance(**values)
    _record("change_plan_action", action, by, at, changed=sorted(values))
    return action


@transaction.atomic
def remove_plan_action(*, action_id: int, version: int, by: User, at: datetime) -> PartnershipPlan:
    """Take an action out of a draft. Raises Stale and PermissionDenied."""
    action = _claim(action_id, version)
    policies.may_write_plan(by, action.plan).enforce()
    _record("remove_plan_action", action, by, at)
    action.delete()
    return action.plan


@transaction.atomic
def note_progress(
    *, action_id: int, version: int, progress: str, by: User, at: datetime
) -> PlanAction:
    """Note how far an action of the plan in force has come. Raises Stale and PermissionDenied."""
    action = _claim(action_id, version)
    policies.may_note_progress(by, action.plan).enforce()
    action.advance(progress=progress, progress_noted_by=by, progress_noted_at=at)
    _record("note_progress", action, by, at)
    return action


def _check(action: PlanAction) -> None:
    """Refuse what is of another partnership, or not measured at all. Raises DoesNotFit."""
    plan = action.plan
    refuse_others([action.lead], plan.partnership.organisations.all())
    if action.priority:
        refuse_others([action.priority], plan.assessment.priorities.all())
    if action.indicator is None and not action.measure.strip():
        raise DoesNotFit(f"{NOT_MEASURED}.")


def _hold(plan_id: int) -> PartnershipPlan:
    """Return a plan locked to the end of the transaction, whatever version it has.

    So that nothing is added to it while it is being adopted.
    """
    plans = PartnershipPlan.objects.select_related("partnership", "assessment")
    held: PartnershipPlan = plans.select_for_update(of=("self",)).get(pk=plan_id)
    return held


def _claim(action_id: int, version: int) -> PlanAction:
    """Lock the plan of an action, then the action: one order for all."""
    plan = _hold(PlanAction.objects.values_list("plan_id", flat=True).get(pk=action_id))
    action: PlanAction = PlanAction.objects.claim(action_id, version)
    action.plan = plan
    return action


def _record(verb: str, action: PlanAction, by: User, at: datetime, **details: Any) -> None:
    plan = action.plan
    record_for(plan.partnership, verb, action, by, at, is_private=plan.is_draft, **details)
