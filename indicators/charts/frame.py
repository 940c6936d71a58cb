"""What charts have in common around the plot: notes below it, and the picture of no figures."""

from collections.abc import Sequence

from indicators.charts.scales import wrap
from indicators.charts.svg import QUIET, WIDTH, Markup, element, join, text

LINE = 16  # from one line of text to the next
EDGE = 4


def notes_below(sentences: Sequence[str], top: float) -> tuple[Markup, float]:
    """Return the sentences as lines of small text, and the height of the picture with them."""
    lines = wrap(" ".join(sentences), WIDTH - 2 * EDGE)
    drawn = (text(words, EDGE, top + LINE * row, fill=QUIET) for row, words in enumerate(lines, 1))
    return join(*drawn), top + LINE * len(lines) + 2 * EDGE


def nothing_to_show() -> tuple[Markup, float]:
    """Return a drawing that says there is no figure, and its height."""
    height = 64
    ground = element(
        "rect", x=0.5, y=0.5, width=WIDTH - 1, height=height - 1, fill="none", stroke=QUIET
    )
    words = text("No figures to show", WIDTH / 2, 37, font_size=14, text_anchor="middle")
    return join(ground, words), height
