"""The kinds of fields that bodies have. Each reads what was sent or raises Unreadable."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from laa_portal.foundation.problems import InvalidParameters

from .bodies import Body, Field, Unreadable, echo, within
from .parameters import Kind, read_day

MEGABYTE = 1024 * 1024
MOST = 100
"""Values of one field."""
MOST_KEYS = 1_000
HIGHEST_ID = 999_999_999
LONG_AGO, FAR_OFF = date(1990, 1, 1), date(2100, 1, 1)
NO_TEXT = "is not a text with something in it."
EXACT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
"""As many digits as the columns for amounts hold."""


def text(longest: int, meaning: str, *, shortest: int = 1, missing: str = NO_TEXT) -> Field:
    """Words, without the space around them. `missing` is said of one with nothing in it."""

    def read(given: object) -> str:
        words = given.strip() if isinstance(given, str) else ""
        if len(words) < shortest:
            raise Unreadable(missing, "missing")
        if not isinstance(given, str) or len(given) > longest or not _is_storable(given):
            raise Unreadable(f"is not a text of up to {longest:,} characters.")
        return words

    schema = {"type": "string", "minLength": shortest, "maxLength": longest}
    return Field({**schema, "description": meaning}, read, missing)


def _is_storable(given: str) -> bool:
    """Whether the database keeps a text: it has no NUL, and no half of a character."""
    try:
        return b"\0" not in given.encode()
    except UnicodeEncodeError:
        return False


def whole_number(lowest: int, highest: int, meaning: str, **more: Any) -> Field:
    """A number without a fraction; not one that is written as a text."""

    def read(given: object) -> int:
        is_number = isinstance(given, int) and not isinstance(given, bool)
        if not is_number or not lowest <= int(str(given)) <= highest:
            raise Unreadable(f"is not a whole number from {lowest} to {highest:,}.")
        return int(str(given))

    schema = {"type": "integer", "minimum": lowest, "maximum": highest, **more}
    return Field({**schema, "description": meaning}, read)


def exact_number(meaning: str) -> Field:
    """A decimal number as text, so that nobody's floats round it."""

    def read(given: object) -> Decimal:
        if not isinstance(given, str) or not EXACT.fullmatch(given):
            raise Unreadable("is not a number in a text, as in “14.40”, with up to 6 decimals.")
        return Decimal(given)

    schema = {"type": "string", "pattern": f"^{EXACT.pattern}$"}
    return Field({**schema, "description": meaning}, read)


def yes_or_no(meaning: str) -> Field:
    """True or false."""

    def read(given: object) -> bool:
        if not isinstance(given, bool):
            raise Unreadable("is neither true nor false.")
        return given

    return Field({"type": "boolean", "description": meaning}, read)


def day(meaning: str, first: date = LONG_AGO, after: date = FAR_OFF) -> Field:
    """A date from `first` on and before `after`."""

    def read(given: object) -> date:
        found = read_day(given) if isinstance(given, str) else None
        if found is None or not first <= found < after:
            raise Unreadable(f"is not a date from {first} until {after}. Write it as 2008-06-30.")
        return found

    return Field({"type": "string", "format": "date", "description": meaning}, read)


def one(kind: Kind, meaning: str, **more: Any) -> Field:
    """A value of a kind that parameters have too: what it is read as."""

    def read(given: object) -> Any:
        return _read_all(kind, [given])[0]

    return Field({**kind.schema, "description": meaning, **more}, read)


def some(kind: Kind, meaning: str, **more: Any) -> Field:
    """Any number of values of a kind, each counted once, in the order in which they came."""

    def read(given: object) -> list[Any]:
        if not isinstance(given, list) or len(given) > MOST:
            raise Unreadable(f"is not a list of at most {MOST}.")
        return list(dict.fromkeys(_read_all(kind, given)))

    items = dict(kind.schema)
    schema = {"type": "array", "maxItems": MOST, "items": items, "description": meaning}
    return Field(schema | more, read)


