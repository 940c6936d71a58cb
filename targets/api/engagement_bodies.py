"""What comes with an act upon a record of consulting, read as its action takes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework.request import Request

from laa_portal.foundation.api import Kind
from laa_portal.foundation.api.bodies import fields_of, invalid
from laa_portal.foundation.api.parameters import read_day
from partnerships.api.organisations import ORGANISATION
from partnerships.forms.fields import REASON_LENGTH
from partnerships.models import Organisation
from targets.forms.engagements import DAY_AFTER, FIRST_DAY, MOST_PEOPLE, TEXT_LENGTH
from targets.forms.seats import POST_LENGTH
from targets.models import AskedGroup, ConsultingDuty, EngagementKind

MOST = 100
"""Organisations or priorities that a record may name."""


class Unreadable(ValueError):
    """A field of a body says what it may not. The message goes on from the field's name."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a body: its schema, and how what was sent is read. `read` raises Unreadable."""

    schema: Mapping[str, Any]
    read: Callable[[object], Any]


def body(fields: Mapping[str, Field], *required: str) -> dict[str, Any]:
    """Return the schema of a body of JSON."""
    described = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: dict(field.schema) for name, field in fields.items()},
    }
    return {"application/json": described | ({"required": list(required)} if required else {})}


def read(request: Request, fields: Mapping[str, Field], *required: str) -> dict[str, Any]:
    """Return what was sent of `fields`. Raises InvalidParameters."""
    sent = fields_of(request, *fields)
    if missing := [name for name in required if name not in sent]:
        raise invalid(missing[0], "missing", "must be there.")
    found = {}
    for name, given in sent.items():
        try:
            found[name] = fields[name].read(given)
        except Unreadable as wrong:
            raise invalid(name, "unknown_value", str(wrong)) from wrong
    return found


def _text(longest: int, meaning: str, *, shortest: int = 0) -> Field:
    def read_text(given: object) -> str:
        is_text = isinstance(given, str) and len(given) <= longest and "\0" not in given
        if not is_text or len(str(given).strip()) < shortest:
            raise Unreadable(f"is not a text of {shortest} to {longest:,} characters.")
        return str(given)

    limits = {"minLength": shortest, "maxLength": longest}
    return Field({"type": "string", "description": meaning, **limits}, read_text)


def _people(meaning: str) -> Field:
    def read_number(given: object) -> int | None:
        is_number = isinstance(given, int) and not isinstance(given, bool)
        if given is not None and not (is_number and 0 <= int(str(given)) <= MOST_PEOPLE):
            raise Unreadable(f"is neither null nor a whole number up to {MOST_PEOPLE:,}.")
        return given if isinstance(given, int) else None

    described = {"type": ["integer", "null"], "minimum": 0, "maximum": MOST_PEOPLE}
    return Field({**described, "description": f"{meaning} Null: not known."}, read_number)


def _day(meaning: str, *, is_nullable: bool = True, is_ours: bool = True) -> Field:
    def read_one(given: object) -> Any:
        if given is None and is_nullable:
            return None
        found = read_day(given) if isinstance(given, str) else None
        if found is None or (is_ours and not FIRST_DAY <= found < DAY_AFTER):
            raise Unreadable(f"is not a date from {FIRST_DAY} until {DAY_AFTER}.")
        return found

    kind = ["string", "null"] if is_nullable else "string"
    return Field({"type": kind, "format": "date", "description": meaning}, read_one)


def _one_of(words: list[str], meaning: str) -> Field:
    def read_word(given: object) -> str:
        if given not in words:
            raise Unreadable(f"is not one of {', '.join(words)}.")
        return str(given)

    return Field({"type": "string", "enum": words, "description": meaning}, read_word)


def _some_of(words: list[str], meaning: str) -> Field:
    def read_words(given: object) -> list[str]:
        if not isinstance(given, list) or not all(one in words for one in given):
            raise Unreadable(f"is not a list of {', '.join(words)}.")
        return [word for word in words if word in given]

    items = {"type": "string", "enum": words}
    return Field({"type": "array", "items": items, "description": meaning}, read_words)


