"""Figures worked out a second time, slowly and by hand, to hold the portal's against.

Nothing here asks the code under test. A history is a list of returns; what was known of a cell at
a moment is what the last return said that had been published by then and not yet withdrawn; where
all that said something were withdrawn, it is missing, and nobody's. What another sender says than
whoever holds the cell is set aside: it holds once nothing else stands. A district is its own row,
or for a year the sum of its quarters; the county is the sum of its districts, or missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

QUARTERS = ("2008/09 Q1", "2008/09 Q2", "2008/09 Q3", "2008/09 Q4")
YEARS = ("2007/08", "2008/09")
PERIODS = (*YEARS, *QUARTERS)
QUARTERS_OF = {"2008/09": QUARTERS}


@dataclass(frozen=True)
class Said:
    """What a row says: counts as whole numbers, or None where it gives none."""

    numerator: int | None
    denominator: int | None
    status: str

    @property
    def is_counted(self) -> bool:
        return self.numerator is not None and self.denominator is not None


MISSING = Said(None, None, "missing")

Cell = tuple[str, str, str]
"""A measure, an area and a period, each by its code."""


@dataclass
class SlowReturn:
    """One return; None where it has not been published, or withdrawn, yet."""

    number: int
    rows: dict[Cell, Said]
    sender: str = ""
    published_at: datetime | None = None
    withdrawn_at: datetime | None = None

    def is_published(self, moment: datetime) -> bool:
        return self.published_at is not None and self.published_at <= moment

    def stands(self, moment: datetime) -> bool:
        is_withdrawn = self.withdrawn_at is not None and self.withdrawn_at <= moment
        return self.is_published(moment) and not is_withdrawn


@dataclass(frozen=True)
class SlowFigure:
    """A figure as it should be; `value` exact, per the measure's factor."""

    value: Fraction | None
    numerator: int | None
    status: str


@dataclass
class CellLife:
    """What is said of one cell, as far as it has been lived through."""

    cell: Cell
    words: list[tuple[SlowReturn, bool]] = field(default_factory=list)
    """Each return in the order of publication, and whether what it says was set aside."""
    gone: list[SlowReturn] = field(default_factory=list)
    holding: SlowReturn | None = None

    def publish(self, one: SlowReturn) -> None:
        held = self.holding
        is_same = held is not None and held.rows[self.cell] == one.rows[self.cell]
        is_aside = held is not None and held.sender != one.sender and not is_same
        self.words.append((one, is_aside))
        if not is_aside and not is_same:
            self.holding = one

    def withdraw(self, one: SlowReturn) -> None:
        self.gone.append(one)
        if self.holding is one:
            last = self.last_words()
            counted = [word for word, is_aside in last if not is_aside]
            self.holding = counted[-1] if counted else self._first_to_speak()

    def last_words(self) -> list[tuple[SlowReturn, bool]]:
        """Return what each sender said last that stands, in the order of publication."""
        last = {word.sender: (word, is_aside) for word, is_aside in self._standing()}
        return [standing for standing in self._standing() if standing in last.values()]

    def contradicts(self, sender: str) -> Said | None:
        """Return what a sender says that is set aside, if it is not what is known."""
        for word, is_aside in self.last_words():
            is_other = self.holding is not None and self.holding.sender != sender
            said = word.rows[self.cell]
            if word.sender == sender and is_aside and is_other:
                return None if said == self.holding.rows[self.cell] else said
        return None

    def _standing(self) -> list[tuple[SlowReturn, bool]]:
        return [(word, is_aside) for word, is_aside in self.words if word not in self.gone]

    def _first_to_speak(self) -> SlowReturn | None:
        for word, _ in self._standing():
            return next(last for last, _ in self.last_words() if last.sender == word.sender)
        return None


@dataclass
class History:
    """Returns of measures (code: (factor, whether all quarters share one base)) in a county."""

    measures: dict[str, tuple[int, bool]]
    county: str
    districts: tuple[str, ...]
    loners: tuple[str, ...] = ()
    returns: list[SlowReturn] = field(default_factory=list)

    def known(self, cell: Cell, moment: datetime) -> Said | None:
        """Return what was known of a cell; None where nothing had ever been said."""
        life = self.life(cell, moment)
        if life.holding:
            return life.holding.rows[cell]
        return MISSING if life.words else None

    def life(self, cell: Cell, moment: datetime) -> "CellLife":
        """Live through all that was said of a cell and taken back until a moment."""
        saying = [one for one in self.returns if cell in one.rows and one.is_published(moment)]
        acts = [(one.published_at, one.number, one) for one in saying]
        acts += [(one.withdrawn_at, one.number, one) for one in saying if not one.stands(moment)]
        life = CellLife(cell)
        for at, _, one in sorted(acts, key=lambda act: act[:2]):
            (life.withdraw if at == one.withdrawn_at else life.publish)(one)
        return life

    def figures(self, moment: datetime) -> dict[Cell, SlowFigure]:
        """Return every figure that there was at a moment."""
        found = {}
        for measure, (per, _) in self.measures.items():
            for area, period, said in self._said(measure, moment):
                found[measure, area, period] = _figure(said, per)
        return found

    def _said(self, measure: str, moment: datetime) -> Iterator[tuple[str, str, Said]]:
        for period in PERIODS:
            rows = {area: self._of(measure, area, period, moment) for area in self.districts}
            known = {area: said for area, said in rows.items() if said}
            yield from ((area, period, said) for area, said in known.items())
            if known:
                yield self.county, period, _sum(list(rows.values()))
            for area in self.loners:
                if said := self._of(measure, area, period, moment):
                    yield area, period, said

    def _of(self, measure: str, area: str, period: str, moment: datetime) -> Said | None:
        """Return a district's row: its own, or the sum of the quarters of a year."""
        own = self.known((measure, area, period), moment)
        if own or period not in QUARTERS_OF:
            return own
        parts = [self.known((measure, area, one), moment) for one in QUARTERS_OF[period]]
        whole = _sum(parts)
        if not whole.is_counted:
            return None
        _, shares_base = self.measures[measure]
        base = parts[0].denominator if shares_base else whole.denominator
        return Said(whole.numerator, base, whole.status)


def _sum(parts: list[Said | None]) -> Said:
    """Return the sum of counts, all of which must be known."""
    if not all(part and part.is_counted for part in parts):
        return MISSING
    is_provisional = any(part.status == "provisional" for part in parts)
    return Said(
        sum(part.numerator for part in parts),
        sum(part.denominator for part in parts),
        "provisional" if is_provisional else "final",
    )


def _figure(said: Said, per: int) -> SlowFigure:
    if not said.is_counted:
        return SlowFigure(None, None, said.status)
    value = Fraction(said.numerator, said.denominator) * per
    return SlowFigure(value, said.numerator, said.status)
