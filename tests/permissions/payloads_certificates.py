"""What a good request sends to have an agreement checked."""

from collections.abc import Callable
from typing import Any

from .audiences import Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]


def a_hash(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"sha256": world.targets["signed hash"][0].kwargs["sha256"]}


CERTIFICATES: dict[str, Payload] = {"targets:verify": a_hash}
