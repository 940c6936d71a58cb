"""Figures as an Excel workbook, written row by row: only one row is ever held."""

import io
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from laa_portal.foundation.spreadsheets import WORKBOOK_TYPE

from .columns import Value, written
from .csv_files import told_columns
from .page import FigurePage, FileRenderer

AS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTH = 18


class WorkbookRenderer(FileRenderer):
    """A sheet of figures, and one that says what its columns mean and how it may be used."""

    media_type = WORKBOOK_TYPE
    format = "xlsx"
    meaning = "An Excel workbook with the columns of the CSV and what they mean."
    charset = None

    def file_name(self) -> str:
        return "figures.xlsx"

    def write(self, page: FigurePage) -> bytes:
        content = io.BytesIO()
        with Workbook(content, {"constant_memory": True, **AS_TEXT}) as book:
            heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
            _write_figures(book.add_worksheet("Figures"), page, heading)
            _write_notes(book.add_worksheet("About"), page, heading)
        return content.getvalue()


class Exactly(float):
    """A number that is written with all the digits it takes to read it back as the same number."""

    def __format__(self, how: str) -> str:
        return repr(float(self))


def _write_figures(sheet: Worksheet, page: FigurePage, heading: Format) -> None:
    columns = told_columns(page.shape)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, WIDTH)
    sheet.write_row(0, 0, [column.title for column in columns], heading)
    for row, figure in enumerate(page.figures, start=1):
        for place, column in enumerate(columns):
            _write_cell(sheet, row, place, column.get(figure))


def _write_cell(sheet: Worksheet, row: int, place: int, value: Value) -> None:
    """Write a number as one, yes or no as that, and all else as text that never runs."""
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, place, Exactly(value))
    elif value:
        sheet.write_string(row, place, value if isinstance(value, str) else written(value))


def _write_notes(sheet: Worksheet, page: FigurePage, heading: Format) -> None:
    sheet.set_column(0, 0, 2 * WIDTH)
    sheet.set_column(1, 1, 4 * WIDTH)
    about = [("Licence", page.licence.line), ("Terms", page.licence.address)]
    meanings = [(column.title, column.meaning) for column in told_columns(page.shape)]
    rows = [*about, ("From", page.address), ("", ""), ("Column", "What it means"), *meanings]
    for row, (name, said) in enumerate(rows):
        sheet.write_string(row, 0, name, heading)
        sheet.write_string(row, 1, said)
