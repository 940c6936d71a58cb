"""What a good request sends to prepare what a side says of one target."""

from collections.abc import Callable
from typing import Any

from targets.models import DraftLine

from .audiences import Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]


def an_answer(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """What the person's side has prepared, as `records_negotiation` made it, said again."""
    is_of_office = actor.kind and actor.kind.startswith("go_")
    side = "government" if is_of_office else "partnership"
    held = DraftLine.objects.filter(target=target.kwargs["target_id"], side=side).first()
    return {"version": held.version if held else 0, "rationale": "As we see it"}


WORKSPACE: dict[str, Payload] = {
    "targets:draft-line": an_answer,
    "targets:discard-line": an_answer,
}
