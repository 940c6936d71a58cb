"""A sender's own file once more, with a column that says what is wrong: to mend and send again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from indicators.models import DataReturn, RowError
from indicators.parsing import FIGURES, WHAT_IS_WRONG, Sheet, copy_in_child, field_of, plain_number
from laa_portal.foundation.spreadsheets import Cell, csv_file, workbook_file

MOST_COLUMNS = 60
BETWEEN = " / "


def error_copy(data_return: DataReturn) -> bytes:
    """Return a refused return as it was sent, in its own format, with all that is wrong beside it.

    Raises ChildFailed where the file cannot be read at all: there is nothing to copy then.
    """
    sheet = copy_in_child(bytes(data_return.file.content), data_return.name)
    rows = marked(sheet, list(data_return.errors.all()))
    return workbook_file({"Return": rows}) if sheet.is_workbook else csv_file(rows, sheet.delimiter)


def marked(sheet: Sheet, errors: Iterable[RowError]) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of a sheet, the last cell of each saying what is wrong with the row.

    What is wrong with the file or its header is told beside the first row under the header.
    """
    records = [(number, list(texts)) for number, texts in sheet.records]
    if not records:
        return
    first, header = records[0]
    fields = _without_earlier_marks(records)
    width = min(max(len(texts) for _, texts in records), MOST_COLUMNS)
    told = _told(errors, first, records[1][0] if len(records) > 1 else first)
    yield first, [*_padded(header, width), WHAT_IS_WRONG]
    for number, texts in records[1:]:
        cells = [_cell(field, text) for field, text in zip(fields, texts, strict=False)]
        rest = texts[len(fields) :]
        yield number, [*_padded([*cells, *rest], width), BETWEEN.join(told[number])]


def _without_earlier_marks(records: list[tuple[int, list[str]]]) -> list[str]:
    """Take the column of an earlier copy out of the rows, and return the fields that are left."""
    header = records[0][1]
    earlier = [i for i, name in enumerate(header) if field_of(name) == field_of(WHAT_IS_WRONG)]
    for index in reversed(earlier):
        for _, texts in records:
            del texts[index : index + 1]
    return [field_of(name) for name in header]


def _told(errors: Iterable[RowError], header: int, first: int) -> dict[int, list[str]]:
    """Return what is wrong by sheet row."""
    told: dict[int, list[str]] = defaultdict(list)
    for error in errors:
        if error.row is None or error.row <= header:
            told[first].append(f"{error.place}: {error.message}")
        else:
            told[error.row].append(": ".join(filter(None, (error.field, error.message))))
    return told


def _cell(field: str, text: str) -> Cell:
    """Return a figure that is one as a number, so that a minus is no formula; else the text."""
    number: Decimal | None = plain_number(text) if field in FIGURES or not field else None
    return text if number is None else number


def _padded(cells: Sequence[Cell], width: int) -> list[Cell]:
    return [*cells[:width], *[""] * (width - len(cells))]
