"""The rows of an Excel workbook's sheet, each cell as the text that people see in it.

openpyxl parses the XML, through defusedxml; it is imported by `child` before the child sets its
limits. What it raises over a damaged file is of any kind, and becomes a sentence here.
"""

import io
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import repeat
from typing import Any

from .archive import SAVE_AGAIN, has_formulas
from .cells import MOST_DECIMALS
from .columns import letter
from .decoding import refuse_unseen
from .problems import Refused
from .table import MOST_COLUMNS, Record, Table, filled, limited
from .wording import quoted

FAVOURED = "return"
"""A sheet of this name is read, wherever in the workbook it stands."""

SIGNIFICANT = 15
"""Digits that a spreadsheet keeps of a number; what is written beyond them is noise."""


def open_workbook(content: bytes) -> Table:
    """Return the rows of the sheet to read: the one called Return, or else the first not empty.

    Raises Refused, also while the rows are taken.
    """
    with_formulas = has_formulas(content)
    with _damage_named():
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet, notice, length = _chosen(book)
        formulas = _formulas(content, sheet.title) if with_formulas else repeat(())
        notices = [notice] if notice else []
        records = limited(filled(_numbered(sheet, formulas, notices)))
        return Table(records, notices, length)


@contextmanager
def _damage_named() -> Iterator[None]:
    """Turn whatever goes wrong inside of openpyxl into a refusal that says so."""
    try:
        yield
    except (Refused, MemoryError):
        raise
    except Exception as error:  # of any kind, since it trusts what it reads
        if any(type(cause).__module__.startswith("defusedxml") for cause in _chain(error)):
            raise Refused(
                "xml_entity",
                f"The workbook declares XML entities, as no spreadsheet does. {SAVE_AGAIN}",
            ) from error
        raise Refused(
            "damaged_workbook",
            f"The workbook is damaged: its sheets cannot be read ({_cause(error)}). {SAVE_AGAIN}",
        ) from error


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception and what brought it about."""
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _cause(error: Exception) -> str:
    """Return the first printable words of what was raised."""
    words = "".join(c for c in str(error).partition("\n")[0] if c.isprintable())
    return words[:80] or type(error).__name__


def _chosen(book: Any) -> tuple[Any, str, int]:
    """Return the sheet to read, a notice where there are several, and how long it says it is."""
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    favoured = [sheet for sheet in visible if sheet.title.strip().casefold() == FAVOURED]
    for sheet in favoured or visible:
        length = sheet.max_row or 0
        sheet.reset_dimensions()  # which may be untrue
        if _has_something(sheet):
            notice = f"Of the sheets, {quoted(sheet.title)} was read." if len(visible) > 1 else ""
            return sheet, notice, length
    raise Refused("empty_file", "The workbook is empty. Send one with a header and rows.")


def _has_something(sheet: Any) -> bool:
    with closing(sheet.iter_rows(values_only=True)) as rows:
        return any(value not in (None, "") for row in rows for value in row)


def _formulas(content: bytes, title: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a sheet once more, with formulas in place of what they come to."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    sheet = book[title]
    sheet.reset_dimensions()
    yield from sheet.iter_rows()


def _numbered(sheet: Any, formulas: Iterator[Any], notices: list[str]) -> Iterator[Record]:
    """Yield the texts of each row; at the end, say in `notices` what was assumed."""
    worked_out = rounded = 0
    with _damage_named():
        for number, (row, behind) in enumerate(zip(sheet.iter_rows(), formulas, strict=False), 1):
            _refuse_far(number, row)
            texts = [_text(cell) for cell in row]
            for index, cell in enumerate(behind):
                if cell.data_type == "f":
                    texts[index] = texts[index] or str(cell.value)
                    worked_out += 1
            rounded += sum(map(_is_rounded, row))
            _refuse_unseen(number, texts)
            yield number, texts
    if worked_out:
        notices.append(f"Cells with formulas: {worked_out:,}. What they last came to was read.")
    if rounded:
        notices.append(f"Numbers rounded to {MOST_DECIMALS} decimals: {rounded:,}.")


def _refuse_far(number: int, row: tuple[Any, ...]) -> None:
    """Raise Refused for a cell beyond the last column that a return may have."""
    for cell in row[MOST_COLUMNS:]:
        if cell.value is not None:
            raise Refused(
                "far_cell",
                f"Cell {cell.coordinate} has something in it, far to the right of a return's "
                f"{MOST_COLUMNS} columns. Delete it.",
            )


def _refuse_unseen(number: int, texts: list[str]) -> None:
    for index, text in enumerate(texts):
        refuse_unseen(text, f"Cell {letter(index)}{number}")


def _text(cell: Any) -> str:
    """Return what a person sees in a cell."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, date | datetime):
        return _date(value, cell.number_format)
    return str(value)


def _number(value: float, number_format: str) -> str:
    """Return all the digits of a number, but for those that only binary fractions have."""
    exact = _exact(value)
    if "%" in number_format:
        return f"{_plain(exact * 100)}%"
    if re.fullmatch("0{2,}", number_format):  # a code with leading zeros
        return _plain(exact).zfill(len(number_format))
    return _plain(exact)


def _exact(value: float) -> Decimal:
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{SIGNIFICANT}g}")


def _plain(number: Decimal) -> str:
    """Write a number with at most six decimals and without an exponent."""
    if not number.is_finite():
        return str(number)
    if -_exponent(number) > MOST_DECIMALS:
        number = number.quantize(Decimal(1).scaleb(-MOST_DECIMALS))
    return f"{number.normalize():f}"


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _is_rounded(cell: Any) -> bool:
    value = cell.value
    return isinstance(value, float) and -_exponent(_exact(value)) > MOST_DECIMALS


def _date(value: date, number_format: str) -> str:
    """Return a month for a date that is shown without its day, as spreadsheets make of 2008-04.

    They make September 2008 of 2008/09 too, and show both alike: that stays as it is shown, for
    the sender to say which is meant.
    """
    if "d" in number_format.casefold():
        return f"{value:%d/%m/%Y}"
    if value.month == (value.year + 1) % 100:
        return f"{value:%b-%Y}"
    return f"{value:%Y-%m}"
