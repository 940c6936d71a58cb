"""Tables on their way into somebody's spreadsheet, as CSV or as an Excel workbook.

Text stays text: nothing in it becomes a formula or a link, whoever wrote it. A number is one by
its type alone.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .cells import safe_cell

CSV_TYPE = "text/csv; charset=utf-8"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = str | int | Decimal | None
Rows = Iterable[tuple[int, Sequence[Cell]]]
"""Rows, each under the number a spreadsheet shows beside it, in order; those between are blank."""

MOST_EXACT_DIGITS = 15
"""A spreadsheet keeps no more of a number; one that has more is written as text."""

WIDEST, NARROWEST = 60, 10


def csv_file(rows: Rows, delimiter: str = ",") -> bytes:
    """Return rows as CSV in UTF-8, with the mark by which Excel knows it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    last = 0
    for number, cells in rows:
        writer.writerows([] for _ in range(last + 1, number))
        writer.writerow([safe_cell(cell) for cell in cells])
        last = number
    return text.getvalue().encode("utf-8-sig")


def workbook_file(sheets: Mapping[str, Rows]) -> bytes:
    """Return sheets of rows as a workbook; the first row of each is its header."""
    content = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(content, {"in_memory": True, **safe}) as book:
        as_text = book.add_format({"num_format": "@"})
        heading = book.add_format({"num_format": "@", "bold": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            _write(sheet, rows, heading, as_text)
    return content.getvalue()


def _write(sheet: Worksheet, rows: Rows, heading: Format, as_text: Format) -> None:
    """Write rows, and make the columns as wide as what is in them."""
    widths: dict[int, int] = {}
    for number, cells in rows:
        style = as_text if widths else heading
        for column, cell in enumerate(cells):
            widths[column] = max(widths.get(column, NARROWEST), len(str(cell or "")) + 2)
            if isinstance(cell, int | Decimal) and _is_exact(cell):
                sheet.write_number(number - 1, column, float(cell))
            elif cell not in (None, ""):
                sheet.write_string(number - 1, column, str(cell), style)
    for column, width in widths.items():
        sheet.set_column(column, column, min(width, WIDEST))


def _is_exact(number: int | Decimal) -> bool:
    return len(str(number).lstrip("-0.").replace(".", "")) <= MOST_EXACT_DIGITS
