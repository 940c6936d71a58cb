"""The rows of a return, typed as far as their text alone allows."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from indicators.periods import Period

from . import cells
from .columns import Column, Columns, Header, letter
from .fields import COUNTS, FIGURES, KEYS
from .problems import LONGEST_SHOWN, Problem, Refused
from .table import LONGEST_CELL, Record
from .wording import words

Places = Mapping[str, tuple[int, Column]]
"""By field, the sheet row and the column that it stands in."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the sheet, as it was sent.

    `unread` names the fields whose cell could not be read, or whose column is missing: they are
    empty here, and there is a problem for each. The rest of the row can be checked all the same.
    `places` says where a field stands that has no column of its own: in a table with a column for
    each period, a cell is a row here.
    """

    row: int
    indicator: str = ""
    measure: str = ""
    area_code: str = ""
    period: Period | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    sample_size: Decimal | None = None
    design_effect: Decimal | None = None
    expected: Decimal | None = None
    group_2_numerator: Decimal | None = None
    group_2_denominator: Decimal | None = None
    status: str = "final"
    note: str = ""
    unread: frozenset[str] = field(default_factory=frozenset)
    places: Places = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: its rows, everything that cannot be read in it, and what was assumed.

    `rows` has the rows with an unreadable cell too (`Row.unread`); `row_count` counts those with
    anything in them, the header apart.
    """

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    notice: str = ""
    columns: Columns = field(default_factory=dict)
    row_count: int = 0

    @classmethod
    def refused(cls, code: str, message: str) -> "Reading":
        """Return the reading of a file that could not be read at all."""
        return cls((), (Problem.of_file(code, message),))


READERS: dict[str, Callable[[str], Any]] = {
    "indicator": cells.indicator,
    "measure": str,
    "area_code": cells.area_code,
    "period": cells.period,
    "note": cells.note,
    **dict.fromkeys(FIGURES, cells.number),
}
ESCAPED = re.compile("'[-=+@\t\r\0＝＋－＠]")
MARKED = ("numerator", "value")

# Spreadsheets leave blank cells at the end of a row out of the file now and then. Where one of
# these is not there something else has been lost: a comma, or the end of the file.
NEVER_CUT = frozenset({*KEYS, *COUNTS, "value"})


def read_row(record: Record, header: Header) -> tuple[Row, list[Problem]]:
    """Return the row as far as it can be read, and a problem for each cell that cannot be."""
    number, texts = record
    named = named_cells(record, header)
    read, refused = read_cells(named)
    refused |= cut_off(header, texts)
    row = Row(number, **read, unread=header.unread.union(refused))
    return row, [*problems_of(number, named, header.columns, refused), *left_over(record, header)]


def named_cells(record: Record, header: Header) -> dict[str, str]:
    """Return the texts of a row by the fields above them."""
    pairs = zip(header.fields, record[1], strict=False)
    return {name: unescaped(text.strip()) for name, text in pairs if name}


def unescaped(text: str) -> str:
    """Return a text without the apostrophe that our own files put before what looks a formula."""
    return text[1:] if ESCAPED.match(text) else text


def problems_of(
    number: int, named: Mapping[str, str], columns: Columns, refused: Mapping[str, Refused]
) -> list[Problem]:
    """Return a problem for each field that was refused."""
    return [
        problem_of(number, columns[name], named.get(name, ""), refusal)
        for name, refusal in refused.items()
    ]


def read_cells(named: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Refused]]:
    """Return what the fields of a row mean, and why some cannot be read."""
    read: dict[str, Any] = {}
    refused: dict[str, Refused] = {}
    for name, text in named.items():
        try:
            if name in READERS:
                read[name] = read_cell(name, text)
        except Refused as refusal:
            refused[name] = refusal
    try:
        read["status"] = _status(named)
    except Refused as refusal:
        read["status"] = ""
        refused["status" if "status" in named else "numerator"] = refusal
    return read, refused


def read_cell(name: str, text: str) -> Any:
    if len(text) > LONGEST_CELL:
        raise Refused(
            "cell_too_long",
            f"The cell has {len(text):,} characters; at most {LONGEST_CELL:,} are read. "
            "Is a quotation mark before it not closed?",
        )
    if name in KEYS and not text:
        raise Refused("blank_cell", f"The {words(name)} is blank. Every row needs one.")
    if name in MARKED and text.lower() in cells.MARKERS:
        return None
    return READERS[name](text)


def _status(named: Mapping[str, str]) -> str:
    """Return the status that the row's own column and its markers agree on."""
    marks = (named.get(name, "").lower() for name in MARKED)
    said = {cells.MARKERS[mark] for mark in marks if mark in cells.MARKERS}
    if named.get("status"):
        said.add(cells.status(named["status"]))
    if len(said) > 1:
        raise Refused(
            "statuses_disagree",
            f"The row says both {' and '.join(sorted(said))}. Keep the status or the marker.",
        )
    return said.pop() if said else "final"


def cut_off(header: Header, texts: Sequence[str]) -> dict[str, Refused]:
    """Return a refusal of the first cell that should be there and is not, if one is not."""
    length = len(texts)
    lost = [name for name in header.fields[length:] if name in NEVER_CUT]
    if not lost:
        return {}
    message = (
        f"The row ends after {length} cell{'s' * (length != 1)}, before the {words(lost[0])}. "
        "Is a comma missing, or the end of the file?"
    )
    return {lost[0]: Refused("short_row", message)}


def left_over(record: Record, header: Header) -> Iterator[Problem]:
    """Yield a problem for the first cell beyond the header's last column."""
    number, texts = record
    width = len(header.fields)
    for index, text in enumerate(texts[width:], start=width):
        if text.strip():
            refusal = Refused(
                "long_row",
                "There is something here, but no column name above it. Delete it, or put a cell "
                "with a comma in it into quotation marks.",
            )
            yield problem_of(number, Column(letter(index), ""), text, refusal)
            return


def problem_of(number: int, column: Column, text: str, refusal: Refused) -> Problem:
    shown = text.strip()[:LONGEST_SHOWN]
    return Problem(number, column.letter, column.header, shown, refusal.code, str(refusal))
