"""Markers that differ in shape, so that no reader depends on their colours."""

from collections.abc import Sequence

from indicators.charts.svg import IMPROVED, INK, REFERENCE, WHITE, Markup, coordinate, element, join

Places = Sequence[tuple[float, float]]

COLOURS = {"concern": REFERENCE, "improvement": IMPROVED, "neutral": INK}


def diamond(x: float, y: float, size: float, colour: str, *, is_hollow: bool = False) -> Markup:
    return diamonds([(x, y)], size, colour, is_hollow=is_hollow)


def diamonds(places: Places, size: float, colour: str, *, is_hollow: bool = False) -> Markup:
    """Return diamonds of this many pixels from the middle to each corner."""
    side = coordinate(size)
    outline = f"l{side}-{side} {side} {side}-{side} {side}z"
    lefts = [(x - size, y) for x, y in places]
    return _outlined(lefts, outline, colour, is_hollow=is_hollow)


def squares(places: Places, size: float, colour: str, *, is_hollow: bool = False) -> Markup:
    """Return squares of this many pixels from the middle to each side."""
    side = coordinate(2 * size)
    corners = [(x - size, y - size) for x, y in places]
    return _outlined(corners, f"h{side}v{side}h-{side}z", colour, is_hollow=is_hollow)


def _outlined(starts: Places, outline: str, colour: str, *, is_hollow: bool) -> Markup:
    """Return one element with the outline drawn from each start."""
    if not starts:
        return join()
    drawn = "".join(f"M{coordinate(x)} {coordinate(y)}{outline}" for x, y in starts)
    fill = WHITE if is_hollow else colour
    return element("path", d=drawn, fill=fill, stroke=colour, stroke_width=1.5)


def special(x: float, y: float, point_type: str, *, is_hollow: bool = False) -> Markup:
    """Return the marker of a special cause: a diamond, in a second one if it is an improvement."""
    colour = COLOURS[point_type]
    inner = diamond(x, y, 5, colour, is_hollow=is_hollow)
    if point_type != "improvement":
        return inner
    return join(diamond(x, y, 8.5, colour, is_hollow=True), inner)


def ring(x: float, y: float, radius: float, colour: str, *, fill: str = WHITE) -> Markup:
    return element("circle", cx=x, cy=y, r=radius, fill=fill, stroke=colour, stroke_width=1.5)
