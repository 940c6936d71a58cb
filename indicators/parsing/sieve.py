"""Passing the sound rows of a large return all at once, so that few are examined one by one.

The rules of `checks` say of each row what is wrong with it and how to mend it. Of a national return
nearly all rows are sound, and to be told so row by row takes minutes. Here the same rules are asked
once for each text, and for each pair of a measure with an area or a period; numbers are compared as
columns. The sieve is finer than the rules: a row that passes has nothing wrong with it, and one
that does not may still be sound, and is left to the rules. Pure.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.periods import Period

from . import cells, figures, places
from .blocks import Chunk, Texts
from .cells import WITH_VALUE
from .columns import Header
from .facts import AreaFacts, Facts, MeasureFacts
from .fields import COUNTS, FIGURES
from .figures import ANSWERS, BASES, GROUP_2
from .problems import Refused
from .rows import Row, read_cell, unescaped
from .table import Record

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Places = NDArray[np.intp]

EXACT = 2.0**53
"""Whole numbers below it are told apart as floats."""

UNREAD = object()
"""Stands for what a text means that cannot be read."""


@dataclass(frozen=True, slots=True)
class Column:
    """What the cells of a column mean: each of `meanings` once, and the `place` of each row's."""

    place: Places
    meanings: list[Any]

    def each(self, ask: Callable[[Any], Any], dtype: Any = bool) -> NDArray[Any]:
        """Ask something of each meaning; return the answer of each row."""
        return np.array([ask(meaning) for meaning in self.meanings], dtype=dtype)[self.place]

    def told(self, ask: Callable[[Any], Any] = lambda meaning: meaning) -> pd.Categorical:
        """Ask the same, of what is said many times."""
        place, answers = pd.factorize(np.array([*map(ask, self.meanings)], dtype=object))
        return pd.Categorical.from_codes(place[self.place], pd.Index(answers))

    @property
    def is_read(self) -> Bools:
        return self.each(lambda meaning: meaning is not UNREAD)


class Sieve:
    """Made once for a file, of its header and what it is checked against."""

    def __init__(self, header: Header, facts: Facts) -> None:
        self.header = header
        self.facts = facts

    def sift(self, chunk: Chunk) -> tuple[pd.DataFrame, list[Record]]:
        """Part rows into sound ones, in the columns of StagedRow, and those to be examined."""
        if not chunk.numbers or self.header.unread:
            return pd.DataFrame({"row": []}), chunk.records(np.ones(len(chunk.numbers), bool))
        table = Table(chunk, self.header, self.facts)
        sound = table.sound()
        return table.rows()[sound], chunk.records(~sound)


