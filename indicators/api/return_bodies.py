"""What comes with an act upon a return: a few fields, as JSON or as a form."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from rest_framework.parsers import JSONParser, MultiPartParser

from indicators.actions import LONGEST_EXPLANATION
from indicators.forms import NOT_YET_TO_COME, REASON_LENGTH
from indicators.moments import read_instant
from laa_portal.foundation.api.bodies import Body, Field, Unreadable
from laa_portal.foundation.api.body_fields import by_key, text

PARSERS = [JSONParser, MultiPartParser]


def _read_embargo(given: object) -> datetime:
    until = read_instant(given) if isinstance(given, str) else None
    if until is None:
        raise Unreadable("is not a moment, as in 2009-01-22T09:30Z.")
    if until <= timezone.now():
        raise Unreadable(f"{NOT_YET_TO_COME}.")
    return until


def _embargo() -> Field:
    schema: dict[str, Any] = {
        "type": "string",
        "format": "date-time",
        "description": "When it is published; without it, at once.",
    }
    return Field(schema, _read_embargo).or_null()


CONFIRMATION = Body(
    {
        "embargoed_until": _embargo(),
        "explanations": by_key(
            text(LONGEST_EXPLANATION, "Why.", shortest=0),
            "Why rows that break rules are right, by the key of each question.",
            example={"NI 16/large_change": "The force counted vehicle crime anew."},
        ),
    }
)
REASON = Body(
    {
        "reason": text(
            REASON_LENGTH,
            "Why. Everybody can read it beside the figures.",
            missing="Say why, in a sentence that everybody may read.",
        )
    },
    "reason",
)
