"""What a good request sends on other plans, hand-overs and the paper for a board."""

from collections.abc import Callable
from typing import Any

from indicators.models import Measure
from targets.models import Agreement, PlanValue

from .audiences import Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]


def nobody_in_particular(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """After the one hand-over that `records_across` made for each side."""
    return {"version": 1, "holder": "", "note": "On leave until June"}


def another_number(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    measure = Measure.objects.get(indicator__number=909)
    said = {"plan": "stretch_target", "year": "2009/10", "source": "Page 14"}
    return {"measure": measure.pk, "value": "8.2", **said}


def the_right_number(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"value": "8.4", "source": "Page 15"}


def why_they_differ(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = PlanValue.objects.filter(pk=target.kwargs["plan_value_id"])
    of = found.values_list("target__agreement", flat=True)
    agreement = Agreement.objects.filter(pk__in=of).first()
    version = agreement.version if agreement else 1
    return {"version": version, "reason": "known", "text": "The force means its whole area"}


ACROSS: dict[str, Payload] = {
    "targets:hand-over-negotiation": nobody_in_particular,
    "targets:board-paper": lambda world, actor, target: {},
    "targets:add-plan-value": another_number,
    "targets:correct-plan-value": the_right_number,
    "targets:reconcile-plan-value": why_they_differ,
}