def _organisations(given: object) -> list[Organisation]:
    found = _by_code(ORGANISATION, given)
    return list(Organisation.objects.filter(pk__in=found.values()))


def _by_code(kind: Kind, given: object) -> dict[str, int]:
    """Return the ids of what codes name. Raises Unreadable."""
    if not isinstance(given, list) or not all(isinstance(code, str) for code in given):
        raise Unreadable("is not a list of codes.")
    found = dict(kind.read(given[:MOST]))
    if wrong := [code for code in given if code not in found]:
        raise Unreadable(f"“{wrong[0][:60]}” {kind.refusal}")
    return found


def _ids(given: object) -> list[int]:
    """Return the ids of records, which are still to be found. Raises Unreadable."""
    if not isinstance(given, list) or len(given) > MOST or not all(_is_id(one) for one in given):
        raise Unreadable("is not a list of ids.")
    return given


def _is_id(given: object) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and 0 < given < 10**9


def _positions(given: object) -> dict[str, str]:
    """Return the posts by the codes of the bodies. Raises Unreadable."""
    if not isinstance(given, dict) or len(given) > MOST:
        raise Unreadable("is not an object of posts by organisation’s code.")
    post = _text(POST_LENGTH, "", shortest=1)
    return {str(code): post.read(one) for code, one in given.items()}


NEW = {
    "partnership": _text(40, "The CDRP’s code.", shortest=1),
    "kind": _one_of(EngagementKind.values, "How people were asked."),
    "title": _text(150, "What it was.", shortest=1),
    "began_on": _day("Its first day.", is_nullable=False),
    "ended_on": _day("Its last day. Null: it took one day, or goes on."),
    "source": _text(300, "Whose it was, if somebody else’s, and where it can be read."),
}
DESCRIPTION = {
    **{name: field for name, field in NEW.items() if name != "partnership"},
    "groups": _some_of(AskedGroup.values, "Who was asked in particular."),
    "asked": _text(TEXT_LENGTH, "How they were chosen or found."),
    "number_asked": _people("How many were asked."),
    "duties": _some_of(ConsultingDuty.values, "Which duties it meets."),
    "announced_on": _day("When people were told of a public meeting.", is_ours=False),
    "announced_how": _text(300, "How they were told."),
    "discussed": _text(TEXT_LENGTH, "What a public meeting spoke about."),
    "organisations": Field(
        {
            "type": "array",
            "maxItems": MOST,
            "items": {"type": "string"},
            "description": "All the partnership’s bodies that took part, by their codes.",
        },
        _organisations,
    ),
    "priorities": Field(
        {
            "type": "array",
            "maxItems": MOST,
            "items": {"type": "integer", "minimum": 1, "maximum": 999_999_999},
            "description": "All the partnership’s priorities it bears on, by their ids.",
        },
        _ids,
    ),
}
HEARD = {
    "heard": _text(TEXT_LENGTH, "What people said. Name nobody.", shortest=1),
    "number_taking_part": _people("How many took part."),
}
CHANGED = {"changed": _text(TEXT_LENGTH, "What changed because of it.", shortest=1)}
ATTENDANCE = {
    "positions": Field(
        {
            "type": "object",
            "additionalProperties": {"type": "string", "minLength": 1, "maxLength": POST_LENGTH},
            "description": "The post of whoever came, by the code of each responsible authority.",
            "example": {"wold-council": "Chief Executive"},
        },
        _positions,
    )
}
REASON = {"reason": _text(REASON_LENGTH, "Why, in a sentence.", shortest=1)}
CORRECTION = {
    "title": NEW["title"],
    "number_asked": DESCRIPTION["number_asked"],
    "changed": _text(TEXT_LENGTH, "What changed because of it."),
    **HEARD,
    **REASON,
}
