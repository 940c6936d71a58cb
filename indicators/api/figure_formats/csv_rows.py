"""Figures as CSV by the million, from plain rows: the lines of `CsvRenderer`, and faster.

The columns that many figures share are written once, by `columns`, and put into each line as they
are; the others are told here under the same titles. A test holds the two side by side.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter
from types import SimpleNamespace
from typing import Any

from indicators.api.figure_keys import SDMX_STATUS, period_key, series_key
from indicators.api.flat_records import Shared, moment
from indicators.models import Marker
from indicators.periods import period_of
from indicators.reading import Around, FlatFigure
from laa_portal.foundation.cells import safe_cell

from .columns import COLUMNS, Column
from .csv_files import lines_of

PARTS = {
    "": "measure",
    "indicator": "measure",
    "measure": "measure",
    "area": "area",
    "synthetic": "area",
    "period": "period",
    "source": "source",
}
"""Which part of what figures share a column is of, by the field it is of."""

ORDER = ("measure", "area", "period", "source")

LINES = 400
"""That are handed on at once."""

Cell = Callable[[FlatFigure], str]


@lru_cache(maxsize=10_000)
def cell(text: str) -> str:
    """Return a text as a cell of CSV that no spreadsheet runs."""
    return lines_of([[str(safe_cell(text)), ""]])[: -len(",\r\n")]


def _text(name: str) -> Cell:
    get = attrgetter(name)
    return lambda row: cell(found) if (found := get(row)) else ""


def _recorded_at(row: FlatFigure) -> str:
    return moment(row.recorded_at if row.revision else row.vintage)


TOLD: dict[str, Cell] = {
    "Value note": lambda row: cell(row.reason or row.note),
    "Recent Trend": lambda row: cell(Marker(row.trend).label) if row.trend else "",
    "interval_method": lambda row: row.method if row.lower else "",
    "status_code": lambda row: SDMX_STATUS[row.status],
    "reason": _text("reason"),
    "note": _text("note"),
    "recorded_at": _recorded_at,
    "revision_reason": _text("revision_reason"),
    "comparison_group": _text("group_source"),
    "comparison_outcome": _text("grade"),
    "computed_at": lambda row: moment(row.computed_at),
}
"""What takes more than to put it down."""

AS_IT_IS = {
    "Value": "value",
    "Lower CI 95.0 limit": "lower",
    "Upper CI 95.0 limit": "upper",
    "Lower CI 99.8 limit": "lower_998",
    "Upper CI 99.8 limit": "upper_998",
    "Count": "numerator",
    "Denominator": "denominator",
    "comparison_value": "group_average",
}
"""What a row has under another name; all else it has under the column's own."""


class CsvLines:
    """Writes the lines of a file."""

    def __init__(self, around: Around) -> None:
        self.around = around
        self.runs = [(part, list(columns)) for part, columns in groupby(COLUMNS, _part_of)]
        self.measure = Shared(lambda key: self._runs("measure", self._measure(*key)))
        self.area = Shared(lambda key: self._runs("area", self._area(key)))
        self.period = Shared(lambda key: self._runs("period", _period(*key)))
        self.source = Shared(lambda key: self._runs("source", self._source(key)))
        self.series = Shared(self._series_key)
        self.period_keys = Shared(lambda key: period_key(_period(*key).period))
        self.told = [TOLD[one.title] for one in COLUMNS if one.title in TOLD]
        self.pick = itemgetter(*self._places())

    def blocks(self, rows: Iterable[FlatFigure]) -> Iterator[str]:
        """Yield the header, and then the lines of figures, some at a time."""
        yield lines_of([[column.title for column in COLUMNS]])
        some: list[str] = []
        for row in rows:
            some.append(self._line(row))
            if len(some) == LINES:
                yield "".join(some)
                some = []
        yield "".join(some)

    def _line(self, row: FlatFigure) -> str:
        measure, area, kind, start, definition, data_return, *_ = row
        period = (kind, start)
        cells = (
            *row,
            f"{self.series[measure, area]}.{self.period_keys[period]}",
            *[told(row) for told in self.told],
            *self.measure[measure, definition],
            *self.area[area],
            *self.period[period],
            *self.source[data_return],
        )
        return f"{','.join(self.pick(cells))}\r\n"

    def _places(self) -> list[int]:
        """Return where the cells of a line stand among those that `_line` puts together."""
        told = [("told", one.title) for one in COLUMNS if one.title in TOLD]
        runs = [(part, number) for number, (part, _) in enumerate(self.runs) if part]
        by_part = sorted(runs, key=lambda run: ORDER.index(run[0]))  # stays in order within a part
        names = [*FlatFigure._fields, "id", *told, *by_part]
        wanted: list[Any] = []
        for number, (part, columns) in enumerate(self.runs):
            wanted += [(part, number)] if part else map(_name_of, columns)
        return [names.index(name) for name in wanted]

    # --- What many share --------------------------------------------------------------------------

    def _runs(self, part: str, figure: Any) -> list[str]:
        """Return the runs of columns of a part, each as it stands in a line."""
        return [
            lines_of([[column.text(figure) for column in columns] + [""]])[: -len(",\r\n")]
            for own, columns in self.runs
            if own == part
        ]

    def _measure(self, measure: str, definition: str) -> SimpleNamespace:
        found = self.around.measures[int(measure)]
        return SimpleNamespace(
            measure=found,
            indicator=found.indicator,
            definition=self.around.definitions[int(definition)],
        )

    def _area(self, area: str) -> SimpleNamespace:
        return SimpleNamespace(area=self.around.areas[int(area)])

    def _source(self, data_return: str) -> SimpleNamespace:
        sent = self.around.data_returns[int(data_return)]
        return SimpleNamespace(figure=SimpleNamespace(data_return=sent, data_return_id=sent.pk))

    def _series_key(self, series: tuple[str, str]) -> str:
        measure, area = map(int, series)
        return series_key(self.around.measures[measure], self.around.areas[area])


def _period(kind: str, start: str) -> SimpleNamespace:
    return SimpleNamespace(period=period_of(kind, date.fromisoformat(start)))


def _part_of(column: Column) -> str:
    """Return which part of what figures share a column is of; "" for what is a figure's own."""
    return PARTS.get(column.field, "")


def _name_of(column: Column) -> Any:
    if column.title in TOLD:
        return ("told", column.title)
    return AS_IT_IS.get(column.title, column.title)
