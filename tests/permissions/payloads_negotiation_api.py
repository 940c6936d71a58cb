"""What a good request sends by key to a negotiation."""

import json
from collections.abc import Callable
from typing import Any

from targets.models import Agreement, DraftLine
from targets.models import Target as Line

from .audiences import Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]


def nothing(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {}


def _sent(body: dict[str, Any], version: int | None = None) -> dict[str, Any]:
    headers = {"idempotency-key": "once"}
    if version is not None:
        headers["if-match"] = f'"{version}"'
    return {"data": json.dumps(body), "content_type": "application/json", "headers": headers}


def _open_line(world: World) -> Line:
    """The target of the north that is on the table."""
    return Line.objects.get(agreement__area=world.areas["north"], status="open")


def a_package(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """Whatever the side of the key has prepared, which `records_negotiation` has seen to."""
    found = Agreement.objects.filter(pk=target.kwargs["id"]).first()
    return _sent({"rationale": "As we see it"}, found.version if found else 1)


def a_draft(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """To leave the partnership's terms as they are."""
    return _sent({"target": _open_line(world).pk, "kind": "hold", "rationale": "Still ours"})


def another_draft(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """What is prepared, said again without its terms' details."""
    found = DraftLine.objects.filter(pk=target.kwargs["id"]).first()
    waits = {"placeholder_reason": "no_baseline", "placeholder_trigger": "A survey"}
    terms = {"terms": {"type": "local", **waits}} if found and found.kind == "reopen" else {}
    kind = found.kind if found else "hold"
    return _sent({"kind": kind, "rationale": "Anew", **terms}, found.version if found else 1)


def its_version(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = DraftLine.objects.filter(pk=target.kwargs["id"]).first()
    return _sent({}, found.version if found else 1)


def a_message(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return _sent({"target": _open_line(world).pk, "text": "Why?"})


NEGOTIATION_BY_API: dict[str, Payload] = {
    "api-agreements-accept-all": lambda world, actor, target: _sent({}),
    "api-agreements-make-offer": a_package,
    "api-offers-open": lambda world, actor, target: _sent({}),
    "api-offers-withdraw": lambda world, actor, target: _sent({"reason": "A slip of the pen"}),
    "api-drafts-list": a_draft,
    "api-drafts-change": another_draft,
    "api-drafts-discard": its_version,
    "api-messages-list": a_message,
}

NEGOTIATION: dict[str, Payload] = dict.fromkeys(NEGOTIATION_BY_API, nothing)
