"""What comes with an act upon a return: a few fields, as JSON or as a form."""

from datetime import datetime
from typing import Any

from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request

from indicators.actions import LONGEST_EXPLANATION
from indicators.forms import NOT_YET_TO_COME, REASON_LENGTH
from indicators.moments import read_instant
from laa_portal.foundation.api.bodies import fields_of, invalid

PARSERS = [JSONParser, MultiPartParser]

CONFIRMATION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "embargoed_until": {
            "type": "string",
            "format": "date-time",
            "description": "When it is published; without it, at once.",
        },
        "explanations": {
            "type": "object",
            "description": "Why rows that break rules are right, by the key of each question.",
            "additionalProperties": {"type": "string", "maxLength": LONGEST_EXPLANATION},
            "example": {"NI 16/large_change": "The force counted vehicle crime anew."},
        },
    },
}
REASON = {
    "type": "object",
    "required": ["reason"],
    "additionalProperties": False,
    "properties": {
        "reason": {
            "type": "string",
            "minLength": 1,
            "maxLength": REASON_LENGTH,
            "description": "Why. Everybody can read it beside the figures.",
        }
    },
}


def confirmation_of(request: Request, now: datetime) -> dict[str, Any]:
    """Return what goes with confirming, as `actions.confirm` takes it. Raises InvalidParameters."""
    fields = fields_of(request, "embargoed_until", "explanations")
    return {
        "embargoed_until": _embargo(fields.get("embargoed_until"), now),
        "explanations": _explanations(fields.get("explanations", {})),
    }


def _embargo(given: object, now: datetime) -> datetime | None:
    """Return until when a return is held back; None: it is not."""
    if given is None:
        return None
    until = read_instant(given) if isinstance(given, str) else None
    if until is None:
        raise invalid(
            "embargoed_until", "unknown_value", "is not a moment, as in 2009-01-22T09:30Z."
        )
    if until <= now:
        raise invalid("embargoed_until", "unknown_value", f"{NOT_YET_TO_COME}.")
    return until


def _explanations(given: object) -> dict[str, str]:
    """Return why rows that break rules are right, by the key of each question."""
    is_text = isinstance(given, dict) and all(
        isinstance(text, str) and len(text) <= LONGEST_EXPLANATION and "\0" not in text
        for text in given.values()
    )
    if not is_text:
        detail = f"Send one text of up to {LONGEST_EXPLANATION} characters for each key."
        raise invalid("explanations", "unknown_value", detail)
    return dict(given)  # type: ignore[call-overload]


def reason_of(request: Request) -> str:
    """Return why something is done. Raises InvalidParameters."""
    given = fields_of(request, "reason").get("reason")
    reason = given.strip() if isinstance(given, str) else ""
    if not reason:
        raise invalid("reason", "missing", "Say why, in a sentence that everybody may read.")
    if len(reason) > REASON_LENGTH or "\0" in reason:
        raise invalid("reason", "unknown_value", f"is not a text of {REASON_LENGTH} characters.")
    return reason
