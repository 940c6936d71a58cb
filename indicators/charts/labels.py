"""Names at the ends of lines, in place of a legend, pushed apart where they would overlap."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.charts.frame import EDGE
from indicators.charts.scales import spread, text_width, wrap
from indicators.charts.svg import CONTEXT, Markup, join, line, text

AT_MOST = 150  # pixels of a line of a label
LINE = 14
CLEAR = 4  # pixels between one label and the next
GAP = 10  # and between the plot and the labels


@dataclass(frozen=True, slots=True)
class EndLabel:
    """What to write beside the last point of a line, which is at `x` and `y`."""

    words: str
    x: float
    y: float
    colour: str
    bold: bool

    @property
    def lines(self) -> list[str]:
        return wrap(self.words, AT_MOST, bold=self.bold)


def room_for(words: Sequence[str]) -> float:
    """Return how much of the width labels of these words need, with the gap before them."""
    lines = [line for label in words for line in wrap(label, AT_MOST, bold=True)]
    return GAP + EDGE + max((text_width(line, bold=True) for line in lines), default=0)


def end_labels(labels: Sequence[EndLabel], *, left: float, top: float, bottom: float) -> Markup:
    """Return the labels from `left` on, each tied to its point where it is not beside it."""
    tallest = max((len(label.lines) for label in labels), default=1)
    middles = spread(
        [label.y for label in labels], gap=LINE * tallest + CLEAR, low=top, high=bottom
    )
    return join(
        *(_tie(label, left, middle) for label, middle in zip(labels, middles, strict=True)),
        *(_words(label, left, middle) for label, middle in zip(labels, middles, strict=True)),
    )


def _tie(label: EndLabel, left: float, middle: float) -> Markup:
    is_beside = abs(label.y - middle) < CLEAR and left - label.x < 3 * GAP
    if is_beside:
        return join()
    return line(label.x + 6, label.y, left - 3, middle, stroke=CONTEXT)


def _words(label: EndLabel, left: float, middle: float) -> Markup:
    first = middle + 4 - LINE * (len(label.lines) - 1) / 2
    return join(
        *(
            text(
                words,
                left,
                first + LINE * row,
                fill=label.colour,
                font_weight="bold" if label.bold else "normal",
            )
            for row, words in enumerate(label.lines)
        )
    )
