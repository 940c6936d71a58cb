"""What a good request sends to the pages on which an agreement is submitted and signed."""

from collections.abc import Callable
from typing import Any

from targets.models import Agreement, AgreementVersion

from .audiences import Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]


def _version(target: Target) -> AgreementVersion | None:
    asked = {"area__gss_code": target.kwargs["code"], "number": target.kwargs["number"]}
    return AgreementVersion.objects.filter(**asked).first()


def its_version(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = _version(target)
    return {"version": found.version if found else 1}


def its_version_and_why(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return its_version(world, actor, target) | {"reason": "Another look"}


def its_text(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = _version(target)
    sha256 = found.content_sha256 if found else "0" * 64
    return its_version(world, actor, target) | {"shown_sha256": sha256, "has_read": "on"}


def a_statement(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = Agreement.objects.filter(area__gss_code=target.kwargs["code"]).first()
    return {"version": found.version if found else 1, "statement": "As both agreed"}


def a_decision(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    day = {"decided_on-day": "28", "decided_on-month": "5", "decided_on-year": "2008"}
    return {"kind": "decision", "minute": "Council, item 7", **day}


def a_reason(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"reason": "Rescinded"}


SIGNING: dict[str, Payload] = {
    "targets:submit-agreement": a_statement,
    "targets:record-decision": a_decision,
    "targets:end-decision": a_reason,
    "targets:approve-agreement": its_version,
    "targets:require-modification": its_version_and_why,
    "targets:withdraw-approval": its_version_and_why,
    "targets:withdraw-submission": its_version_and_why,
    "targets:sign-agreement": its_text,
}
