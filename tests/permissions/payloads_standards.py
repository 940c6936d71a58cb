"""What a good request sends to plans, counties' agreements and records of standards."""

from collections.abc import Callable
from typing import Any

from targets.models import CommunitySafetyAgreement, PartnershipPlan, PlanAction, StandardRecord

from .audiences import Actor, Target
from .world import World

FOUND_BY = {
    "plan_id": PartnershipPlan,
    "action_id": PlanAction,
    "record_id": StandardRecord,
    "agreement_id": CommunitySafetyAgreement,
}


def _found(target: Target) -> Any:
    """Return the record that an address leads to; None where there is none."""
    for name, model in FOUND_BY.items():
        if name in target.kwargs:
            return model.objects.filter(pk=target.kwargs[name]).first()
    return None


def its_version(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = _found(target)
    return {"version": found.version if found else 1}


def with_a_reason(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {**its_version(world, actor, target), "reason": "It is of another year"}


def for_a_year(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {**with_a_reason(world, actor, target), "year": 2010}


def with_a_text(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {**its_version(world, actor, target), "text": "Fewer assaults at night."}


def with_posts(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = _found(target)
    seats = found.partnership.seats.filter(is_senior=True) if found else ()
    posts = {f"seat_{seat.pk}": "Chief officer" for seat in seats}
    return {**its_version(world, actor, target), **posts}


def an_action(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = _found(target)
    if found is None:
        return {}
    plan = found.plan if isinstance(found, PlanAction) else found
    return {
        "version": found.version,
        "priority": plan.assessment.priorities.earliest("pk").pk,
        "step": "Street wardens",
        "lead": plan.partnership.organisations.first().pk,
        "resources": "Two wardens",
        "measure": "Fewer calls",
        "due_on-day": 31,
        "due_on-month": 3,
        "due_on-year": 2009,
    }


def with_progress(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {**its_version(world, actor, target), "progress": "Begun in May"}


def a_first_year(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"first_year": 2011}


def a_year(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"year": 2011}


def a_review(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    day = {"happened_on-day": 1, "happened_on-month": 5, "happened_on-year": 2008}
    return {**day, "text": "Two need training"}


STANDARDS: dict[str, Callable[[World, Actor, Target], dict[str, Any]]] = {
    "targets:record-standard": a_review,
    "targets:withdraw-standard": with_a_reason,
    "targets:start-plan": a_first_year,
    "targets:write-plan": with_a_text,
    "targets:adopt-plan": with_posts,
    "targets:refresh-plan": for_a_year,
    "targets:discard-plan": its_version,
    "targets:publish-summary": its_version,
    "targets:unpublish-summary": with_a_reason,
    "targets:add-plan-action": an_action,
    "targets:change-plan-action": an_action,
    "targets:remove-plan-action": its_version,
    "targets:note-progress": with_progress,
    "targets:start-safety-agreement": a_year,
    "targets:write-safety-agreement": with_a_text,
    "targets:adopt-safety-agreement": with_posts,
}
