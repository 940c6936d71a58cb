"""What a good request sends to partners, issues for all areas, and what is written of a target."""

from collections.abc import Callable
from typing import Any

from indicators.models import Indicator
from partnerships.models import Organisation
from targets.models import Commitment, SharedIssue
from targets.models import Target as Line

from .audiences import DISTRICT_OF, Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]


def whom_to_ask(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """The police of a district of the county, who are not named for anything."""
    if not Line.objects.filter(pk=target.kwargs["target_id"]).exists():
        return {}
    force = Organisation.objects.get(code=f"x-{DISTRICT_OF[target.area]}-force")
    return {"organisations": force.pk, "question": "Two officers"}


def what_is_said(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = Commitment.objects.filter(pk=target.kwargs["commitment_id"]).first()
    said = "Two officers are asked for"
    return {"version": found.version if found else 1, "reason": said, "question": said}


def a_problem(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    indicator = Indicator.objects.earliest("pk")
    said = {"title": "No baseline", "text": "None anywhere", "is_another": "yes"}
    return {"indicator": indicator.pk, **said}


def an_answer(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = SharedIssue.objects.filter(pk=target.kwargs["issue_id"]).first()
    return {"version": found.version if found else 1, "text": "It was run"}


PARTNERS: dict[str, Payload] = {
    "targets:ask-partners": whom_to_ask,
    "targets:agree-to-target": what_is_said,
    "targets:object-to-target": what_is_said,
    "targets:say-not-applicable": what_is_said,
    "targets:ask-partner-again": what_is_said,
    "targets:mark-lead": what_is_said,
    "targets:remove-partner": what_is_said,
    "targets:raise-issue": a_problem,
    "targets:answer-issue": an_answer,
    "targets:write-message": lambda world, actor, target: {"message": "Why?"},
    "targets:write-note": lambda world, actor, target: {"note": "Weak"},
    "targets:remove-note": lambda world, actor, target: {},
}
