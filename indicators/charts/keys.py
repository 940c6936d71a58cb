"""What the markers of a chart mean: each drawn once, with its words beside it, below the plot."""

from collections.abc import Callable, Sequence

from indicators.charts.frame import EDGE
from indicators.charts.scales import text_width
from indicators.charts.svg import QUIET, WIDTH, Markup, element, join, line, text

ROW = 20
MARK = 22  # pixels for a marker, before its words

Mark = Callable[[float, float], Markup]
Entry = tuple[Mark, str]


def key_below(entries: Sequence[Entry], top: float) -> tuple[Markup, float]:
    """Return the entries side by side, in as many rows as they need, and where they end."""
    drawn: list[Markup] = []
    x, row = float(EDGE), 0
    for mark, words in entries:
        width = MARK + text_width(words) + 3 * EDGE
        if x > EDGE and x + width > WIDTH:
            x, row = float(EDGE), row + 1
        y = top + ROW * row + ROW / 2
        drawn += [mark(x + 8, y), text(words, x + MARK, y + 4)]
        x += width
    return join(*drawn), top + ROW * (row + 1) if entries else top


def swatch(colour: str) -> Mark:
    """Return a mark for an area of this colour, with an edge to be seen on white."""

    def draw(x: float, y: float) -> Markup:
        return element("rect", x=x - 7, y=y - 6, width=14, height=12, fill=colour, stroke=QUIET)

    return draw


def stroke(colour: str, dashes: str = "none") -> Mark:
    """Return a mark for a line of this colour."""

    def draw(x: float, y: float) -> Markup:
        return line(x - 8, y, x + 8, y, stroke=colour, stroke_width=2, stroke_dasharray=dashes)

    return draw
