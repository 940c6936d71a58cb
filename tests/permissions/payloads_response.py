"""What a good request sends to the pages and resources on what follows a concern."""

import json
from collections.abc import Callable
from typing import Any

from partnerships.models import RoleKind
from reviews.models import (
    Concern,
    ImprovementAction,
    ImprovementPlan,
    Intervention,
    Judgement,
    ResponseDecision,
)

from .audiences import GOVERNMENT, Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]

FOUND_BY = {
    "concern_id": Concern,
    "response_id": ResponseDecision,
    "intervention_id": Intervention,
    "plan_id": ImprovementPlan,
    "action_id": ImprovementAction,
    "judgement_id": Judgement,
}
DUE = {"due_on-day": 1, "due_on-month": 9, "due_on-year": 2099}


def its_version(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    for name, model in FOUND_BY.items():
        if name in target.kwargs:
            found = model.objects.filter(pk=target.kwargs[name]).first()
            return {"version": found.version if found else 1}
    return {}


def with_a(name: str, text: str) -> Payload:
    """Send a text beside the version."""
    return lambda world, actor, target: its_version(world, actor, target) | {name: text}


def nothing(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"sent": "1"}


def a_standing(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"is_capable": "yes", "is_willing": "no", "reason": "Seen at two meetings"}


def a_step(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return its_version(world, actor, target) | {"step": 3, "reason": "Nothing is done"}


def _body(actor: Actor, of_office: str) -> str:
    if actor.kind in GOVERNMENT:
        return of_office
    return "home_office" if actor.kind == RoleKind.HO_ANALYST else "ofsted"


def some_advice(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"body": _body(actor, "dcsf"), "text": "Wait for the inquest"}


def _an_intervention(world: World, actor: Actor, area: str) -> dict[str, Any]:
    body = _body(actor, "government_office")
    others = Intervention.objects.filter(area=world.areas[area], closed_at=None)
    return {
        "body": body,
        "kind": "request",
        "step": 1,
        "title": "A list of what is under way",
        "text": "Send what is under way in schools",
        "acknowledged": list(others.exclude(body=body).values_list("pk", flat=True)),
    }


def an_intervention(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return _an_intervention(world, actor, target.area or "north")


def an_action(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    area = target.area or "north"
    return {
        **its_version(world, actor, target),
        **DUE,
        "text": "Visit the shops",
        "organisation": world.organisations[area].pk,
        "owner": "Chief inspector",
        "milestone": "All visited once",
    }


def a_finding(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    day = {"published_on-day": 1, "published_on-month": 6, "published_on-year": 2009}
    return {
        **day,
        "report": "Inspection of custody",
        "text": "Too few checks",
        "theme": "Custody",
        "body": "hmic",
        "weight": "neither",
    }


RESPONSE: dict[str, Payload] = {
    "reviews:judge-standing": a_standing,
    "reviews:decide-response": a_step,
    "reviews:agree-response": with_a("reason", "So it is"),
    "reviews:refuse-response": with_a("reason", "Not yet"),
    "reviews:advise": some_advice,
    "reviews:intervention-open": an_intervention,
    "reviews:acknowledge-intervention": nothing,
    "reviews:close-intervention": with_a("outcome", "It has come"),
    "reviews:propose-improvement": with_a("aim", "Shops are checked"),
    "reviews:add-improvement-action": an_action,
    "reviews:agree-improvement": its_version,
    "reviews:finish-improvement": with_a("outcome", "All were visited"),
    "reviews:end-improvement": with_a("reason", "Begun too early"),
    "reviews:show-evidence": with_a("evidence", "The visit book"),
    "reviews:enter-judgement": a_finding,
    "reviews:withdraw-judgement": with_a("reason", "Mistaken"),
}


def _sent(body: dict[str, Any], version: int | None = None) -> dict[str, Any]:
    headers = {"idempotency-key": "once"}
    if version is not None:
        headers["if-match"] = f'"{version}"'
    return {"data": json.dumps(body), "content_type": "application/json", "headers": headers}


def _of_record(model: Any, body: dict[str, Any]) -> Payload:
    """Send a body on the version that a record has."""

    def send(world: World, actor: Actor, target: Target) -> dict[str, Any]:
        found = model.objects.filter(pk=target.kwargs["id"]).first()
        return _sent(body, found.version if found else 1)

    return send


def by_key_an_intervention(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return _sent(_an_intervention(world, actor, "north") | {"area": world.areas["north"].gss_code})


def by_key_a_finding(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return _sent(
        {
            "area": world.areas["north"].gss_code,
            "kind": "inspection",
            "body": "hmic",
            "published_on": "2009-06-01",
            "report": "Inspection of custody",
            "text": "Too few checks",
            "weight": "neither",
            "theme": "Custody",
        }
    )


RESPONSE_BY_API: dict[str, Payload] = {
    "api-interventions-list": by_key_an_intervention,
    "api-interventions-acknowledge": lambda world, actor, target: _sent({}),
    "api-interventions-close": _of_record(Intervention, {"outcome": "It has come"}),
    "api-judgements-list": by_key_a_finding,
    "api-judgements-withdraw": _of_record(Judgement, {"reason": "Mistaken"}),
}

RESPONSE |= dict.fromkeys(RESPONSE_BY_API, nothing)
