"""Figures and charts as the lines of a file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.utils import timezone

from indicators.charts import Chart
from indicators.charts.wording import MINUS
from indicators.models import Measure
from indicators.periods import Period
from indicators.queries import FigureRow
from indicators.reading import FigureTable, History
from laa_portal.foundation.cells import safe_cell
from partnerships.models import Area

PRINTED_NUMBER = re.compile(rf"[+{MINUS}]?\d[\d,]*(\.\d+)?")

COLUMNS = {
    "indicator": "The code of the national indicator, as in NI 16",
    "measure": "The code of what exactly is computed, as in NI 33i; mostly that of the indicator",
    "area_code": "The GSS code of the area",
    "area_code_2008": "The ONS code of 2008; empty where there was none",
    "area": "The name of the area",
    "period": "As in 2008-04, 2008/09 Q1, 2008/09 or 2008",
    "value": "The figure, unrounded, in the unit of its line; empty where there is none",
    "lower_95": "The lower end of the 95% confidence interval",
    "upper_95": "The upper end of the 95% confidence interval",
    "numerator": "What was counted",
    "denominator": "What it is divided by",
    "unit": "Of the value",
    "status": "What is known of the value",
    "reason": "Why there is no value",
    "synthetic": "Whether the area and its figures are made up for demonstration: yes or no",
}
"""What each column holds: the data dictionary reads this."""

HEADER = tuple(COLUMNS)


def file_of_table(table: FigureTable) -> Iterator[Sequence[object]]:
    """Return the lines of a table's file: its header, and its areas in the table's order."""
    yield HEADER
    selection = table.selection
    for one in table.rows:
        yield _line(selection.measure, one.area, selection.period, one.row)


def name_of_history(history: History) -> str:
    """Return what a history's file is called."""
    name = f"{history.measure.code} {history.area.name} by {history.kind.label}"
    if not history.moment:
        return name
    return f"{name} as known {timezone.localtime(history.moment):%Y-%m-%d %H%M}"


def file_of_history(history: History) -> Iterator[Sequence[object]]:
    """Return the lines of a history's file: its header, and its periods, oldest first.

    Each line of the past says when it was known so.
    """
    known_at = [history.moment.isoformat()] if history.moment else []
    yield [*HEADER, *(["as_of"] if known_at else [])]
    for row in history.rows:
        yield [*_line(history.measure, history.area, row.period, row), *known_at]


def file_of_chart(chart: Chart) -> Iterator[Sequence[object]]:
    """Return the lines of a chart's table, its numbers as other programs write them."""
    yield [safe_cell(heading) for heading in chart.header]
    for row in chart.rows:
        yield [_cell(words) for words in row]


def _cell(words: str) -> object:
    if PRINTED_NUMBER.fullmatch(words):
        return Decimal(words.replace(",", "").replace(MINUS, "-"))
    return safe_cell(words)


def _line(measure: Measure, area: Area, period: Period, row: FigureRow | None) -> Sequence[object]:
    """Return one figure for other programs: unrounded, and safe in a spreadsheet."""
    cells = (
        measure.indicator.code,
        measure.code,
        area.gss_code,
        area.ons_code,
        area.name,
        period.code,
        *_numbers(row),
        measure.unit,
        row.shown.status if row else "missing",
        row.shown.reason if row else "no figure",
        "yes" if area.is_invented else "no",
    )
    return [safe_cell(cell) for cell in cells]


def _numbers(row: FigureRow | None) -> Iterable[object]:
    if row is None:
        return [""] * 5
    shown = row.shown
    values = (shown.value, shown.lower, shown.upper)
    counts = (shown.numerator, shown.denominator)
    return (
        *("" if value is None else value for value in values),
        *("" if number is None else f"{number.normalize():f}" for number in counts),
    )
