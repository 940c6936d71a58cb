"""What goes into a chart, and what comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import isfinite, nan

from indicators.charts.svg import Markup

MARKS = {
    "final": "",
    "provisional": "[p]",
    "revised": "[r]",
    "missing": "[x]",
    "suppressed": "[c]",
    "not_applicable": "[z]",
}
MEANINGS = {
    "provisional": "provisional",
    "revised": "revised",
    "missing": "not available",
    "suppressed": "confidential",
    "not_applicable": "not applicable",
}
WITHOUT_FIGURE = {"missing", "suppressed", "not_applicable"}


@dataclass(frozen=True, slots=True)
class Point:
    """One figure, of a period or of an area, or the reason why there is none.

    `segment` numbers the definitions under which the figures were measured: those of different
    segments are not compared. `figure` is the value that may be shown, or NaN: a suppressed one may
    not, even if passed. Raises ValueError for a status not in `MARKS`.
    """

    label: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    status: str = "final"
    segment: int = 0
    has_figure: bool = field(init=False, repr=False, compare=False)
    figure: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.status not in MARKS:
            raise ValueError(f"A figure is not “{self.status}” but one of {', '.join(MARKS)}.")

        value = nan if self.value is None or self.status in WITHOUT_FIGURE else self.value
        has_figure = isfinite(value)
        # Worked out once, for drawing asks for them many times over.
        object.__setattr__(self, "has_figure", has_figure)
        object.__setattr__(self, "figure", value if has_figure else nan)

    @property
    def interval(self) -> tuple[float, float] | None:
        if not self.has_figure or self.lower is None or self.upper is None:
            return None
        limits = (self.lower, self.upper)
        return limits if all(map(isfinite, limits)) else None

    @property
    def standing(self) -> str:
        """The status, which without a figure cannot be final, provisional or revised."""
        if self.has_figure or self.status in WITHOUT_FIGURE:
            return self.status
        return "missing"

    @property
    def mark(self) -> str:
        return MARKS[self.standing]


def rank(point: Point) -> tuple[bool, float, str]:
    """Return what sorts points highest first, those without a figure last and by name."""
    return not point.has_figure, -point.figure if point.has_figure else 0, point.label


@dataclass(frozen=True, slots=True)
class Series:
    """Another area's figures, drawn beside the main ones; matched by the labels of its points."""

    name: str
    points: tuple[Point, ...]

    def at(self, labels: Sequence[str]) -> tuple[Point, ...]:
        """Return its points for these labels, missing where it has none."""
        by_label = {point.label: point for point in self.points}
        return tuple(by_label.get(label, Point(label, status="missing")) for label in labels)


@dataclass(frozen=True, slots=True)
class Reference:
    """One number to hold areas against, such as the rate of England."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, and the same in words and as a table. All but `svg` is plain text."""

    svg: Markup
    title: str
    subtitle: str
    description: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def extent(points: Sequence[Point]) -> list[float]:
    """Return every number that a chart of these points must find room for."""
    numbers: list[float] = []
    for point in points:
        if point.has_figure:
            numbers += [point.figure, *(point.interval or ())]
    return numbers


def runs(points: Sequence[Point]) -> list[list[int]]:
    """Return the positions of points that a line may join: side by side, of one definition."""
    joined: list[list[int]] = []
    for position, point in enumerate(points):
        if not point.has_figure:
            continue
        previous = joined[-1][-1] if joined else -2
        if previous == position - 1 and points[previous].segment == point.segment:
            joined[-1].append(position)
        else:
            joined.append([position])
    return joined


@dataclass(frozen=True, slots=True)
class Break:
    """The point at `position` is the first that was measured in the new way."""

    position: int
    label: str


def find_breaks(points: Sequence[Point], names: Mapping[int, str]) -> list[Break]:
    """Return where the segment changes from one figure to the next; `names` are by segment."""
    shown = [position for position, point in enumerate(points) if point.has_figure]
    return [
        Break(after, names.get(points[after].segment, "Definition changed"))
        for before, after in pairwise(shown)
        if points[before].segment != points[after].segment
    ]
