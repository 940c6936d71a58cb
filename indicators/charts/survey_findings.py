"""Whether what surveys found has changed, as sentences made from figures and tests."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan

from indicators.charts.findings import without_figure
from indicators.charts.model import Point, Series
from indicators.charts.wording import Terms, counted


@dataclass(frozen=True, slots=True)
class Waves:
    """What the surveys found in one area or of one question.

    `is_more_than_chance` is the test of its last figure against its first; None where there was
    no test, and `reason` says why.
    """

    name: str
    points: tuple[Point, ...]
    is_more_than_chance: bool | None = None
    reason: str = ""

    @property
    def shown(self) -> list[Point]:
        return [point for point in self.points if point.has_figure]

    @property
    def is_comparable(self) -> bool:
        """Whether there are two figures or more, all of one definition."""
        return len(self.shown) > 1 and len({point.segment for point in self.shown}) == 1

    @property
    def change(self) -> float:
        return self.shown[-1].figure - self.shown[0].figure if self.is_comparable else nan

    @property
    def is_tested(self) -> bool:
        return self.is_comparable and self.is_more_than_chance is not None

    @property
    def has_changed(self) -> bool:
        return self.is_tested and bool(self.is_more_than_chance) and self.change != 0

    @property
    def finding(self) -> str:
        """Return what the test says of the change, or why nothing can be said."""
        if not self.shown:
            return "no figures"
        if len(self.shown) == 1:
            return f"only {self.shown[0].label}"
        if not self.is_comparable:
            return "not comparable"
        if not self.is_tested:
            return f"not tested: {self.reason}" if self.reason else "not tested"
        return "more than chance" if self.has_changed else "may be chance"


def bounded(row: Waves, waves: Sequence[str]) -> Waves:
    """Return a row with a point for each wave. Raises ValueError for a point of no wave."""
    if unknown := [point.label for point in row.points if point.label not in waves]:
        raise ValueError(f"Not among the waves: {', '.join(unknown)}.")
    return replace(row, points=Series(row.name, row.points).at(waves))


def span(waves: Sequence[str]) -> str:
    if not waves:
        return "no surveys"
    return f"{waves[0]} to {waves[-1]}" if len(waves) > 1 else waves[0]


def title(found: Sequence[Waves], terms: Terms, *, waves: Sequence[str], of: str) -> str:
    """Return how many rows changed by more than chance, or of a single row, how it changed."""
    if not any(row.shown for row in found):
        return f"{terms.about}: no figures to show"
    if len(found) == 1:
        return f"{terms.about}: {_single(found[0], terms)}"
    tested = [row for row in found if row.is_tested]
    if not tested:
        return f"{terms.about}: no change that could be tested, {span(waves)}"
    rose = sum(row.has_changed and row.change > 0 for row in tested)
    fell = sum(row.has_changed and row.change < 0 for row in tested)
    each = ", ".join(f"{count} {verb}" for count, verb in ((rose, "rose"), (fell, "fell")) if count)
    return (
        f"{terms.about}: {rose + fell or 'none'} of {counted(len(tested), of)} changed by more "
        f"than chance, {span(waves)}" + (f" ({each})" if each else "")
    )


def _single(row: Waves, terms: Terms) -> str:
    if not row.is_comparable:
        return f"{row.name}, {row.finding}"
    first, last = row.shown[0], row.shown[-1]
    verb = "stayed" if row.change == 0 else "rose" if row.change > 0 else "fell"
    return (
        f"{row.name} {verb} from {terms.number(first.figure)} in {first.label} to "
        f"{terms.figure(last)} in {last.label} ({row.finding})"
    )


def description(found: Sequence[Waves], terms: Terms, *, heading: str) -> str:
    """Return the finding, and for each row its figures and what the test says."""
    said = [f"{heading}."]
    for row in found:
        figures = ", ".join(f"{p.label} {terms.with_interval(p)}" for p in row.shown)
        said.append(f"{row.name}: {figures}; {row.finding}." if figures else f"{row.name}:")
        said += without_figure(row.points)
    return " ".join(said)
