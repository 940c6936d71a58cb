"""The header of a return: which column holds what, whatever their order and spelling."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from .problems import LONGEST_SHOWN, Problem, Refused
from .table import MOST_COLUMNS, Record

COUNTS = ("numerator", "denominator")
FIGURES = (
    *COUNTS,
    "value",
    "sample_size",
    "design_effect",
    "expected",
    "group_2_numerator",
    "group_2_denominator",
)
KEYS = ("indicator", "area_code", "period")
FIELDS = (*KEYS, "measure", *FIGURES, "status", "note")

SYNONYMS = {
    "ni": "indicator",
    "indicator_code": "indicator",
    "ni_code": "indicator",
    "measure_code": "measure",
    "area": "area_code",
    "gss": "area_code",
    "gss_code": "area_code",
    "ons": "area_code",
    "ons_code": "area_code",
    "la_code": "area_code",
    "year": "period",
    "financial_year": "period",
    "month": "period",
    "quarter": "period",
    "count": "numerator",
    "population": "denominator",
    "sample": "sample_size",
    "deff": "design_effect",
    "notes": "note",
    "comment": "note",
    "comments": "note",
}
NAMES = {**SYNONYMS, **{field: field for field in FIELDS}}


@dataclass(frozen=True, slots=True)
class Column:
    """Where a field stands in the sender's sheet, and what they call it."""

    letter: str
    header: str


Columns = Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Header:
    """What the first row says.

    `fields` has one entry a column, "" for one that is not read; `unread` names the fields that no
    row can have, because their column is missing or there are two of it.
    """

    fields: tuple[str, ...]
    columns: Columns
    unread: frozenset[str]
    problems: tuple[Problem, ...]


def letter(index: int) -> str:
    """Return the letter of a spreadsheet's column, counted from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def field_of(name: str) -> str:
    """Return the field that a column's name stands for, "" if it is none of ours."""
    return NAMES.get(re.sub(r"[\s_\-]+", "_", name.strip().casefold()), "")


def is_column(name: str) -> bool:
    return field_of(name) != ""


def read_header(record: Record) -> Header:
    """Read the header's row. Raises Refused if it has no known column, or far too many."""
    row, cells = record
    names = [cell.strip() for cell in cells]
    while not names[-1]:  # a blank row never comes here
        names.pop()
    _refuse_too_many(names)
    found = [field_of(name) for name in names]
    _refuse_no_header(row, found)
    twice = {field for field, times in Counter(found).items() if field and times > 1}
    fields = tuple("" if field in twice else field for field in found)
    columns = {
        f: Column(letter(i), names[i][:LONGEST_SHOWN])
        for i, f in reversed([*enumerate(found)])
        if f
    }
    problems = (*_unknown(row, names, found), *_doubled(row, names, found), *_missing(row, found))
    return Header(fields, columns, frozenset(twice | set(KEYS) - set(found)), problems)


def _refuse_too_many(names: Sequence[str]) -> None:
    if len(names) > MOST_COLUMNS:
        raise Refused(
            "too_many_columns",
            f"The file has {len(names):,} columns; a return has at most {MOST_COLUMNS}.",
        )


def _refuse_no_header(row: int, found: Sequence[str]) -> None:
    if not any(found):
        raise Refused(
            "no_header",
            f"Row {row:,} is not a header. Write the names of the columns above the figures: "
            f"{', '.join((*KEYS, *COUNTS))}.",
        )


def _unknown(row: int, names: Sequence[str], found: Sequence[str]) -> Iterator[Problem]:
    for index, (name, field) in enumerate(zip(names, found, strict=True)):
        if not name:
            message = "This column has no name in the header. Name it, or delete it."
            yield _of_column(row, index, "", "unnamed_column", message)
        elif not field:
            nearest = get_close_matches(name.casefold()[:LONGEST_SHOWN], NAMES, n=1)
            meant = f"Did you mean “{NAMES[nearest[0]]}”? If not, delete" if nearest else "Delete"
            message = f"“{name[:LONGEST_SHOWN]}” is not a column of a return. {meant} it."
            yield _of_column(row, index, name, "unknown_column", message)


def _doubled(row: int, names: Sequence[str], found: Sequence[str]) -> Iterator[Problem]:
    for index, field in enumerate(found):
        if field and field in found[:index]:
            first = letter(found.index(field))
            message = f"Column {first} is the {field} already. Delete one of the two."
            yield _of_column(row, index, names[index], "duplicate_column", message)


def _missing(row: int, found: Sequence[str]) -> Iterator[Problem]:
    for field in KEYS:
        if field not in found:
            message = f"There is no column “{field}”. Add one: every row needs it."
            yield Problem(row, "", field, "", "missing_column", message)
    if not set(FIGURES) & set(found):
        message = "There is no column of figures. Add at least a “numerator” or a “value”."
        yield Problem(row, "", "numerator", "", "missing_column", message)


def _of_column(row: int, index: int, name: str, code: str, message: str) -> Problem:
    shown = name[:LONGEST_SHOWN]
    return Problem(row, letter(index), shown, shown, code, message)
