"""What a good request sends to the pages that lead to agreements."""

from collections.abc import Callable
from typing import Any

from targets.models import Priority, StrategicAssessment

from .audiences import Actor, Target
from .world import World


def _assessment(target: Target) -> StrategicAssessment | None:
    return StrategicAssessment.objects.filter(pk=target.kwargs["assessment_id"]).first()


def _priority(target: Target) -> Priority | None:
    return Priority.objects.filter(pk=target.kwargs["priority_id"]).first()


def a_year(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"year": 2011}


def weights(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"version": 0, "impact": 3, "likelihood": 1, "trend": 1, "concern": 1}


def a_text(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"number": 1, "text": "Burglary fell."}


def its_version(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = _assessment(target)
    return {"version": found.version if found else 1}


def with_a_reason(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {**its_version(world, actor, target), "reason": "The second table is of another year"}


def with_posts(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = _assessment(target)
    seats = found.partnership.seats.filter(is_senior=True) if found else ()
    return {
        **its_version(world, actor, target),
        **{f"seat_{seat.pk}": "Chief constable" for seat in seats},
    }


def with_ranks(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = _assessment(target)
    priorities = found.priorities.all() if found else ()
    return {
        **its_version(world, actor, target),
        **{f"rank_{priority.pk}": priority.rank for priority in priorities},
    }


def a_title(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"title": "Something else"}


def version_of_the_priority(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = _priority(target)
    return {"version": found.version if found else 1}


def evidence(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {**version_of_the_priority(world, actor, target), "evidence": "Up by a tenth."}


TARGETS: dict[str, Callable[[World, Actor, Target], dict[str, Any]]] = {
    "targets:start-assessment": a_year,
    "targets:weigh": weights,
    "targets:write-section": a_text,
    "targets:submit-assessment": its_version,
    "targets:send-back-assessment": with_a_reason,
    "targets:adopt-assessment": with_posts,
    "targets:correct-assessment": with_a_reason,
    "targets:priorities": with_ranks,
    "targets:add-priority": a_title,
    "targets:remove-priority": version_of_the_priority,
    "targets:describe-priority": evidence,
}