def file(largest: int, meaning: str) -> Field:
    """A file of a form, of up to so many bytes: its name without folders, and what is in it."""

    def read(given: object) -> dict[str, Any]:
        if not isinstance(given, UploadedFile) or not given.size:
            raise Unreadable("is not a file with something in it.", "missing")
        if given.size > largest:
            raise Unreadable(f"is larger than {largest // MEGABYTE} MB. Send a smaller one.")
        return {"name": PurePath(str(given.name)).name, "content": given.read()}

    schema = {"type": "string", "format": "binary", "description": meaning}
    return Field(schema, read, "Send the file in a form (multipart/form-data).")


def _read_all(kind: Kind, given: list[Any]) -> list[Any]:
    found = kind.read([one for one in given if isinstance(one, str)])
    if wrong := [one for one in given if not isinstance(one, str) or one not in found]:
        raise Unreadable(f"“{echo(wrong[0])}” {kind.refusal}")
    return [found[one] for one in given]


def record_id(meaning: str) -> Field:
    """The id of a record, which is still to be found."""
    return whole_number(1, HIGHEST_ID, meaning)


def record_ids(meaning: str) -> Field:
    """Ids of records, which are still to be found."""
    each = record_id("")

    def read(given: object) -> list[int]:
        if not isinstance(given, list) or len(given) > MOST:
            raise Unreadable(f"is not a list of at most {MOST} ids.")
        return list(dict.fromkeys(each.read(one) for one in given))

    items = {name: value for name, value in each.schema.items() if name != "description"}
    return Field({"type": "array", "maxItems": MOST, "items": items, "description": meaning}, read)


def by_key(
    each: Field,
    meaning: str,
    *,
    example: Mapping[str, Any],
    is_key: Callable[[str], bool] = lambda key: True,
) -> Field:
    """An object of values that are alike, by keys that the caller knows."""

    def read(given: object) -> dict[str, Any]:
        is_object = isinstance(given, Mapping) and len(given) <= MOST_KEYS
        if not is_object or not all(map(is_key, given)):  # type: ignore[call-overload]
            raise Unreadable(f"is not an object of at most {MOST_KEYS:,}, as in {shown}.")
        return {key: _read_one(each, key, value) for key, value in given.items()}  # type: ignore[attr-defined]

    shown = json.dumps(example, ensure_ascii=False)

    described = {"type": "object", "description": meaning, "example": dict(example)}
    return Field({**described, "additionalProperties": dict(each.schema)}, read)


def an_object(body: Body, meaning: str) -> Field:
    """An object with fields of its own. What is wrong with them is told all at once."""

    def read(given: object) -> dict[str, Any]:
        if not isinstance(given, Mapping):
            raise Unreadable("is not an object of JSON.")
        return body.read_object(given)

    return Field({**body.schema, "description": meaning}, read)


def objects(body: Body, meaning: str) -> Field:
    """Objects that are alike, each with fields of its own."""

    def read(given: object) -> list[dict[str, Any]]:
        if not isinstance(given, list) or len(given) > MOST:
            raise Unreadable(f"is not a list of at most {MOST} objects.")
        return [_read_object(body, one, place) for place, one in enumerate(given)]

    schema = {"type": "array", "maxItems": MOST, "items": body.schema}
    return Field({**schema, "description": meaning}, read)


def _read_object(body: Body, given: object, place: int) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise Unreadable(f"has something in place {place} that is no object of JSON.")
    try:
        return body.read_object(given)
    except InvalidParameters as wrong:
        raise InvalidParameters(list(within(f"{place}.", wrong))) from wrong


def _read_one(each: Field, key: str, value: object) -> Any:
    try:
        return each.read(value)
    except Unreadable as wrong:
        raise Unreadable(f"“{echo(key)}” {wrong}", wrong.code) from wrong
