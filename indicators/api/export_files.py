"""The files of an export: figures as CSV, compressed, some hundred thousand in each."""

import gzip
import tempfile
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.http import QueryDict

from indicators.actions import PartFile
from indicators.models import Export, Figure
from indicators.reading import Around, FlatFigure, Viewpoint, all_flat

from .figure_filters import BulkFilter
from .figure_formats import CsvLines

ROWS_IN_A_PART = 100_000


def chosen(query: str, viewer: Any) -> BulkFilter:
    """Return the question that a query asks of the figures that somebody sees."""
    seen: Any = Figure.objects.visible_to(viewer)
    return BulkFilter(QueryDict(query), seen, request=SimpleNamespace(user=viewer))


def write_files(export: Export, viewpoint: Viewpoint) -> Iterator[PartFile]:
    """Write the figures of an export into files, which are there until the iterator ends."""
    viewer: Any = viewpoint
    around = Around()
    around.meet_all()
    rows = all_flat(chosen(export.query, viewer).qs, viewer)
    with tempfile.TemporaryDirectory() as folder:
        # All first: while rows come, nothing can be written to the database they come from.
        yield from list(_files(Path(folder), CsvLines(around), rows))


def _files(folder: Path, lines: CsvLines, rows: Iterator[FlatFigure]) -> Iterator[PartFile]:
    """Write rows, so many a file; of no rows at all there is one, with the header only."""
    for number in count(1):
        some = _Counted(islice(rows, ROWS_IN_A_PART))
        path = folder / str(number)
        with path.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
            for block in lines.blocks(some):
                packed.write(block.encode())
        if some.count or number == 1:
            yield PartFile(path, some.count)
        if some.count < ROWS_IN_A_PART:
            return


class _Counted:
    """Passes rows on, and knows how many there were."""

    def __init__(self, rows: Iterable[FlatFigure]) -> None:
        self.rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[FlatFigure]:
        for row in self.rows:
            self.count += 1
            yield row
