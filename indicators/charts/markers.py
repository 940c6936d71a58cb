"""Markers that differ in shape, so that no reader depends on their colours."""

from indicators.charts.svg import IMPROVED, INK, REFERENCE, WHITE, Markup, join, path

COLOURS = {"concern": REFERENCE, "improvement": IMPROVED, "neutral": INK}


def diamond(x: float, y: float, size: float, colour: str, *, is_hollow: bool = False) -> Markup:
    """Return a diamond of this many pixels from its middle to each corner."""
    fill = WHITE if is_hollow else colour
    return path(
        [(x - size, y), (x, y - size), (x + size, y), (x, y + size), (x - size, y)],
        fill=fill,
        stroke=colour,
        stroke_width=1.5,
    )


def special(x: float, y: float, point_type: str, *, is_hollow: bool = False) -> Markup:
    """Return the marker of a special cause: a diamond, in a second one if it is an improvement."""
    colour = COLOURS[point_type]
    inner = diamond(x, y, 5, colour, is_hollow=is_hollow)
    if point_type != "improvement":
        return inner
    return join(diamond(x, y, 8.5, colour, is_hollow=True), inner)
