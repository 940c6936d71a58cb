"""What a good request sends to act upon a concern, to open one, and to change a setting."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from reviews.models import Concern

from .audiences import Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]

SOON = date.today() + timedelta(days=30)

TYPED: dict[str, dict[str, Any]] = {
    # what each act asks for besides the version
    "ask": {"question": "What has changed?"},
    "answer": {"text": "A gang, now arrested"},
    "accept-answer": {"reason": "That explains it"},
    "lower": {"level": 0, "rationale": "Explained"},
    "escalate": {"level": 3, "rationale": "Two missed plans"},
    "snooze": {"reason": "The next figure tells", "until": SOON.isoformat()},
    "wake": {"reason": "It came early"},
    "resolve": {"outcome": "Back on its path"},
    "dismiss": {"outcome": "A change of recording"},
}
BY_KEY = TYPED | {"escalate": {"level": 2, "rationale": "It goes on"}}
AS_PARTS = {"until-day": SOON.day, "until-month": SOON.month, "until-year": SOON.year}


def _version(concern_id: object) -> int:
    found = Concern.objects.filter(pk=concern_id).first()
    return found.version if found else 1


def _typed(verb: str) -> Payload:
    def payload(world: World, actor: Actor, target: Target) -> dict[str, Any]:
        typed = dict(TYPED.get(verb, {}))
        typed |= AS_PARTS if typed.pop("until", None) else {}
        return {"version": _version(target.kwargs["concern_id"]), **typed}

    return payload


def _sent(verb: str) -> Payload:
    def payload(world: World, actor: Actor, target: Target) -> dict[str, Any]:
        return {
            "data": json.dumps(BY_KEY[verb]),
            "content_type": "application/json",
            "headers": {
                "idempotency-key": "once",
                "if-match": f'"{_version(target.kwargs["id"])}"',
            },
        }

    return payload


def a_theme(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"theme": "Leadership", "level": 1, "reason": "Nobody came to the board"}


def another_value(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"shown": "0.1", "value": "0.05", "because": "Too many false alarms"}


REVIEWS: dict[str, Payload] = {
    **{f"reviews:{verb}": _typed(verb) for verb in (*TYPED, "assign")},
    "reviews:raise-concern": a_theme,
    "reviews:change-setting": another_value,
}

REVIEWS_BY_API: dict[str, Payload] = {f"api-concerns-{verb}": _sent(verb) for verb in BY_KEY}

REVIEWS |= dict.fromkeys(REVIEWS_BY_API, lambda world, actor, target: {})
