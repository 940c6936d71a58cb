"""A chart under its question, or why there is none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.charts import Chart
from indicators.charts.wording import MINUS
from laa_portal.foundation.cells import safe_cell

NUMBER = re.compile(rf"[+{MINUS}]?[\d,]+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What a page shows under a question; `notes` are sentences below the chart.

    Without a chart, `reason` is a sentence that says why there is none.
    """

    name: str
    """In addresses and file names."""
    question: str
    chart: Chart | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()


def named(exhibits: Sequence[Exhibit], name: str) -> Chart | None:
    """Return the chart of this name, or None."""
    return next((one.chart for one in exhibits if one.name == name), None)


def file_of_chart(chart: Chart) -> Iterator[Sequence[object]]:
    """Return the lines of a chart's file: its table, its numbers as other programs read them."""
    yield [safe_cell(heading) for heading in chart.header]
    for cells in chart.rows:
        yield [safe_cell(_plain(cell)) for cell in cells]


def _plain(cell: str) -> str | Decimal:
    """Return a printed number without commas and with a plain minus; other cells as they are."""
    if NUMBER.fullmatch(cell):
        return Decimal(cell.replace(",", "").replace(MINUS, "-"))
    return cell
