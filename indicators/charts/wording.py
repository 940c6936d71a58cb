"""How figures are printed."""

from dataclasses import dataclass
from math import isfinite

from indicators.charts.model import MARKS, Point

MINUS = "\N{MINUS SIGN}"


def number(value: float, decimals: int) -> str:
    """Return a number with this many decimals, commas between thousands, and no minus nought."""
    written = f"{abs(value):,.{decimals}f}"
    return MINUS + written if value < 0 and written.strip("0.,") else written


def capitalised(words: str) -> str:
    """Return the words as the beginning of a sentence, the rest of them as they are."""
    return words[:1].upper() + words[1:]


def within_sentence(words: str) -> str:
    """Return the words as they go on in a sentence, the rest of them as they are."""
    return words[:1].lower() + words[1:]


def counted(count: int, noun: str) -> str:
    """Return "1 point" or "1,200 points"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the figures of a chart are about, and how they are printed.

    `unit` is what follows a number: "per 1,000 people", "%", "homicides".
    """

    about: str
    unit: str
    decimals: int
    confidence: float

    def number(self, value: float) -> str:
        return number(value, self.decimals)

    def optional(self, value: float | None) -> str:
        """Return a number, or nothing where there is none."""
        return "" if value is None or not isfinite(value) else self.number(value)

    def signed(self, change: float) -> str:
        """Return a change with its sign, or nothing where there is none to tell."""
        if not isfinite(change):
            return ""
        written = self.number(change)
        return f"+{written}" if change > 0 and written.strip("0.,") else written

    def with_unit(self, written: str) -> str:
        return f"{written}%" if self.unit == "%" else f"{written} {self.unit}".rstrip()

    def figure(self, point: Point) -> str:
        return self.with_unit(self.number(point.figure))

    def printed(self, point: Point) -> str:
        """Return a figure with its mark, or the mark alone where there is no figure."""
        if not point.has_figure:
            return point.mark
        written, mark = number(point.figure, self.decimals), MARKS[point.status]
        return f"{written} {mark}" if mark else written

    def limits(self, point: Point) -> tuple[str, str] | None:
        if point.interval is None:
            return None
        lower, upper = point.interval
        return self.number(lower), self.number(upper)

    def with_interval(self, point: Point) -> str:
        """Return a figure in words, with its interval if it has one."""
        limits = self.limits(point)
        if limits is None:
            return self.figure(point)
        return f"{self.figure(point)} ({self.interval} {limits[0]} to {limits[1]})"

    @property
    def interval(self) -> str:
        return f"{self.percent} confidence interval"

    @property
    def percent(self) -> str:
        return f"{100 * self.confidence:.6g}%"

    @property
    def unit_heading(self) -> str:
        """The unit as the beginning of a sentence, or over a column."""
        if self.unit == "%":
            return "Percentage"
        return capitalised(self.unit) or "Number"
