"""Bytes in; rows, or everything that is wrong with them, out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Protocol

from .columns import Header, is_column, read_header
from .decoding import EMPTY, decode, is_workbook
from .problems import Problem, Problems, Refused
from .rows import Reading, Row, read_row
from .table import Record, Sheet, Table, open_text
from .wide import Wide
from .workbook import open_workbook

Tell = Callable[[int, int], None]
"""Is told now and then how many rows have been read, of about how many (0: not known)."""

TOLD_EVERY = 500


class Rows(Protocol):
    """Takes the rows of a sheet one by one, and has the rows of the return that they say."""

    @property
    def rows(self) -> Sequence[Row]: ...
    @property
    def notices(self) -> Sequence[str]: ...
    def read(self, record: Record) -> Iterable[Problem]:
        """Take one row, and return what cannot be read in it. May raise Refused."""


class Long:
    """A table with one row for each measure, area and period."""

    notices: tuple[str, ...] = ()

    def __init__(self, header: Header) -> None:
        self._header = header
        self.rows: list[Row] = []

    def read(self, record: Record) -> list[Problem]:
        row, problems = read_row(record, self._header)
        self.rows.append(row)
        return problems


def open_table(content: bytes, filename: str) -> Table:
    """Return the rows of a file, as texts. Raises Refused, also while the rows are taken."""
    if is_workbook(content, filename):
        return open_workbook(content)
    text, notice = decode(content, filename)
    table = open_text(text, is_column)
    table.notices[:0] = [notice] if notice else []
    return table


def read(content: bytes, filename: str, tell: Tell = lambda done, total: None) -> Reading:
    """Read a return.

    Never raises, whatever the bytes: what cannot be read is a Problem, and a file that cannot be
    read at all is one Problem of the file. Call it on bytes of a stranger by `read_in_child` only.
    """
    try:
        table = open_table(content, filename)
        header = read_header(_first(table.records))
    except Refused as refusal:
        return Reading.refused(refusal.code, str(refusal))
    return _read_rows(header, table, tell)


def copy_of(content: bytes, filename: str) -> Sheet:
    """Return the cells of a file as its sender sees them, as far as they can be read.

    Never raises; like `read` it is for `sandbox` to call.
    """
    records: list[Record] = []
    delimiter = ","
    with suppress(Refused):  # what cannot be read is told by `read`
        table = open_table(content, filename)
        delimiter = table.delimiter
        records.extend(table.records)
    return Sheet(tuple(records), delimiter, is_workbook(content, filename))


def _first(records: Iterator[Record]) -> Record:
    """Return the first row with anything in it. Raises Refused if there is none."""
    for record in records:
        return record
    raise Refused(*EMPTY)


def _read_rows(header: Header, table: Table, tell: Tell) -> Reading:
    """Read the rows under the header until they end or cannot go on.

    Where too much is wrong with them the rest are counted only.
    """
    problems = Problems()
    problems.add(header.problems)
    found = rows_under(header)
    count = 0
    try:
        for count, record in enumerate(table.records, start=1):
            if not problems.is_full:
                problems.add(found.read(record))
            if count % TOLD_EVERY == 0:
                tell(count, table.length)
    except Refused as refusal:
        problems.add([Problem.of_file(refusal.code, str(refusal))])
    else:
        problems.add(nothing(count, found, problems))
    notice = " ".join((*table.notices, *found.notices))
    return Reading(tuple(found.rows), problems.in_order(), notice, header.columns, count)


def rows_under(header: Header) -> Rows:
    """Return what takes the rows under a header."""
    return Wide(header) if header.periods else Long(header)


def nothing(count: int, found: Rows, problems: Problems) -> Iterator[Problem]:
    """Yield a problem where there is nothing under the header, in so many rows of the sheet."""
    if not count:
        yield Problem.of_file("no_rows", "There are no rows under the header. Add at least one.")
    elif not found.rows and not problems:
        yield Problem.of_file("no_rows", "There is no figure under the periods. Add at least one.")
