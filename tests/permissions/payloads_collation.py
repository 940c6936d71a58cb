"""What a good request sends between districts and agreements."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from targets import queries
from targets.models import Agreement, Escalation, Priority
from targets.models import Target as Candidate

from .audiences import Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]


def _agreement(world: World, target: Target) -> Agreement | None:
    return Agreement.objects.filter(area__gss_code=target.kwargs["code"]).first()


def a_case(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"reason": "It crosses the boundary.", "local_risk": "Two wardens would go."}


def an_answer(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = Escalation.objects.filter(pk=target.kwargs["escalation_id"]).first()
    version = found.version if found else 1
    return {"version": version, "reason": "Others say the same.", "risk_check": "The force looks."}


def a_row(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """A priority that is no candidate yet, with all that any act asks."""
    found = _agreement(world, target)
    rows = queries.rows_of(found.area) if found else []
    row = next((str(one.row) for one in rows if one.target is None), "p-987654")
    return {"version": found.version if found else 0, "rows": row, "reason": "Small"}


def a_title(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {**a_row(world, actor, target), "title": "Something else", "indicator": ""}


def what_was_chosen(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = _agreement(world, target)
    chosen = found.targets.filter(status="shortlisted").first() if found else None
    return {
        "version": found.version if found else 0,
        "rows": f"t-{chosen.pk}" if chosen else "t-987654",
    }


def what_is_inside(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = Candidate.objects.filter(pk=target.kwargs["target_id"]).first()
    return {
        "version": found.agreement.version if found else 1,
        "priorities": [one.pk for one in found.priorities.all()] if found else [],
    }


def nothing(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {}


def _by_api(pk: str, payload: Payload, *texts: str) -> Payload:
    """Send texts of a payload as JSON, under the version that it has."""

    def send(world: World, actor: Actor, target: Target) -> dict[str, Any]:
        given = payload(world, actor, replace(target, kwargs={pk: target.kwargs["id"]}))
        return {
            "data": json.dumps({name: given[name] for name in texts}),
            "content_type": "application/json",
            "headers": {"idempotency-key": "once", "if-match": f'"{given["version"]}"'},
        }

    return send


def a_reason(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {**what_is_inside(world, actor, target), "reason": "Small"}


ACTS = ("take-up", "decline"), ("shortlist", "longlist-again", "leave-out")


def a_priority_by_api(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """One of the district in which there are officers, and which is nowhere yet."""
    adopted = Priority.objects.current().filter(
        assessment__partnership=world.partnerships["dale"], escalations=None, targets=None
    )
    given = {**a_case(world, actor, target), "priority": adopted.earliest("pk").pk}
    return {
        "data": json.dumps(given),
        "content_type": "application/json",
        "headers": {"idempotency-key": "once"},
    }


COLLATION: dict[str, Payload] = {
    "api-escalations-list": nothing,
    **{f"api-escalations-{act}": nothing for act in ACTS[0]},
    **{f"api-targets-{act}": nothing for act in ACTS[1]},
    "targets:put-to-county": a_case,
    "targets:take-up": an_answer,
    "targets:decline": an_answer,
    "targets:longlist": a_title,
    "targets:shortlist": a_row,
    "targets:leave-out": a_row,
    "targets:longlist-again": what_was_chosen,
    "targets:merge": a_title,
    "targets:split": what_is_inside,
}

COLLATION_BY_API: dict[str, Payload] = {
    "api-escalations-list": a_priority_by_api,
    "api-escalations-take-up": _by_api("escalation_id", an_answer, "reason"),
    "api-escalations-decline": _by_api("escalation_id", an_answer, "reason", "risk_check"),
    "api-targets-shortlist": _by_api("target_id", what_is_inside),
    "api-targets-longlist-again": _by_api("target_id", what_is_inside),
    "api-targets-leave-out": _by_api("target_id", a_reason, "reason"),
}
