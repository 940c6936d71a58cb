"""Names beside points of a crowd: as many as there is room for, the most important first."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.charts.scales import text_width
from indicators.charts.svg import QUIET, WHITE, Markup, join, line, text

HEIGHT, CLEAR = 14, 9  # of a line of text, and from a point to its name
FAR = (12, 30, 55)  # pixels that a name which must be there may lie away


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: "Box") -> bool:
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )

    def holds(self, place: tuple[float, float]) -> bool:
        return self.left < place[0] < self.right and self.top < place[1] < self.bottom


@dataclass(frozen=True, slots=True)
class Name:
    """Words for the point at `x` and `y`; a name that must be there may lie further off."""

    words: str
    x: float
    y: float
    colour: str
    is_needed: bool = False

    def boxes(self) -> list[Box]:
        """Return where it may lie, the best first: right, left, above, below, near before far."""
        width = text_width(self.words, bold=self.is_needed)
        return [
            box
            for away in (FAR if self.is_needed else (CLEAR,))
            for box in self._around(width, away)
        ]

    def _around(self, width: float, away: float) -> list[Box]:
        x, y, half = self.x, self.y, HEIGHT / 2
        corners = [
            (x + away, y - half),
            (x - away - width, y - half),
            (x - width / 2, y - away - HEIGHT),
            (x - width / 2, y + away),
        ]
        return [Box(left, top, left + width, top + HEIGHT) for left, top in corners]


def place_names(
    names: Sequence[Name], *, crowd: Sequence[tuple[float, float]], room: Box
) -> list[tuple[Name, Box]]:
    """Return the names that fit, in order of importance, with their boxes.

    None hides a point, except that a name that is needed is there even where there is no room
    for it, in the box where it hides the fewest.
    """
    placed: list[tuple[Name, Box]] = []
    for name in names:
        taken = [box for _, box in placed] + [
            _around(other) for other in names if other is not name
        ]
        free = [box for box in name.boxes() if box.within(room)]
        free = [box for box in free if not any(box.touches(other) for other in taken)]
        best = min(free, key=lambda box: _hidden(box, crowd), default=None)
        if best and (name.is_needed or not _hidden(best, crowd)):
            placed.append((name, best))
        elif name.is_needed:
            placed.append((name, _inside(name.boxes()[0], room)))
    return placed


def _around(name: Name) -> Box:
    return Box(name.x - 5, name.y - 5, name.x + 5, name.y + 5)


def _hidden(box: Box, crowd: Sequence[tuple[float, float]]) -> int:
    """Return how many points would lie under words in the box."""
    wider = Box(box.left - 4, box.top - 2, box.right + 4, box.bottom + 2)
    return sum(map(wider.holds, crowd))


def _inside(box: Box, room: Box) -> Box:
    """Return a box moved sideways to lie in the room."""
    left = max(room.left, min(box.left, room.right - (box.right - box.left)))
    return Box(left, box.top, left + box.right - box.left, box.bottom)


def draw_names(placed: Sequence[tuple[Name, Box]]) -> Markup:
    return join(*(_tie(name, box) for name, box in placed), *(_words(*each) for each in placed))


def _tie(name: Name, box: Box) -> Markup:
    """Return a line from a point to its name, where that is not beside it."""
    across = min(max(name.x, box.left), box.right)
    down = min(max(name.y, box.top), box.bottom)
    if abs(across - name.x) <= FAR[0] + 1 and abs(down - name.y) <= FAR[0] + 1:
        return join()
    return line(name.x, name.y, across, down, stroke=QUIET)


def _words(name: Name, box: Box) -> Markup:
    return text(
        name.words,
        box.left,
        box.bottom - 3,
        fill=name.colour,
        font_weight="bold" if name.is_needed else "normal",
        stroke=WHITE,
        stroke_width=4,
        paint_order="stroke",
    )
