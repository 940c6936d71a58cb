"""What comes with a record of what a minimum standard asks: other fields for each kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework.request import Request

from indicators.periods import Period
from laa_portal.foundation.api import Kind, choice
from laa_portal.foundation.api.bodies import Body, Field, Unreadable
from laa_portal.foundation.api.body_fields import day, one, text
from partnerships.models import Organisation
from targets.forms.standard_records import NAME_LENGTH, TEXT_LENGTH, quarters
from targets.models import RecordKind

from .kinds import YEAR, a_partnership, organisations

QUARTER_OF = {quarter.code: quarter for quarter in quarters()}


def _read_quarters(texts: Sequence[str]) -> dict[str, Period]:
    return {text: QUARTER_OF[text] for text in texts if text in QUARTER_OF}


QUARTER = Kind(
    read=_read_quarters,
    refusal=f"is not a quarter from {min(QUARTER_OF)} to {max(QUARTER_OF)}. Write it as "
    "2008/09 Q1.",
    schema={"type": "string", "enum": list(QUARTER_OF)},
)


def _whose(meaning: str) -> Field:
    """At least one body of the partnership."""

    def some_of(found: list[Organisation]) -> list[Organisation]:
        if not found:
            raise Unreadable("names nobody. Send at least one code.", "missing")
        return found

    return organisations(f"{meaning} The codes of bodies on the partnership.").then(some_of)


HAPPENED_ON = day("The day it was done, or since which it is so.")
FIELDS: Mapping[str, dict[str, Field]] = {
    # kind: what is said of it besides; all but the review's day is needed
    RecordKind.PROTOCOL: {
        "organisations": _whose("Who signed it."),
        "review_due_on": day("When its review is due; left out where it does not say.").or_null(),
    },
    RecordKind.LIAISON_OFFICER: {
        "organisations": _whose("Whose officer it is."),
        "text": text(NAME_LENGTH, "Which post they hold, never a name."),
    },
    RecordKind.DISCLOSURE: {
        "organisations": _whose("Who disclosed theirs."),
        "quarter": one(QUARTER, "Of which quarter, as in 2008/09 Q1."),
    },
    RecordKind.SCRUTINY_COMMITTEE: {
        "text": text(NAME_LENGTH, "What the committee is called."),
    },
    RecordKind.SKILLS_REVIEW: {
        "text": text(TEXT_LENGTH, "What it found, and what follows. Name nobody."),
    },
    RecordKind.ALIGNMENT: {
        "year": one(YEAR, "Of which financial year the policing plan is, as in 2008/09."),
        "text": text(TEXT_LENGTH, "How the policing plan aligns with the partnership’s."),
    },
}


def _body(kinds: Sequence[RecordKind], fields: Mapping[str, Field], *needed: str) -> Body:
    about = {
        "partnership": a_partnership("The CDRP’s code."),
        "kind": one(choice([(kind.value, kind.label) for kind in kinds]), "What it is."),
        "happened_on": HAPPENED_ON,
    }
    return Body({**about, **fields}, *about, *needed)


BODIES: Mapping[str, Body] = {
    kind.value: _body([kind], fields, *(name for name in fields if name != "review_due_on"))
    for kind, fields in ((RecordKind(key), fields) for key, fields in FIELDS.items())
}
OF_ANY_KIND = _body(
    list(RecordKind), {name: field for fields in FIELDS.values() for name, field in fields.items()}
)
"""For what names no kind that there is."""

JSON = {"application/json": {"oneOf": [body.schema for body in BODIES.values()]}}


def record_of(request: Request) -> dict[str, Any]:
    """Return what `actions.record_standard` takes of what was sent. Raises InvalidParameters."""
    sent = request.data
    kind = sent.get("kind") if isinstance(sent, Mapping) else None
    body = BODIES.get(kind, OF_ANY_KIND) if isinstance(kind, str) else OF_ANY_KIND
    given = body.read(request)
    if quarter := given.pop("quarter", None):
        given["quarter_start"] = quarter.start
    return given
