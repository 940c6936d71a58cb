"""The header of a return: which column holds what, whatever their order and spelling."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from indicators.periods import Period

from . import cells
from .fields import AREA_NAME, COUNTS, FIELDS, FIGURE, FIGURES, HELP, KEYS, NAMES, field_of
from .problems import LONGEST_SHOWN, Problem, Refused
from .table import MOST_COLUMNS, Record


@dataclass(frozen=True, slots=True)
class Column:
    """Where a field stands in the sender's sheet, and what they call it."""

    letter: str
    header: str


Columns = Mapping[str, Column]

HEADER_CODES = frozenset(
    {
        "month_or_year",
        "unnamed_column",
        "unknown_column",
        "duplicate_column",
        "missing_column",
        "beside_periods",
        "without_periods",
    }
)
"""The codes of problems of the header. They have a row too, which is none of the figures'."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the first row says.

    `fields` has one entry a column, "" for one that is not read; `unread` names the fields that no
    row can have, because their column is missing or there are two of it. `periods` has those
    columns, counted from 0, that hold the figures of one period each.
    """

    row: int
    fields: tuple[str, ...]
    columns: Columns
    unread: frozenset[str]
    problems: tuple[Problem, ...]
    periods: Mapping[int, tuple[Period, Column]]


def letter(index: int) -> str:
    """Return the letter of a spreadsheet's column, counted from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_column(name: str) -> bool:
    return field_of(name) != "" or cells.period_of_column(name) is not None


def read_header(record: Record) -> Header:
    """Read the header's row. Raises Refused if it has no known column, or far too many."""
    row, names = record[0], [name.strip() for name in record[1]]
    while not names[-1]:  # a blank row never comes here
        names.pop()
    _refuse_too_many(names)
    periods = _periods(names)
    found = _fields(names, periods)
    _refuse_no_header(row, found)
    twice = {field for field, times in Counter(found).items() if field in FIELDS and times > 1}
    fields = tuple("" if field in twice or field in HELP else field for field in found)
    columns = {
        f: Column(letter(i), names[i][:LONGEST_SHOWN])
        for i, f in reversed([*enumerate(found)])
        if f
    }
    problems = (
        *_unknown(row, names, found, periods),
        *_doubled(row, names, found),
        *_missing(row, found, is_wide=bool(periods) or any(map(cells.may_be_a_year, names))),
        *_not_beside_periods(row, names, found, periods),
    )
    lacking = twice | set(KEYS) - set(found) - ({"period"} if periods else set())
    return Header(row, fields, columns, frozenset(lacking), problems, periods)


def _fields(names: Sequence[str], periods: Mapping[int, object]) -> list[str]:
    """Return the field of each column; an area's name is its code where there is no other."""
    found = ["" if index in periods else field_of(name) for index, name in enumerate(names)]
    if "area_code" in found:
        return found
    return ["area_code" if field == AREA_NAME else field for field in found]


def _periods(names: Sequence[str]) -> dict[int, tuple[Period, Column]]:
    """Return the columns that are called by a period.

    A spreadsheet shows `2008/09` as Sep-08. So months written like that count only beside one that
    can be nothing else.
    """
    found = {
        index: period
        for index, name in enumerate(names)
        if not field_of(name) and (period := cells.period_of_column(name))
    }
    if all(cells.may_be_a_year(names[index]) for index in found):
        return {}
    return {i: (p, Column(letter(i), names[i][:LONGEST_SHOWN])) for i, p in found.items()}


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


def _unknown(
    row: int, names: Sequence[str], found: Sequence[str], periods: Mapping[int, object]
) -> Iterator[Problem]:
    for index, (name, field) in enumerate(zip(names, found, strict=True)):
        if index in periods:
            continue
        if cells.may_be_a_year(name):
            message = (
                f"“{name}” may be a month, or what a spreadsheet makes of a financial year. Write "
                f"{cells.month_or_year(name)}, with the cell formatted as text."
            )
            yield _of_column(row, index, name, "month_or_year", message)
        elif not name:
            message = "This column has no name in the header. Name it, or delete it."
            yield _of_column(row, index, "", "unnamed_column", message)
        elif not field:
            nearest = get_close_matches(name.casefold()[:LONGEST_SHOWN], NAMES, n=1)
            meant = f"Did you mean “{NAMES[nearest[0]]}”? If not, delete" if nearest else "Delete"
            message = f"“{name[:LONGEST_SHOWN]}” is not a column of a return. {meant} it."
            yield _of_column(row, index, name, "unknown_column", message)


def _doubled(row: int, names: Sequence[str], found: Sequence[str]) -> Iterator[Problem]:
    for index, field in enumerate(found):
        if field in FIELDS and field in found[:index]:
            first = letter(found.index(field))
            message = f"Column {first} is the {field} already. Delete one of the two."
            yield _of_column(row, index, names[index], "duplicate_column", message)


def _missing(row: int, found: Sequence[str], *, is_wide: bool) -> Iterator[Problem]:
    for field in KEYS:
        if field not in found and not (is_wide and field == "period"):
            message = f"There is no column “{field}”. Add one: every row needs it."
            yield Problem(row, "", field, "", "missing_column", message)
    if not is_wide and not set(FIGURES) & set(found):
        message = "There is no column of figures. Add at least a “numerator” or a “value”."
        yield Problem(row, "", "numerator", "", "missing_column", message)


def _not_beside_periods(
    row: int, names: Sequence[str], found: Sequence[str], periods: Mapping[int, object]
) -> Iterator[Problem]:
    """Say which columns go with a column for each period, and which go without."""
    for index, field in enumerate(found):
        if periods and (field == "period" or field in FIGURES):
            message = (
                "Other columns are called by their period, and each of their cells is a figure. "
                f"Delete this one; a column “{FIGURE}” may say what a row's figures are."
            )
            yield _of_column(row, index, names[index], "beside_periods", message)
        if not periods and field == FIGURE:
            message = f"“{FIGURE}” goes with a column for each period. Delete it."
            yield _of_column(row, index, names[index], "without_periods", message)


def _of_column(row: int, index: int, name: str, code: str, message: str) -> Problem:
    shown = name[:LONGEST_SHOWN]
    return Problem(row, letter(index), shown, shown, code, message)
