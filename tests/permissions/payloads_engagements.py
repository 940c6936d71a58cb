"""What a good request sends to the pages of how CDRPs consulted."""

import json
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
    "api-engagements-list": lambda world, actor, target: {},
    **{
        f"api-engagements-{act}": lambda world, actor, target: {}
        for act in (
            *("describe", "record-attendance", "report-heard", "say-what-changed"),
            *("publish", "correct", "withdraw", "remove"),
        )
    },
}


def by_key(body: Callable[[Engagement | None], dict[str, Any]]) -> Payload:
    """Send a body to a record at its version; what would do for one also to none."""

    def payload(world: World, actor: Actor, target: Target) -> dict[str, Any]:
        found = Engagement.objects.filter(pk=target.kwargs["id"]).first()
        return _sent(body(found), found.version if found else 1)

    return payload


def _sent(body: dict[str, Any], version: int) -> dict[str, Any]:
    headers = {"idempotency-key": "once", "if-match": f'"{version}"'}
    return {"data": json.dumps(body), "content_type": "application/json", "headers": headers}


def _a_survey_of_dale(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    survey = {"partnership": "x-dale-cdrp", "kind": "survey", "title": "Survey"}
    return _sent({**survey, "began_on": "2008-06-03"}, 1)


def _posts(found: Engagement | None) -> dict[str, Any]:
    if found is None:
        return {"positions": {}}
    seat = found.partnership.seats.select_related("organisation").get(is_senior=True)
    return {"positions": {seat.organisation.code: "Chief constable"}}


ENGAGEMENTS_BY_API: dict[str, Payload] = {
    "api-engagements-list": _a_survey_of_dale,
    "api-engagements-describe": by_key(lambda found: {"asked": "By letter"}),
    "api-engagements-record-attendance": by_key(_posts),
    "api-engagements-report-heard": by_key(lambda found: {"heard": "Parking"}),
    "api-engagements-say-what-changed": by_key(lambda found: {"changed": "Wardens come"}),
    "api-engagements-publish": by_key(lambda found: {}),
    "api-engagements-correct": by_key(lambda found: {"heard": "Parking", **WHY}),
    "api-engagements-withdraw": by_key(lambda found: WHY),
    "api-engagements-remove": by_key(lambda found: {}),
}
"""What Django's client is told of a request whose headers matter."""
