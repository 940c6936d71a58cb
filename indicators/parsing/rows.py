"""The rows of a return, typed as far as their text alone allows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from indicators.periods import Period

from . import cells
from .columns import COUNTS, FIGURES, KEYS, Column, Columns, Header, letter
from .problems import LONGEST_SHOWN, Problem, Refused
from .table import LONGEST_CELL, Record
from .wording import words


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the sheet, as it was sent.

    `unread` names the fields whose cell could not be read, or whose column is missing: they are
    empty here, and there is a problem for each. The rest of the row can be checked all the same.
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
MARKED = ("numerator", "value")

# Spreadsheets leave blank cells at the end of a row out of the file now and then. Where one of
# these is not there something else has been lost: a comma, or the end of the file.
NEVER_CUT = frozenset({*KEYS, *COUNTS, "value"})


def read_row(record: Record, header: Header) -> tuple[Row, list[Problem]]:
    """Return the row as far as it can be read, and a problem for each cell that cannot be."""
    number, texts = record
    named = {name: text.strip() for name, text in zip(header.fields, texts, strict=False) if name}
    read, refused = _read_cells(named)
    refused |= _cut_off(header.fields[len(texts) :], len(texts))
    problems = [
        _problem(number, header.columns[name], named.get(name, ""), refusal)
        for name, refusal in refused.items()
    ]
    row = Row(number, **read, unread=header.unread.union(refused))
    return row, [*problems, *_left_over(record, header)]


def _read_cells(named: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Refused]]:
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


def _cut_off(fields: Sequence[str], length: int) -> dict[str, Refused]:
    """Return a refusal of the first cell that should be there and is not, if one is not."""
    lost = [name for name in fields if name in NEVER_CUT]
    if not lost:
        return {}
    message = (
        f"The row ends after {length} cell{'s' * (length != 1)}, before the {words(lost[0])}. "
        "Is a comma missing, or the end of the file?"
    )
    return {lost[0]: Refused("short_row", message)}


def _left_over(record: Record, header: Header) -> Iterator[Problem]:
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
            yield _problem(number, Column(letter(index), ""), text, refusal)
            return


def _problem(number: int, column: Column, text: str, refusal: Refused) -> Problem:
    shown = text.strip()[:LONGEST_SHOWN]
    return Problem(number, column.letter, column.header, shown, refusal.code, str(refusal))
