"""What a good request sends to the pages of how CDRPs consulted."""

from collections.abc import Callable
from typing import Any

from targets.models import Engagement

from .audiences import Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]


def _found(target: Target) -> Engagement | None:
    return Engagement.objects.filter(pk=target.kwargs["engagement_id"]).first()


def a_survey(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    day = {"began_on-day": 3, "began_on-month": 6, "began_on-year": 2008}
    return {"title": "Survey", "kind": "survey", **day}


def with_version(**more: object) -> Payload:
    """Send the version of the record as it is now, and more."""

    def payload(world: World, actor: Actor, target: Target) -> dict[str, Any]:
        found = _found(target)
        return {"version": found.version if found else 1, **more}

    return payload


def with_posts(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = _found(target)
    seats = found.partnership.seats.filter(is_senior=True) if found else ()
    posts = {f"seat_{seat.pk}": "Chief constable" for seat in seats}
    return {"version": found.version if found else 1, **posts}


RIGHT = {"title": "Meeting", "heard": "Parking"}
WHY = {"reason": "It names somebody"}

ENGAGEMENTS: dict[str, Payload] = {
    "targets:add-engagement": a_survey,
    "targets:describe-engagement": with_version(asked="By letter"),
    "targets:record-attendance": with_posts,
    "targets:report-heard": with_version(heard="Parking"),
    "targets:say-what-changed": with_version(changed="Wardens come at night"),
    "targets:publish-engagement": with_version(),
    "targets:correct-engagement": with_version(**RIGHT, **WHY),
    "targets:withdraw-engagement": with_version(**WHY),
    "targets:remove-engagement": with_version(),
}
