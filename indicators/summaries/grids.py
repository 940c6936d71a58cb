"""Figures of a measure as series: a row an area, a column a period. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.periods import PeriodKind

from .kinds import Counting, Parts

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Whole = NDArray[np.intp]
Words = NDArray[np.str_]
Dates = NDArray[np.datetime64]

NUMBERS = ("value", "lower", "upper", "count", "base")

FINEST_FIRST = (
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.CALENDAR_YEAR,
    PeriodKind.FINANCIAL_YEAR,
)

SINCE_BREAK = " since the definition changed"
"""Follows a reason where a boundary that is not comparable took the earlier figures away."""


@dataclass(frozen=True)
class Grid:
    """All series of one kind of period; NaN where nothing is known.

    `numbers` has a matrix for each of NUMBERS; `segment` numbers the comparable stretch a figure
    belongs to, `current` the newest stretch that a series has come to by any kind of period: no
    other counts. `first` is the month of the first column, in months since January 1970.
    """

    kind: PeriodKind
    first: int
    numbers: Mapping[str, Floats]
    segment: Whole
    current: Whole

    @property
    def per_year(self) -> int:
        return 12 // self.kind.months

    @property
    def width(self) -> int:
        return self.segment.shape[1]

    @cached_property
    def known(self) -> Bools:
        return np.isfinite(self.numbers["value"])

    @cached_property
    def newest(self) -> Whole:
        """The column of each series' newest comparable value; -1 where it has none."""
        return newest_before(self.comparable, np.full(len(self.known), self.width))

    @cached_property
    def newest_of_any_stretch(self) -> Whole:
        """The column of each series' newest value, comparable with its newest figure or not."""
        return newest_before(self.known, np.full(len(self.known), self.width))

    @cached_property
    def has_any(self) -> Bools:
        return self.newest >= 0

    @cached_property
    def comparable(self) -> Bools:
        """Which values lie in the stretch that counts."""
        return self.known & (self.segment == self.current[:, np.newaxis])

    @cached_property
    def is_cut(self) -> Bools:
        """Which series lost earlier values to a break."""
        return np.any(self.known & ~self.comparable, axis=1)

    @cached_property
    def points(self) -> Whole:
        points: Whole = self.comparable.sum(axis=1)
        return points

    @cached_property
    def common(self) -> int:
        """The newest column that most series have a value in: see `common_column`."""
        return common_column(self.known.sum(axis=0), self.per_year)

    def of(self, name: str) -> Floats:
        """Return the numbers of the last comparable stretches."""
        return np.where(self.comparable, self.numbers[name], np.nan)

    def recent(self, name: str, years: int) -> Floats:
        """Return so many years' columns of the comparable numbers, the last of them `common`."""
        return self.of(name)[:, self._recent(years)]

    def recent_months(self, years: int) -> Whole:
        """Return the places in the year of the columns of `recent`, from 1."""
        return self.months[self._recent(years)]

    def _recent(self, years: int) -> slice:
        return slice(max(self.common + 1 - years * self.per_year, 0), self.common + 1)

    @property
    def months(self) -> Whole:
        """The place in the year of each column: 1 to 12 of months, 1 to 4 of quarters, or 1."""
        step = self.kind.months
        month = self.first + step * np.arange(self.width)
        return month % 12 // step + 1

    def at_newest(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """Return the entry of each series' newest value; of no meaning where it has none."""
        return entries(numbers, self.newest)

    def starts(self, columns: Whole) -> Dates:
        """Return the first days of the periods of some columns; NaT for those below 0."""
        months = (self.first + self.kind.months * columns).astype("datetime64[M]")
        return np.where(columns >= 0, months.astype("datetime64[D]"), np.datetime64("NaT", "D"))

    def ahead(self, start: np.datetime64) -> int:
        """Return how many periods after `common` the one that starts then comes."""
        month = int(start.astype("datetime64[M]").astype(int))
        return (month - self.first) // self.kind.months - self.common

    def why(self, reason: Words) -> Words:
        """Add to reasons that there would be more figures but for a break."""
        return np.where(self.is_cut & (reason != ""), np.char.add(reason, SINCE_BREAK), reason)


def common_column(areas: Whole, per_year: int) -> int:
    """Return the newest column in which at least half of the series of the last year have a value.

    `areas` counts the values of each column. What is worked out of all series together ends here,
    so that a single early return does not make all others late.
    """
    return int(np.flatnonzero(areas * 2 >= areas[-per_year:].max()).max(initial=0))


def entries(numbers: NDArray[Any], column: Whole) -> NDArray[Any]:
    """Return the entry of each row in its column; of no meaning where that is below 0."""
    return np.take_along_axis(numbers, column[:, np.newaxis].clip(0), axis=1)[:, 0]


def newest_before(known: Bools, column: Whole) -> Whole:
    """Return for each row its last known column before `column`; -1 where there is none."""
    places = np.arange(known.shape[1])
    places = np.where(known & (places < column[:, np.newaxis]), places, -1)
    newest: Whole = places.max(axis=1, initial=-1)
    return newest


def arrange(
    figures: pd.DataFrame, areas: Whole, segments: Mapping[int, int], parts: Parts
) -> dict[PeriodKind, Grid]:
    """Return the series of each kind of period that has any value, the finest first.

    `figures`: one row a figure: area_id, period_kind, period_start (timestamp), definition_id,
    value, lower, upper, numerator, denominator, expected, effective_count, effective_size.
    `areas`: their ids in order, the rows of every grid. `segments`: the comparable stretch of each
    definition.
    """
    counted = figures.assign(**_counts(figures, parts))
    counted = counted.assign(segment=counted["definition_id"].map(segments))
    with_value = counted[counted["value"].notna()]
    current = with_value.groupby("area_id")["segment"].max().reindex(areas, fill_value=-1)
    kinds = with_value["period_kind"].unique()
    return {
        kind: _grid(counted[counted["period_kind"] == kind], areas, kind, current.to_numpy(np.intp))
        for kind in FINEST_FIRST
        if kind in kinds
    }


def _counts(figures: pd.DataFrame, parts: Parts) -> dict[str, pd.Series]:
    """Return what each value is counted of, and what that is set against."""
    count, base = {
        Counting.EVENTS: ("numerator", "denominator"),
        Counting.CASES: ("numerator", "denominator"),
        Counting.EXPECTED: ("numerator", "expected"),
        Counting.ANSWERS: ("effective_count", "effective_size"),
        None: ("numerator", "denominator"),
    }[parts.counting]
    return {"count": figures[count], "base": figures[base]}


def _grid(figures: pd.DataFrame, areas: Whole, kind: PeriodKind, current: Whole) -> Grid:
    month = figures["period_start"].to_numpy().astype("datetime64[M]").astype(int)
    first = int(month.min())
    row, column = areas.searchsorted(figures["area_id"]), (month - first) // kind.months
    shape = len(areas), int(column.max()) + 1

    def placed(name: str, nothing: float) -> NDArray[Any]:
        matrix = np.full(shape, nothing)
        matrix[row, column] = figures[name]
        return matrix

    return Grid(
        kind=kind,
        first=first,
        numbers={name: placed(name, np.nan) for name in NUMBERS},
        segment=placed("segment", -1).astype(np.intp),
        current=current,
    )
