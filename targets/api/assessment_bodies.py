"""What comes with an act upon an assessment or a priority, read as its action takes it."""

from collections.abc import Callable, Mapping
from typing import Any

from rest_framework.request import Request

from indicators.api.catalogue import INDICATOR
from indicators.models import Indicator
from laa_portal.foundation.api import Kind
from laa_portal.foundation.api.bodies import fields_of, invalid, text_of, whole_number_of
from partnerships.api.organisations import ORGANISATION
from partnerships.models import Organisation
from targets.contents import BY_KEY
from targets.forms.assessments import TEXT_LENGTH
from targets.forms.priorities import EVIDENCE_LENGTH
from targets.models import CRITERIA

TITLE_LENGTH = 100
HIGHEST_NUMBER = 1_000_000_000
TEXTS = {
    "title": TITLE_LENGTH,
    "evidence": EVIDENCE_LENGTH,
    "page_reference": 100,
    "psa_considered": EVIDENCE_LENGTH,
    "community_said": EVIDENCE_LENGTH,
}
"""Texts of a priority, and the characters that each may have."""

MOST_CODES = 100


def schema(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    """Return the schema of a body of JSON."""
    described = {"type": "object", "additionalProperties": False, "properties": properties}
    return {"application/json": described | ({"required": list(required)} if required else {})}


def _text(longest: int, meaning: str, shortest: int = 1) -> dict[str, Any]:
    return {
        "type": "string",
        "minLength": shortest,
        "maxLength": longest,
        "description": meaning,
    }


def _codes(meaning: str, example: str) -> dict[str, Any]:
    return {
        "type": "array",
        "maxItems": MOST_CODES,
        "items": {"type": "string"},
        "description": meaning,
        "example": [example],
    }


SECTION = schema(
    ("content", "text"),
    content={"type": "string", "enum": list(BY_KEY), "description": "Which of the six contents."},
    text=_text(TEXT_LENGTH, "What is to be said of it."),
    number={
        "type": "integer",
        "minimum": 0,
        "maximum": HIGHEST_NUMBER,
        "default": 0,
        "description": "Of the text that you have seen and write over; 0 for the first.",
    },
)
TITLE = schema(("title",), title=_text(TITLE_LENGTH, "What it is called."))
RANKS = schema(
    ("ranks",),
    ranks={
        "type": "object",
        "description": "The rank of each priority by its id, counted from 1 without gap or tie.",
        "additionalProperties": {"type": "integer", "minimum": 1, "maximum": 1000},
        "example": {"1": 2, "2": 1},
    },
)
DESCRIPTION = schema(
    (),
    title=_text(TITLE_LENGTH, "What it is called."),
    evidence=_text(EVIDENCE_LENGTH, "What the figures and your analysis say.", 0),
    page_reference=_text(100, "Where it is in your document.", 0),
    psa_considered=_text(EVIDENCE_LENGTH, "What it means for the PSAs.", 0),
    community_said=_text(EVIDENCE_LENGTH, "What people who live and work there said.", 0),
    **{
        name: {"type": ["integer", "null"], "minimum": 1, "maximum": 5, "description": meaning}
        for name, meaning in {
            "impact": "How much harm it does, 1 to 5.",
            "likelihood": "How often it happens, 1 to 5.",
            "trend": "Whether it grows: 1 falling fast, 3 steady, 5 rising fast.",
            "concern": "How much the public minds it, 1 to 5.",
        }.items()
    },
    indicators=_codes("All the indicators it bears on.", "NI 16"),
    partners=_codes("All the organisations involved, by their codes.", "home-office"),
)


def section_of(request: Request) -> dict[str, Any]:
    """Return what `actions.write_section` takes. Raises InvalidParameters."""
    fields = fields_of(request, "content", "text", "number")
    content = fields.get("content")
    if not isinstance(content, str) or content not in BY_KEY:
        raise invalid("content", "unknown_value", f"is not one of {', '.join(BY_KEY)}.")
    numbered = {"number": 0, **fields}
    return {
        "content": content,
        "text": text_of(fields, "text", TEXT_LENGTH),
        "number": whole_number_of(numbered, "number", 0, HIGHEST_NUMBER),
    }


def title_of(request: Request) -> str:
    """Return what a priority is to be called. Raises InvalidParameters."""
    return text_of(fields_of(request, "title"), "title", TITLE_LENGTH).strip()


def ranks_of(request: Request) -> dict[int, int | None]:
    """Return the ranks of priorities by their ids. Raises InvalidParameters."""
    ranks = fields_of(request, "ranks").get("ranks")
    if not isinstance(ranks, Mapping) or not all(_is_id(key) for key in ranks):
        raise invalid("ranks", "unknown_value", "is not an object of ranks by priority’s id.")
    return {int(key): whole_number_of(ranks, key, 1, 1000) for key in ranks}


def _is_id(key: object) -> bool:
    return isinstance(key, str) and key.isascii() and key.isdecimal() and len(key) < 10


def description_of(request: Request) -> dict[str, Any]:
    """Return what `actions.describe_priority` takes of what was sent. Raises InvalidParameters."""
    fields = fields_of(request, *TEXTS, *CRITERIA, *SETS)
    if not fields:
        raise invalid("body", "empty", "says nothing of the priority.")
    changes: dict[str, str | int | None] = {
        name: _text_sent(fields, name) for name in TEXTS if name in fields
    }
    changes |= {name: _score_sent(fields, name) for name in CRITERIA if name in fields}
    sets = {name: read(fields[name]) for name, read in SETS.items() if name in fields}
    return {"changes": changes, **sets}


def _text_sent(fields: Mapping[str, Any], name: str) -> str:
    if fields[name] == "" and name != "title":
        return ""
    return text_of(fields, name, TEXTS[name])


def _score_sent(fields: Mapping[str, Any], name: str) -> int | None:
    return None if fields[name] is None else whole_number_of(fields, name, 1, 5)


def _indicators(codes: object) -> list[Indicator]:
    return list(Indicator.objects.filter(pk__in=_ids("indicators", INDICATOR, codes)))


def _partners(codes: object) -> list[Organisation]:
    return list(Organisation.objects.filter(pk__in=_ids("partners", ORGANISATION, codes)))


def _ids(name: str, kind: Kind, codes: object) -> list[int]:
    """Return the ids of the records that codes name. Raises InvalidParameters."""
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise invalid(name, "unknown_value", "is not a list of codes.")
    if len(codes) > MOST_CODES:
        raise invalid(name, "too_many", f"It may have at most {MOST_CODES} codes.")
    found = kind.read(codes)
    if wrong := [code for code in codes if code not in found]:
        raise invalid(name, "unknown_value", f"“{wrong[0][:60]}” {kind.refusal}")
    return list(found.values())


SETS: Mapping[str, Callable[[object], list[Any]]] = {
    "indicators": _indicators,
    "partners": _partners,
}
"""What a priority has several of, each with how its codes are read."""
