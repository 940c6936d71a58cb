"""A text of any length that comes in blocks: taken row by row or, where it is plain, by columns."""

import csv
import gc
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .table import Record, filled, numbered

Texts = tuple[NDArray[np.intp], NDArray[np.object_]]
"""The cells of a column: which each is of the texts there are."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a sheet: by column those as wide as its header, one by one the `others`.

    `numbers` are the rows' own, one for each cell of a column.
    """

    numbers: Sequence[int]
    columns: Sequence[Texts]
    others: Sequence[Record]

    def records(self, which: NDArray[np.bool_]) -> list[Record]:
        """Return those of the rows in columns, and the others, that have something in them."""
        rows = np.flatnonzero(which).tolist()
        chosen = ((self.numbers[at], [said[of[at]] for of, said in self.columns]) for at in rows)
        return sorted(filled([*chosen, *self.others]))


class Blocks:
    """The rows of blocks of whole lines. Raises Refused where quotation marks do not match."""

    def __init__(self, blocks: Iterable[str], delimiter: str) -> None:
        self._blocks = iter(blocks)
        self._delimiter = delimiter
        self._block = io.StringIO()
        self._number = 0

    def records(self) -> Iterator[Record]:
        """Yield the rows from here on, one by one."""
        for record in numbered(self._lines(), self._delimiter, self._number + 1):
            self._number = record[0]
            yield record

    def chunks(self, width: int) -> Iterator[Chunk]:
        """Yield the rows from here on, about a block at a time."""
        while True:
            start = self._block.tell()
            text = self._block.read()
            if columns := plain_columns(text, self._delimiter, width):
                first, self._number = self._number + 1, self._number + len(columns[0][0])
                yield Chunk(range(first, self._number + 1), columns, ())
            elif text:
                self._block.seek(start)
                yield self._one_by_one(width)
            elif not self._open():
                return

    def _one_by_one(self, width: int) -> Chunk:
        """Return the rows that begin in this block, and any first of the next that came with them.

        A reader looks for the end of a row in the next block only where it is not in this.
        """
        whole: list[Record] = []
        others: list[Record] = []
        block = self._block
        with _uncollected():
            for record in self.records():
                (whole if len(record[1]) == width else others).append(record)
                if self._block is not block:
                    break
            texts = zip(*(cells for _, cells in whole), strict=True)
            columns = [pd.factorize(np.array(cells, dtype=object)) for cells in texts]
        return Chunk([number for number, _ in whole], columns, others)

    def _lines(self) -> Iterator[str]:
        while True:
            yield from iter(self._block.readline, "")
            if not self._open():
                return

    def _open(self) -> bool:
        """Go on to the next block, if there is one."""
        text = next(self._blocks, None)
        if text is None:
            return False
        self._block = io.StringIO(text, newline="")
        return True


def plain_columns(text: str, delimiter: str, width: int) -> list[Texts] | None:
    """Return the columns of a text of lines; None where it takes a reader to tell its cells apart.

    Plain are lines of so many cells, more than one, which are written without quotation marks or
    with one at each end, and nothing between them that needs any.
    """
    text = text.replace("\r\n", "\n").removesuffix("\n")
    characters = np.frombuffer(f"\n{text}\n".encode(), np.uint8)
    is_end = (characters == ord(delimiter)) | (characters == ord("\n"))
    if "\r" in text or not _is_table(characters[is_end], delimiter, width):
        return None
    if '"' in text and not _is_simply_quoted(characters, is_end):
        return None
    cells = pd.read_csv(
        io.StringIO(text.replace('"', "")),
        sep=delimiter,
        header=None,
        dtype=object,
        na_filter=False,
        quoting=csv.QUOTE_NONE,
        low_memory=False,
    )
    return [pd.factorize(cells[name].to_numpy()) for name in cells]


def _is_table(ends: NDArray[np.uint8], delimiter: str, width: int) -> bool:
    """Whether each line has so many cells, by what ends them; the first ends what came before."""
    if width == 1 or ends[1:].size % width:
        return False
    expected = np.frombuffer((delimiter * (width - 1) + "\n").encode(), np.uint8)
    return bool((ends[1:].reshape(-1, width) == expected).all())


def _is_simply_quoted(characters: NDArray[np.uint8], is_end: NDArray[np.bool_]) -> bool:
    """Whether quotation marks, of which there are some, stand at both ends of a cell only."""
    quotes = np.flatnonzero(characters == ord('"'))
    if quotes.size % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    cell = np.cumsum(is_end)
    is_simple = is_end[opening - 1] & is_end[closing + 1] & (cell[opening] == cell[closing])
    return bool(is_simple.all())


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