class Table:
    """The columns of a chunk, under a header none of whose fields is lost."""

    def __init__(self, chunk: Chunk, header: Header, facts: Facts) -> None:
        self.facts = facts
        self.number = np.array(chunk.numbers)
        named = zip(header.fields, chunk.columns, strict=True)
        self.columns = {name: _column(name, column) for name, column in named if name}
        self.area = Column(
            self.columns["area_code"].place,
            [facts.areas.get(code, UNREAD) for code in self.columns["area_code"].meanings],
        )
        self.period = self.columns["period"]
        self.measure = self._pairs("indicator", "measure", self._measure_named)
        self.definition = _joined(self.measure, self.period, _definition)
        self.status = self.columns.get("status", self._same("final"))
        self.is_given = self.status.each(lambda status: status in WITH_VALUE)
        self.numbers = {name: self._number(name) for name in FIGURES}
        self.is_filled = self._is_filled()
        self.population = self._population()

    def sound(self) -> Bools:
        """Return which rows nothing can be wrong with."""
        columns = [*self.columns.values(), self.area, self.measure, self.definition]
        conditions = [column.is_read for column in columns]
        conditions += [self._place_fits(), self._numbers_fit(), self._required_are_there()]
        sound: Bools = np.logical_and.reduce(conditions)
        return sound

    def rows(self) -> pd.DataFrame:
        """Return all rows in the columns of StagedRow; of no meaning where they are not sound."""
        period = self.period
        written: dict[str, Any] = {
            name: self.columns[name].told(_written) for name in FIGURES if name in self.columns
        }
        if np.isfinite(self.population).any():
            filled = pd.Series(self.population).astype("Int64").astype(object)
            blank = pd.Series(written.get("denominator"), index=filled.index, dtype=object)
            written["denominator"] = blank.where(blank.notna(), filled).to_numpy()
        if "value" in self.columns:
            written["value_decimals"] = self.columns["value"].told(_decimals)
        return pd.DataFrame(
            {
                "row": self.number,
                "measure_id": self.measure.each(_id, int),
                "definition_id": self.definition.each(_id, int),
                "area_id": self.area.each(_id, int),
                "period_kind": period.told(lambda p: getattr(p, "kind", None)),
                "period_start": period.told(lambda p: getattr(p, "start", None)),
                **written,
                "status": self.status.told(),
                "note": self.columns.get("note", self._same("")).told(),
            }
        )

    def _same(self, meaning: str) -> Column:
        return Column(np.zeros(len(self.number), np.intp), [meaning])

    def _pairs(self, name: str, other: str, ask: Callable[[Any, Any], Any]) -> Column:
        return _joined(self.columns[name], self.columns.get(other, self._same("")), ask)

    def _measure_named(self, indicator: str, measure: str) -> Any:
        found = places.find_measure(Row(0, indicator=indicator, measure=measure), self.facts)
        return found if isinstance(found, MeasureFacts) else UNREAD

    def _number(self, name: str) -> Floats:
        if name not in self.columns:
            return np.full(len(self.number), np.nan)
        return self.columns[name].each(_float, float)

    def _is_filled(self) -> Bools:
        """Whether the denominator is blank, and the population is to be taken for it."""
        of_people = self.measure.each(lambda m: getattr(m, "base", "") == "population")
        is_filled: Bools = of_people & self.is_given & np.isnan(self.numbers["denominator"])
        return is_filled

    def _population(self) -> Floats:
        """Return what blank denominators are filled with; NaN elsewhere, or if it is unknown."""
        population = np.full(len(self.number), np.nan)
        for place in np.flatnonzero(self.is_filled).tolist():
            found = _population_of(self, place)
            population[place] = np.nan if found is None else found
        return population

    def _place_fits(self) -> Bools:
        """Whether area and period suit the measure, the sender and each other."""
        facts = self.facts
        starts = self.period.each(lambda p: _ordinal(getattr(p, "start", None), 0), float)
        ends = self.area.each(lambda a: _ordinal(getattr(a, "ends_on", None), np.inf), float)
        of_measure = _joined(self.measure, self.area, lambda m, a: _suits_area(m, a, facts))
        is_over = self.period.each(lambda p: _has_none(places.period_is_over, _row(p), facts))
        fits: Bools = (starts < ends) & of_measure.each(bool) & is_over
        return fits

    def _numbers_fit(self) -> Bools:
        """Whether no number is against another, the status or the kind of the measure."""
        fits = ~self.is_filled | np.isfinite(self.population)
        for name, number in self.numbers.items():
            fits &= ~(number < 0)  # not of a number that is not there
            fits &= ~(self.is_given & (number == 0)) if name in BASES else True
            fits &= self.is_given | np.isnan(number) if name in ANSWERS else True
        for kinds, fit in (
            (figures.WHOLE_COUNTS, self._is_whole("numerator")),
            (figures.PARTS_OF_A_WHOLE, self._is_part(*COUNTS) & self._is_part(*GROUP_2)),
            ({"survey_proportion"}, ~(self.numbers["value"] > figures.HUNDRED_PER_CENT)),
        ):
            fits &= fit | ~self._is_of(kinds)
        return fits

    def _is_of(self, kinds: Iterable[str]) -> Bools:
        return self.measure.each(lambda m: getattr(m, "kind", "") in kinds)

    def _is_whole(self, name: str) -> Bools:
        if name not in self.columns:
            return np.ones(len(self.number), bool)
        return self.columns[name].each(lambda n: not isinstance(n, Decimal) or n % 1 == 0)

    def _is_part(self, part: str, whole: str) -> Bools:
        """Whether a number is not above another; of two that are one float, only of whole ones."""
        less, more = self.numbers[part], self.numbers[whole]
        same = (less == more) & (less < EXACT) & self._is_whole(part) & self._is_whole(whole)
        is_part: Bools = np.isnan(less) | np.isnan(more) | (less < more) | same
        return is_part

    def _required_are_there(self) -> Bools:
        """Whether a row with a value has all that its measure can be worked out from, one way."""
        has = {name: np.isfinite(number) for name, number in self.numbers.items()}
        has["denominator"] |= np.isfinite(self.population)
        there = ~self.is_given
        for kind, ways in figures.REQUIRED.items():
            complete = [np.logical_and.reduce([has[name] for name in way]) for way in ways]
            there |= self._is_of({kind}) & np.logical_or.reduce(complete)
        return there


