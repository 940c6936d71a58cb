"""What a good request sends to a review, its findings and letter, and about how often."""

import json
from collections.abc import Callable
from typing import Any

from reviews.models import Finding, Review, ReviewFrequency, ReviewLetter
from reviews.phases import DUE_FIELDS

from .audiences import Actor, Target
from .world import World

Payload = Callable[[World, Actor, Target], dict[str, Any]]

A_DAY = {"day": "4", "month": "3", "year": "2009"}
DATES = {f"{name}-{part}": value for name in DUE_FIELDS for part, value in A_DAY.items()}
MET = {f"held_on-{part}": value for part, value in A_DAY.items()}

TYPED: dict[str, dict[str, Any]] = {
    # what each act upon a review asks for besides the version
    "reschedule-review": {"reason": "Snow", **DATES},
    "submit-evidence": {"evidence": "The gates were late"},
    "hold-review": {"notes": "Both were there", **MET},
    "refresh-findings": {},
    "put-findings": {},
    "take-back-findings": {"reason": "A figure was wrong"},
    "agree-findings": {"comment": ""},
    "settle-findings": {"reason": "We do not agree on burglary"},
    "publish-review": {"summary": "A year of two halves"},
}
BY_KEY: dict[str, dict[str, Any]] = {
    "submit-evidence": TYPED["submit-evidence"],
    "hold-review": {"notes": "Both were there", "held_on": "2009-03-04"},
    "refresh-findings": {},
    "put-findings": {},
    "take-back-findings": TYPED["take-back-findings"],
}


def _version(found: Any) -> int:
    return int(found.version) if found else 1


def _review(target: Target) -> Review | None:
    code, year = target.kwargs["code"], target.kwargs["year"]
    return Review.objects.filter(agreement__area__gss_code=code, year=year).first()


def _typed(verb: str) -> Payload:
    return lambda world, actor, target: {"version": _version(_review(target)), **TYPED[verb]}


def _sent(verb: str) -> Payload:
    def payload(world: World, actor: Actor, target: Target) -> dict[str, Any]:
        version = _version(Review.objects.filter(pk=target.kwargs["id"]).first())
        return {
            "data": json.dumps(BY_KEY[verb]),
            "content_type": "application/json",
            "headers": {"idempotency-key": "once", "if-match": f'"{version}"'},
        }

    return payload


def dates_of_a_year(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"year": 2009, **DATES}


def a_finding(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = Finding.objects.filter(pk=target.kwargs["finding_id"]).first()
    return {"version": _version(found), "rag": "green", "because": "One gang", "comment": ""}


def _letter(target: Target) -> ReviewLetter | None:
    return ReviewLetter.objects.filter(review=_review(target)).first()


def a_letter(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"version": _version(_letter(target)), "text": "Dear partners"}


def its_letter(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"version": _version(_letter(target))}


def how_often(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"every": 3, "reason": "It slips"}


def notes(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {"notes": "On its way", **MET}


def an_answer(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    found = ReviewFrequency.objects.filter(pk=target.kwargs["frequency_id"]).first()
    return {"version": _version(found), "answer": "So be it"}


def nothing(world: World, actor: Actor, target: Target) -> dict[str, Any]:
    return {}


YEAR_REVIEWS: dict[str, Payload] = {
    **{f"reviews:{verb}": _typed(verb) for verb in TYPED},
    "reviews:schedule-review": dates_of_a_year,
    "reviews:judge-finding": a_finding,
    "reviews:letter": a_letter,
    "reviews:send-letter": its_letter,
    "reviews:meeting-pack": nothing,
    "reviews:propose-frequency": how_often,
    "reviews:note-target-review": notes,
    **{f"reviews:{verb}-frequency": an_answer for verb in ("accept", "decline", "withdraw")},
}

YEAR_REVIEWS_BY_API: dict[str, Payload] = {f"api-reviews-{verb}": _sent(verb) for verb in BY_KEY}

YEAR_REVIEWS |= dict.fromkeys(YEAR_REVIEWS_BY_API, nothing)
