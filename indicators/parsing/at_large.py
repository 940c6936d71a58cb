"""Reading a return of any size, for whoever runs the portal: block by block, in bounded memory.

A person's file goes through `read_in_child`, whole. A national load of a million rows is an
operator's own, so it needs no child to be contained in; it is never held in memory, its sound rows
are passed by the sieve, and the rest are examined by the rules that every return is.
"""

import gc
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

import pandas as pd

from .checks import CheckedRow, NamedArea, check, joined
from .columns import Columns, Header, is_column, read_header
from .decoding import EMPTY, decode
from .facts import Facts
from .problems import Problem, Problems, Refused
from .reading import nothing, rows_under
from .sieve import Sieve
from .table import Record, delimiter_notice, likeliest_delimiter, rows_of

BLOCK_BYTES = 4 * 1024 * 1024
ROWS_AT_ONCE = 50_000


@dataclass(slots=True)
class Part:
    """What some rows of a file say: the sound ones by the sieve or the rules, and what is wrong."""

    passed: pd.DataFrame
    examined: tuple[CheckedRow, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class LargeFile:
    """A return on its way through; what is not given is known at the end of `parts`."""

    file: BinaryIO
    name: str
    facts: Facts
    columns: Columns = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    row_count: int = 0
    named: tuple[NamedArea, ...] = ()

    @property
    def notice(self) -> str:
        return " ".join(dict.fromkeys(filter(None, self.notices)))

    def parts(self) -> Iterator[Part]:
        """Yield the file part by part, up to one with a problem that ends it.

        Whether a cell is reported twice is not looked at across parts: that is for whoever keeps
        them all.
        """
        try:
            blocks = self._blocks()
            first = next(blocks, "")
            delimiter = likeliest_delimiter(first, is_column)
            self.notices.append(delimiter_notice(delimiter))
            records = rows_of(_lines(first, blocks), delimiter)
            for header in records:
                yield from self._read(read_header(header), records)
                return
            yield _refused(*EMPTY)
        except Refused as refusal:
            yield _refused(refusal.code, str(refusal))

    def _read(self, header: Header, records: Iterator[Record]) -> Iterator[Part]:
        self.columns = header.columns
        yield Part(pd.DataFrame(), (), header.problems)
        records = self._counted(records)
        if header.periods:  # what belongs to one figure may stand far apart
            yield self._examined(header, records, pd.DataFrame())
            return
        sieve = Sieve(header, self.facts)
        while sifted := _sifted(sieve, records):
            passed, rest = sifted
            yield self._examined(header, rest, passed)
        if not self.row_count:
            yield self._examined(header, (), pd.DataFrame())

    def _counted(self, records: Iterator[Record]) -> Iterator[Record]:
        for record in records:
            self.row_count += 1
            yield record

    def _examined(self, header: Header, rest: Iterable[Record], passed: pd.DataFrame) -> Part:
        """Have the rules look at some rows, beside others that have passed the sieve."""
        problems, found = Problems(), rows_under(header)
        for record in rest:
            problems.add(found.read(record))
            if problems.is_full:
                break
        checked = check(found.rows, self.facts, header.columns)
        problems.add(checked.problems)
        if passed.empty:
            problems.add(nothing(self.row_count, found, problems))
        self.named = joined((*self.named, *checked.named))
        self.notices += found.notices
        return Part(passed, checked.rows, problems.in_order())

    def _blocks(self) -> Iterator[str]:
        """Yield the text in blocks of whole lines. Raises Refused as `decode` does."""
        line, left = 1, b""
        while more := self.file.read(BLOCK_BYTES):
            end = more.rfind(b"\n") + 1
            block, left = left + more[:end], (b"" if end else left) + more[end:]
            if end:
                yield self._decoded(block, line)
                line += block.count(b"\n")
        if left:
            yield self._decoded(left, line)

    def _decoded(self, block: bytes, line: int) -> str:
        if line > 1 and not block.strip():
            return block.decode("ascii")
        try:
            text, notice = decode(block, self.name)
        except Refused as refusal:
            if line == 1:
                raise
            message = (
                f"In what follows line {line - 1:,} of the file, counted from there: {refusal}"
            )
            raise Refused(refusal.code, message) from refusal
        self.notices.append(notice)
        return text


def _sifted(sieve: Sieve, records: Iterator[Record]) -> tuple[pd.DataFrame, list[Record]] | None:
    """Return the next records as the sieve parts them; None at the end of the file."""
    with _uncollected():
        chunk = list(islice(records, ROWS_AT_ONCE))
        return sieve.sift(chunk) if chunk else None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles among a hundred thousand new lists, which have none.

    It would do so again and again while they are made: more than half the time of reading.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _lines(first: str, blocks: Iterator[str]) -> Iterator[str]:
    yield from io.StringIO(first, newline="")
    for block in blocks:
        yield from io.StringIO(block, newline="")


def _refused(code: str, message: str) -> Part:
    return Part(pd.DataFrame(), (), (Problem.of_file(code, message),))