def _column(name: str, texts: Texts) -> Column:
    place, said = texts
    return Column(place, [_meaning(name, unescaped(text.strip())) for text in said])


def _meaning(name: str, text: str) -> Any:
    """Return what a cell means. A marker in place of a number is left to the rules."""
    try:
        if name == "status":
            return cells.status(text) if text else "final"
        return UNREAD if text.lower() in cells.MARKERS else read_cell(name, text)
    except Refused:
        return UNREAD


def _joined(one: Column, other: Column, ask: Callable[[Any, Any], Any]) -> Column:
    """Ask something of each pair of meanings that a row has; UNREAD where either is."""
    place, pairs = pd.factorize(one.place * len(other.meanings) + other.place)
    meanings = []
    for first, second in zip(*np.divmod(pairs, len(other.meanings)), strict=True):
        both = one.meanings[first], other.meanings[second]
        meanings.append(UNREAD if UNREAD in both else ask(*both))
    return Column(place, meanings)


def _definition(measure: MeasureFacts, period: Period) -> Any:
    """Return the definition by which a measure is collected for a period, if it is."""
    suits = _has_none(places.period_is_of_a_kind, _row(period), measure)
    return (measure.definition_for(period) or UNREAD) if suits else UNREAD


def _suits_area(measure: MeasureFacts, area: AreaFacts, facts: Facts) -> bool:
    return _has_none(places.area_is_of_a_level, Row(0), measure, area, facts) and _has_none(
        places.area_is_the_senders, Row(0), area, facts
    )


def _has_none(rule: Callable[..., Iterable[Any]], *arguments: Any) -> bool:
    """Whether a rule finds no fault."""
    return not any(True for _ in rule(*arguments))


def _row(period: Any) -> Row:
    return Row(0, period=None if period is UNREAD else period)


def _population_of(table: Table, place: int) -> Decimal | None:
    measure, area, period = (
        column.meanings[column.place[place]] for column in (table.measure, table.area, table.period)
    )
    if UNREAD in (area, period):
        return None
    return figures.population_of(_row(period), measure, area, table.facts)


def _ordinal(day: date | None, otherwise: float) -> float:
    return otherwise if day is None else day.toordinal()


def _float(number: Any) -> float:
    return float(number) if isinstance(number, Decimal) else np.nan


def _decimals(number: Any) -> int | None:
    return cells.decimals_of(number) if isinstance(number, Decimal) else None


def _written(number: Any) -> str | None:
    return str(number) if isinstance(number, Decimal) else None


def _id(found: Any) -> int:
    return 0 if found is UNREAD else int(found.id)
