"""What comes with an act upon an assessment or a priority, read as its action takes it."""

from typing import Any

from laa_portal.foundation.api import choice
from laa_portal.foundation.api.bodies import Body
from laa_portal.foundation.api.body_fields import by_key, one, text, whole_number, yes_or_no
from targets.contents import BY_KEY
from targets.forms.assessments import TEXT_LENGTH
from targets.forms.priorities import EVIDENCE_LENGTH

from .kinds import YEAR, a_partnership, indicators, organisations

TITLE_LENGTH = 100
HIGHEST_NUMBER = 1_000_000_000


def _said(longest: int, meaning: str) -> Any:
    """A text that may be emptied."""
    return text(longest, meaning, shortest=0)


def _score(meaning: str) -> Any:
    return whole_number(1, 5, meaning).or_null()


def _is_id(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 10


NEW = Body(
    {
        "partnership": a_partnership("The CDRP’s code."),
        "year": one(YEAR, "The financial year it is for, as in 2008/09."),
        "is_copy": yes_or_no("Whether it begins with what the last one that was adopted says."),
    },
    "partnership",
    "year",
)
SECTION = Body(
    {
        "content": one(choice([(key, key) for key in BY_KEY]), "Which of the six contents."),
        "text": text(TEXT_LENGTH, "What is to be said of it."),
        "number": whole_number(
            0,
            HIGHEST_NUMBER,
            "Of the text that you have seen and write over; 0 for the first.",
            default=0,
        ),
    },
    "content",
    "text",
)
TITLE = Body({"title": text(TITLE_LENGTH, "What it is called.")}, "title")
RANKS = Body(
    {
        "ranks": by_key(
            whole_number(1, 1000, "Its rank."),
            "The rank of each priority by its id, counted from 1 without gap or tie.",
            is_key=_is_id,
            example={"1": 2, "2": 1},
        ).then(lambda ranks: {int(key): rank for key, rank in ranks.items()})
    },
    "ranks",
)
TEXTS = {
    "title": text(TITLE_LENGTH, "What it is called."),
    "evidence": _said(EVIDENCE_LENGTH, "What the figures and your analysis say."),
    "page_reference": _said(100, "Where it is in your document."),
    "psa_considered": _said(EVIDENCE_LENGTH, "What it means for the PSAs."),
    "community_said": _said(EVIDENCE_LENGTH, "What people who live and work there said."),
}
SCORES = {
    "impact": _score("How much harm it does, 1 to 5."),
    "likelihood": _score("How often it happens, 1 to 5."),
    "trend": _score("Whether it grows: 1 falling fast, 3 steady, 5 rising fast."),
    "concern": _score("How much the public minds it, 1 to 5."),
}
SETS = {
    "indicators": indicators("All the indicators it bears on."),
    "partners": organisations("All the organisations involved, by their codes."),
}
DESCRIPTION = Body({**TEXTS, **SCORES, **SETS}, is_partial=True)


def as_described(given: dict[str, Any]) -> dict[str, Any]:
    """Return what `actions.describe_priority` takes of a DESCRIPTION."""
    sets = {name: given.pop(name) for name in SETS if name in given}
    return {"changes": given, **sets}
