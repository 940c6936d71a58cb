"""A Reading as JSON lines: what the child that reads a file writes, and its parent takes.

The first line is what holds for the file, then one line a row and one a problem. The last line
says that all of it is there: without it the child has died on the way.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields
from decimal import Decimal
from typing import Any

from indicators.periods import Period

from .columns import Column
from .fields import FIGURES
from .problems import Problem
from .rows import Reading, Row
from .table import Sheet

ROW_FIELDS = tuple(f.name for f in fields(Row))
END = "end"
OUT_OF_MEMORY = 3
"""With which the child exits when its memory does not suffice."""


class Incomplete(ValueError):
    """The lines break off, or are not those of a Reading."""


def lines_of(reading: Reading) -> Iterator[str]:
    """Yield the lines of a reading, without their line ends."""
    columns = {name: [c.letter, c.header] for name, c in reading.columns.items()}
    yield json.dumps([reading.notice, columns, reading.row_count])
    for row in reading.rows:
        yield json.dumps(["row", *(_plain(getattr(row, name)) for name in ROW_FIELDS)])
    for problem in reading.problems:
        yield json.dumps(["problem", *astuple(problem)])
    yield json.dumps([END])


def lines_of_sheet(sheet: Sheet) -> Iterator[str]:
    """Yield the lines of a sheet's cells."""
    yield json.dumps([sheet.delimiter, sheet.is_workbook])
    for number, texts in sheet.records:
        yield json.dumps([number, texts])
    yield json.dumps([END])


def sheet_of(lines: Iterable[str]) -> Sheet:
    """Return the sheet that `lines` tell. Raises Incomplete if they do not."""
    try:
        (delimiter, is_workbook), *records, end = (json.loads(line) for line in lines)
        if end != [END]:
            raise Incomplete
        return Sheet(tuple((number, texts) for number, texts in records), delimiter, is_workbook)
    except (ValueError, TypeError) as error:
        raise Incomplete from error


def reading_of(lines: Iterable[str]) -> Reading:
    """Return the reading that `lines` tell. Raises Incomplete if they do not."""
    try:
        (notice, columns, row_count), *entries, end = (json.loads(line) for line in lines)
        if end != [END]:
            raise Incomplete
        return Reading(
            tuple(_row(values) for kind, *values in entries if kind == "row"),
            tuple(Problem(*values) for kind, *values in entries if kind == "problem"),
            notice,
            {name: Column(*column) for name, column in columns.items()},
            row_count,
        )
    except (ValueError, TypeError, AttributeError, ArithmeticError) as error:
        raise Incomplete from error


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | Period):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, dict):
        return {name: [row, c.letter, c.header] for name, (row, c) in value.items()}
    return value


def _row(values: list[Any]) -> Row:
    told = dict(zip(ROW_FIELDS, values, strict=True))
    for name in FIGURES:
        told[name] = None if told[name] is None else Decimal(told[name])
    told["period"] = told["period"] and Period.parse(told["period"])
    told["unread"] = frozenset(told["unread"])
    places = told["places"].items()
    told["places"] = {name: (row, Column(*column)) for name, (row, *column) in places}
    return Row(**told)
