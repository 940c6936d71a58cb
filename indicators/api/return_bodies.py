"""What comes with an act upon a return: a few fields, as JSON or as a form."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request

from indicators.forms import NOT_YET_TO_COME, REASON_LENGTH
from indicators.moments import read_instant
from laa_portal.foundation.problems import InvalidParameters, ParameterError

PARSERS = [JSONParser, MultiPartParser]

EMBARGO = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "embargoed_until": {
            "type": "string",
            "format": "date-time",
            "description": "When it is published; without it, at once.",
        }
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


def embargo_of(request: Request, now: datetime) -> datetime | None:
    """Return until when a return is held back; None: it is not. Raises InvalidParameters."""
    given = _fields(request, "embargoed_until").get("embargoed_until")
    if given is None:
        return None
    until = read_instant(given) if isinstance(given, str) else None
    if until is None:
        raise _invalid(
            "embargoed_until", "unknown_value", "is not a moment, as in 2009-01-22T09:30Z."
        )
    if until <= now:
        raise _invalid("embargoed_until", "unknown_value", f"{NOT_YET_TO_COME}.")
    return until


def reason_of(request: Request) -> str:
    """Return why something is done. Raises InvalidParameters."""
    given = _fields(request, "reason").get("reason")
    reason = given.strip() if isinstance(given, str) else ""
    if not reason:
        raise _invalid("reason", "missing", "Say why, in a sentence that everybody may read.")
    if len(reason) > REASON_LENGTH or "\0" in reason:
        raise _invalid("reason", "unknown_value", f"is not a text of {REASON_LENGTH} characters.")
    return reason


def _fields(request: Request, *names: str) -> Mapping[str, Any]:
    """Return the fields of a body, none of them other than `names`. Raises InvalidParameters."""
    fields = request.data
    if not isinstance(fields, Mapping):
        raise _invalid("body", "unknown_value", "is not an object of JSON.")
    for name in fields:
        if name not in names:
            raise _invalid(name[:60], "unknown_parameter", f"There is only {', '.join(names)}.")
    return fields


def _invalid(name: str, code: str, detail: str) -> InvalidParameters:
    return InvalidParameters([ParameterError(name, code, f"{name}: {detail}")])
