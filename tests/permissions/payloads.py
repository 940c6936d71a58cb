"""What a good request sends, for each route that acts. One entry here for each `acts` there."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.models import DataReturn

from .audiences import Actor, Target
from .payloads_service import SERVICE
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]


def nothing(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {}


def a_return(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    """A file that will be refused, which is a return like any other."""
    content = b"indicator,area\nNI 901,X07000901\n"
    return {"file": SimpleUploadedFile("new.csv", content, "text/csv")}


def its_version(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = DataReturn.objects.filter(pk=target.kwargs["return_id"]).first()
    return {"version": found.version if found else 1}


PAYLOADS: dict[str, Payload] = {
    "sign-in": nothing,
    "sign-out": nothing,
    "indicators:send": a_return,
    "indicators:confirm": its_version,
    "indicators:resend": its_version,
    **SERVICE,
}
