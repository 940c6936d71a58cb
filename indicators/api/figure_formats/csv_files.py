"""Figures as CSV, in the columns that readers of Fingertips know."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from indicators.reading import ToldFigure
from laa_portal.foundation.api.shaping import Shape

from .columns import COLUMNS, Column
from .page import FigurePage, FileRenderer

BYTE_ORDER_MARK = "\ufeff"
"""By which Excel knows UTF-8; other programs take it for a letter."""


class CsvRenderer(FileRenderer):
    """The first line is the header; an empty cell is a value that there is not."""

    media_type = "text/csv"
    format = "csv"
    meaning = (
        "A table in UTF-8. "
        "Its first 26 columns are those of Fingertips. “bom=true” adds the mark for Excel."
    )

    def file_name(self) -> str:
        return "figures.csv"

    def write(self, page: FigurePage) -> str:
        chosen = told_columns(page.shape)
        header = [column.title for column in chosen]
        text = lines_of([header, *_cells(page.figures, chosen)])
        return BYTE_ORDER_MARK + text if page.has_bom else text


def told_columns(shape: Shape) -> Sequence[Column]:
    """Return the columns of the fields that are told; empty ones stand for none."""
    return [column for column in COLUMNS if not shape.fields or column.field in shape.fields]


def lines_of(rows: Iterable[Sequence[str]]) -> str:
    """Write rows as CSV (RFC 4180)."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cells(figures: Iterable[ToldFigure], columns: Sequence[Column]) -> Iterator[list[str]]:
    for figure in figures:
        yield [column.text(figure) for column in columns]
