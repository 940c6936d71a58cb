"""Dotted lines where a definition changed, each with its words above the plot."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.charts.frame import EDGE, LINE
from indicators.charts.scales import text_width
from indicators.charts.svg import QUIET, WHITE, WIDTH, Markup, join, line, text


@dataclass(frozen=True, slots=True)
class Flag:
    """Words that begin at `start`, beside a line at `x`; row 0 is the nearest to the plot."""

    words: str
    x: float
    start: float
    row: int

    @property
    def end(self) -> float:
        return self.start + text_width(self.words)


def place_flags(wanted: Sequence[tuple[str, float]]) -> list[Flag]:
    """Return a flag for each words and x, in the lowest row where it overlaps no other.

    Placed from the right, so that the line of a flag in a higher row passes left of those below.
    """
    placed: list[Flag] = []
    for words, x in sorted(wanted, key=lambda flag: -flag[1]):
        width = text_width(words)
        start = x + EDGE if x + EDGE + width <= WIDTH else max(0, x - EDGE - width)
        taken = {f.row for f in placed if start < f.end + EDGE and f.start < start + width + EDGE}
        row = next(row for row in range(len(placed) + 1) if row not in taken)
        placed.append(Flag(words, x, start, row))
    return placed


def draw_flags(placed: Sequence[Flag], *, top: float, bottom: float) -> Markup:
    bases = [top - 2 * EDGE - LINE * flag.row for flag in placed]
    lines = (
        line(flag.x, base - 10, flag.x, bottom, stroke=QUIET, stroke_dasharray="2 3")
        for flag, base in zip(placed, bases, strict=True)
    )
    words = (
        text(
            flag.words,
            flag.start,
            base,
            fill=QUIET,
            stroke=WHITE,
            stroke_width=3,
            paint_order="stroke",
        )
        for flag, base in zip(placed, bases, strict=True)
    )
    return join(*lines, *words)
