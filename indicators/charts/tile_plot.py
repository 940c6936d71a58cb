"""How a tile map is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.charts.fifths import GROUPS, fifths
from indicators.charts.findings import mark_notes
from indicators.charts.frame import notes_below, nothing_to_show
from indicators.charts.keys import Entry, key_below, swatch
from indicators.charts.layouts import Layout, Tile
from indicators.charts.model import Point
from indicators.charts.scales import text_width
from indicators.charts.svg import (
    INK,
    QUIET,
    WHITE,
    WIDTH,
    Markup,
    coordinate,
    element,
    group,
    join,
    paths,
)
from indicators.charts.wording import Terms, number

SHADES = ("#DCEAF6", "#A9CDEE", "#6BACE6", "#2073BC", "#12436D")  # the lowest fifth first
DARK_FROM = 3  # the first fifth whose words are white
HEIGHT, GAP, WIDEST, EDGE = 30, 2, 54, 2
THOUSANDS = ((1e9, "bn"), (1e6, "m"), (1e3, "k"))

Places = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Placed:
    """An area and its tile, if the layout has one for it."""

    point: Point
    tile: Tile | None


@dataclass(frozen=True, slots=True)
class Square:
    """A tile on the picture, from its top left corner; `shade` is its fifth, if it has a figure."""

    point: Point
    code: str
    x: float
    y: float
    width: int
    shade: int | None

    @property
    def ink(self) -> str:
        return WHITE if self.shade is not None and self.shade >= DARK_FROM else INK


def draw(
    placed: Sequence[Placed], layout: Layout, terms: Terms, *, focus: str | None
) -> tuple[Markup, float]:
    """Return the drawing and its height."""
    squares = _squares(placed, layout)
    if not any(square.shade is not None for square in squares):
        return nothing_to_show()
    bottom = max(square.y for square in squares) + HEIGHT
    key, below = key_below(_key(squares, terms), bottom + 8)
    notes, height = notes_below(_notes(squares, placed, focus), below)
    layers = [
        *(_shaded(squares, shade) for shade in range(GROUPS)),
        _hollow(squares),
        _provisional(squares),
        _boxes([s for s in squares if s.point.label == focus], "none", stroke=INK, stroke_width=4),
        *(_words(squares, ink, terms) for ink in (INK, WHITE)),
        key,
        notes,
    ]
    return join(*layers), height


def _squares(placed: Sequence[Placed], layout: Layout) -> list[Square]:
    """Return the tiles on the picture, as wide as there is room for all columns."""
    width = min(WIDEST, (WIDTH - 2 * EDGE) // layout.columns - GAP) // 2 * 2  # whole halves
    on_map = [(each.point, each.tile) for each in placed if each.tile]
    top = min((tile.row for _, tile in on_map), default=0)
    groups = fifths([point.figure for point, _ in on_map if point.has_figure])
    shades = dict(
        zip((tile.code for point, tile in on_map if point.has_figure), groups, strict=True)
    )
    return [
        Square(
            point,
            tile.code,
            EDGE + tile.column * (width + GAP),
            EDGE + (tile.row - top) * (HEIGHT + GAP),
            width,
            shades.get(tile.code),
        )
        for point, tile in on_map
    ]


def _shaded(squares: Sequence[Square], shade: int) -> Markup:
    """Return the tiles of one fifth, the lightest with an edge to be seen on white."""
    those = [square for square in squares if square.shade == shade]
    if shade == 0:
        return _boxes(those, SHADES[0], stroke=QUIET)
    bars = "".join(f"{_start(square, HEIGHT / 2)}h{square.width}" for square in those)
    return element("path", d=bars, stroke=SHADES[shade], stroke_width=HEIGHT) if those else join()


def _boxes(squares: Sequence[Square], fill: str, **attributes: str | float) -> Markup:
    """Return tiles with their edges as one element."""
    boxes = "".join(f"{_start(each)}h{each.width}v{HEIGHT}h-{each.width}z" for each in squares)
    return element("path", d=boxes, fill=fill, **attributes) if squares else join()


def _start(square: Square, down: float = 0) -> str:
    return f"M{coordinate(square.x)} {coordinate(square.y + down)}"


def _hollow(squares: Sequence[Square]) -> Markup:
    """Return the tiles without a figure: white, and hatched where one is withheld."""
    hollow = [square for square in squares if square.shade is None]
    withheld = [square for square in hollow if square.point.standing == "suppressed"]
    hatches = [line for square in withheld for line in hatching(square.x, square.y, square.width)]
    return join(
        _boxes(hollow, WHITE, stroke=QUIET),
        paths(hatches, stroke="#8C8C8C"),
    )


def hatching(x: float, y: float, width: float, height: float = HEIGHT) -> list[Places]:
    """Return slanted lines in the corners of a box, which leave its middle to the words."""
    return [[(x, y + cut), (x + cut, y)] for cut in (5.0, 10.0)] + [
        [(x + width - cut, y + height), (x + width, y + height - cut)] for cut in (5.0, 10.0)
    ]


def _provisional(squares: Sequence[Square]) -> Markup:
    """Return a dashed line within each provisional tile, in the colour of its words."""
    those = [s for s in squares if s.shade is not None and s.point.status == "provisional"]
    return join(
        *(
            element(
                "rect",
                x=square.x + 2,
                y=square.y + 2,
                width=square.width - 4,
                height=HEIGHT - 4,
                fill="none",
                stroke=square.ink,
                stroke_dasharray="2 2",
            )
            for square in those
        )
    )


def _words(squares: Sequence[Square], ink: str, terms: Terms) -> Markup:
    """Return the codes and figures of all tiles whose words have this colour."""
    those = [square for square in squares if square.ink == ink]
    codes = (_text(square, square.code, 13) for square in those)
    figures = (
        _text(square, shortened(square.point, terms, square.width - 2), 26) for square in those
    )
    return group(group(*codes, font_weight="bold"), *figures, fill=ink, text_anchor="middle")


def _text(square: Square, words: str, down: float) -> Markup:
    return element("text", words, x=square.x + square.width / 2, y=square.y + down)


def shortened(point: Point, terms: Terms, width: float) -> str:
    """Return a figure with as many decimals as fit the width, in thousands where none do."""
    if not point.has_figure:
        return point.mark
    written = [number(point.figure, decimals) for decimals in (terms.decimals, 0)]
    written += [
        number(point.figure / size, 0) + word
        for size, word in reversed(THOUSANDS)
        if abs(point.figure) >= size
    ]
    return next((words for words in written if text_width(words) <= width), written[-1])


def _key(squares: Sequence[Square], terms: Terms) -> list[Entry]:
    """Return each fifth that has areas with its lowest and highest figure."""
    entries: list[Entry] = []
    for shade, colour in enumerate(SHADES):
        figures = [square.point.figure for square in squares if square.shade == shade]
        if not figures:
            continue
        ends = [terms.number(min(figures)), terms.number(max(figures))]
        entries.append((swatch(colour), " to ".join(dict.fromkeys(ends))))
    return entries


def _notes(squares: Sequence[Square], placed: Sequence[Placed], focus: str | None) -> list[str]:
    notes = ["Darker is higher."]
    notes += [f"Outlined: {focus}." for square in squares if square.point.label == focus]
    notes += mark_notes([square.point for square in squares if square.shade is None])
    if any(s.point.status == "provisional" and s.shade is not None for s in squares):
        notes.append("Dashed edge: provisional.")
    if off_map := [each.point.label for each in placed if each.tile is None]:
        notes.append(f"Not on the map: {', '.join(off_map)}.")
    return notes
