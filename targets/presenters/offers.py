"""The lines of an offer, made or prepared, as pages and files print them: redlined."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from laa_portal.foundation.cells import safe_cell
from targets.models import OfferLine, Target
from targets.queries import SpokenLine
from targets.redline import Mark, RedlineRow
from targets.states import LineKind

from .redlines import Names, redline_of

ALWAYS_SHOWN = frozenset({"Type", "Baseline", "A placeholder, since", "Waits for"})
"""Beside the values of the years and whatever is changed."""


@dataclass(frozen=True)
class LineShown:
    """A line with its terms, each set beside the last round, the baseline and what was agreed."""

    spoken: SpokenLine
    rows: Sequence[RedlineRow]

    @property
    def target(self) -> Target:
        return self.spoken.line.target

    @property
    def kind(self) -> LineKind:
        return LineKind(self.spoken.line.kind)

    @property
    def said(self) -> str:
        """What the line says, in a few words."""
        return _said(self.kind, self.spoken.last)

    @property
    def has_last(self) -> bool:
        return self.spoken.last is not None

    @property
    def has_baseline(self) -> bool:
        """Whether any of its values compares with its baseline: a gap does not."""
        return any(row.baseline for row in self.rows)

    @property
    def has_agreed(self) -> bool:
        return self.spoken.agreed is not None

    @cached_property
    def main(self) -> list[RedlineRow]:
        """What is always shown, and whatever is changed."""
        return [row for row in self.rows if _is_main(row)]

    @cached_property
    def rest(self) -> list[RedlineRow]:
        return [row for row in self.rows if not _is_main(row)]

    @property
    def baseline(self) -> RedlineRow | None:
        return next((row for row in self.rows if row.said.name == "Baseline"), None)

    @property
    def values(self) -> list[RedlineRow]:
        """One a year; none where it is a placeholder."""
        return [row for row in self.rows if row.said.is_value]


def _is_main(row: RedlineRow) -> bool:
    return row.said.is_value or row.said.name in ALWAYS_SHOWN or row.is_changed


def _said(kind: LineKind, last: OfferLine | None) -> str:
    """Say what a line does; `last` had the terms that lay on the table before."""
    earlier = f"offer {last.offer.number}" if last else ""
    match kind:
        case LineKind.OFFER:
            return f"Other terms than in {earlier}" if earlier else "Offered for the first time"
        case LineKind.COUNTER:
            return f"Counters {earlier}"
        case LineKind.ACCEPT:
            return f"Accepts the terms of {earlier}"
        case LineKind.HOLD:
            return f"Holds: no answer to {earlier} yet"
        case LineKind.REOPEN:
            return f"Reopens what stood as in {earlier}"
    return "Takes the target out"


def shown(lines: Iterable[SpokenLine], names: Names) -> list[LineShown]:
    """Return lines as a page draws them; `names` are of the districts they speak of, by code."""
    return [LineShown(one, _rows(one, names)) for one in lines]


def _rows(one: SpokenLine, names: Names) -> Sequence[RedlineRow]:
    if one.terms is None:
        return ()
    return redline_of(one.terms, names, last=one.last, agreed=one.agreed)


# --- The file -------------------------------------------------------------------------------------

HEADER = (
    *("target", "indicator", "line", "says", "term", "this_offer"),
    *("against_last_round", "against_baseline", "against_agreed", "reason"),
)


def file_of_offer(lines: Iterable[LineShown]) -> Iterator[Sequence[object]]:
    """Return the lines of the file: its header, then one for each thing that a line says."""
    yield HEADER
    for line in lines:
        of_line = (line.target.title, line.target.code, line.kind.label, line.said)
        reason = line.spoken.line.rationale
        for row in line.rows or (None,):
            cells = (*of_line, *_cells(row), reason)
            yield [safe_cell(cell) for cell in cells]


def _cells(row: RedlineRow | None) -> tuple[str, ...]:
    if row is None:
        return ("", "", "", "", "")
    marks = (row.last, row.baseline, row.agreed)
    return (row.said.name, row.said.text, *(_plain(mark) for mark in marks))


def _plain(mark: Mark | None) -> str:
    return mark.sentence if mark else ""
