"""From text to rows of cells, each under the number a spreadsheet shows beside it."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from .problems import Refused

MOST_ROWS = 50_000
MOST_COLUMNS = 60
LONGEST_CELL = 2_000
LONGEST_HEADER = 10_000
"""Characters looked at to find out what parts the cells."""

DELIMITER_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs"}

Record = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file as they are taken from it, which may raise Refused.

    `notices` say what was assumed and are complete once all rows are taken; `length` is about how
    many rows there are, 0 where the file does not say.
    """

    records: Iterator[Record]
    notices: list[str] = field(default_factory=list)
    length: int = 0
    delimiter: str = ","


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's cells as texts, by sheet row, for writing it again; blank rows are left out."""

    records: tuple[Record, ...]
    delimiter: str
    is_workbook: bool


def open_text(text: str, is_column: Callable[[str], bool]) -> Table:
    """Return the rows of a text, parted by whichever of three delimiters it uses.

    Raises Refused, while rows are taken, where quotation marks do not match and at a cell that
    swallows the rest of the file.
    """
    delimiter = likeliest_delimiter(text, is_column)
    notices = [notice] if (notice := delimiter_notice(delimiter)) else []
    records = limited(filled(numbered(io.StringIO(text, newline=""), delimiter)))
    return Table(records, notices, text.count("\n"), delimiter)


def limited(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the rows of a stranger's file. Raises Refused at the 50,001st under the header."""
    for found, record in enumerate(records):
        if found > MOST_ROWS:  # the header is one of those found
            raise Refused(
                "too_many_rows",
                f"The file has more than {MOST_ROWS:,} rows. Split it and send the parts.",
            )
        yield record


def filled(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the rows that have something in them; blank ones have been counted."""
    for number, cells in records:
        text = "".join(cells)
        if text and not text.isspace():
            yield number, cells


def numbered(lines: Iterable[str], delimiter: str, first: int = 1) -> Iterator[Record]:
    """Count rows as a spreadsheet does: a line break inside quotation marks starts no new row.

    `first` is the number of the first. Raises Refused where quotation marks do not match.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number, lines_before = first - 1, 0
    try:
        for number, cells in enumerate(reader, start=first):
            lines_before = reader.line_num
            yield number, cells
    except csv.Error as error:
        raise _malformed(number + 1, reader.line_num - lines_before, str(error)) from error


def _malformed(row: int, lines_read: int, error: str) -> Refused:
    """Say what csv found wrong with a row, from its message and how many lines it went over."""
    if "field limit" in error and lines_read <= 1:
        return Refused(
            "cell_too_long",
            f"Row {row:,} has a cell of more than {csv.field_size_limit():,} characters. "
            "The file may be damaged, or no table at all.",
        )
    if "expected after" in error:
        return Refused(
            "stray_quotation_mark",
            f"A quotation mark in row {row:,} is followed by more text. Delete it, or write two "
            "for one that is meant.",
        )
    return Refused(
        "unclosed_quotation_mark",
        f"A quotation mark that opens in row {row:,} is never closed, so that the rows after it "
        "cannot be told apart. Close it or delete it.",
    )


def likeliest_delimiter(text: str, is_column: Callable[[str], bool]) -> str:
    """Return the one of comma, semicolon and tab that parts the header into most known columns."""
    lines = io.StringIO(text, newline=None)
    header = next((line for line in lines if not line.isspace()), "")[:LONGEST_HEADER]

    def columns_found(delimiter: str) -> int:
        return sum(is_column(cell.strip().strip('"')) for cell in header.split(delimiter))

    return max(DELIMITER_NAMES, key=columns_found)


def delimiter_notice(delimiter: str) -> str:
    """Return the notice for a file that is not parted by commas."""
    if delimiter == ",":
        return ""
    return f"The cells are parted by {DELIMITER_NAMES[delimiter]}, not commas, and were read so."
