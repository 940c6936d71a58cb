"""Reading a return of any size, for whoever runs the portal: block by block, in bounded memory.

A person's file goes through `read_in_child`, whole. A national load of a million rows is an
operator's own, so it needs no child to be contained in; it is never held in memory, its sound rows
are passed by the sieve, and the rest are examined by the rules that every return is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO

import pandas as pd

from .blocks import Blocks
from .checks import CheckedRow, NamedArea, check, joined
from .columns import Columns, Header, is_column, read_header
from .decoding import EMPTY, decode
from .facts import Facts
from .problems import Problem, Problems, Refused
from .reading import nothing, rows_under
from .sieve import Sieve
from .table import Record, delimiter_notice, filled, likeliest_delimiter

BLOCK_BYTES = 2 * 1024 * 1024


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
            rows = Blocks(chain([first], blocks), delimiter)
            for header in filled(rows.records()):
                yield from self._read(read_header(header), rows)
                return
            yield _refused(*EMPTY)
        except Refused as refusal:
            yield _refused(refusal.code, str(refusal))

    def _read(self, header: Header, rows: Blocks) -> Iterator[Part]:
        self.columns = header.columns
        yield Part(pd.DataFrame(), (), header.problems)
        if header.periods:  # what belongs to one figure may stand far apart
            yield self._examined(header, self._counted(filled(rows.records())), pd.DataFrame())
            return
        sieve = Sieve(header, self.facts)
        for chunk in rows.chunks(len(header.fields)):
            passed, rest = sieve.sift(chunk)
            if count := len(passed) + len(rest):
                self.row_count += count
                yield self._examined(header, rest, passed)
        if not self.row_count:
            yield self._examined(header, (), pd.DataFrame())

    def _counted(self, records: Iterable[Record]) -> Iterator[Record]:
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


def _refused(code: str, message: str) -> Part:
    return Part(pd.DataFrame(), (), (Problem.of_file(code, message),))
