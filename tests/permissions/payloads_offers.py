"""What a good request sends to the pages of a negotiation."""

from collections.abc import Callable
from typing import Any

from targets.models import Agreement

from .audiences import GOVERNMENT, Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]


def nothing(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {}


def a_package(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """Whatever the side of the person has prepared, which `records_negotiation` has seen to."""
    found = Agreement.objects.filter(area__gss_code=target.kwargs["code"]).first()
    if found is None:
        return {"version": 1, "rationale": "As we see it"}
    side = "government" if actor.kind in GOVERNMENT else "partnership"
    drafts = found.targets.filter(drafts__side=side).values_list("drafts", "drafts__version")
    shown = ",".join(f"{key}:{version}" for key, version in drafts)
    return {"version": found.version, "shown": shown, "rationale": "As we see it"}


def a_reason(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"reason": "A slip of the pen"}


OFFERS: dict[str, Payload] = {
    "targets:prepare-offer": a_package,
    "targets:offer": nothing,
    "targets:withdraw-offer": a_reason,
}
