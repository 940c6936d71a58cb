"""Paths that were offered, and the figures of others, in a trajectory: names, places, drawing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from indicators.charts.keys import Entry, Mark
from indicators.charts.labels import EndLabel
from indicators.charts.markers import diamond, squares
from indicators.charts.model import Point, Series
from indicators.charts.scales import Scale
from indicators.charts.svg import CONTEXT, INK, QUIET, REFERENCE, Markup, join, line, path
from indicators.charts.wording import Terms

Marker = Callable[[float, float], Markup]


@dataclass(frozen=True, slots=True)
class Path:
    """A named line by position on the axis; between its points it is drawn straight."""

    name: str
    points: Mapping[int, Point]

    @property
    def last(self) -> tuple[int, Point]:
        at = max(self.points)
        return at, self.points[at]


def paths_of(series: Sequence[Series], place: Mapping[str, int]) -> list[Path]:
    """Return series as paths, without those that have no figure."""
    found = [
        Path(one.name, {place[point.label]: point for point in one.points if point.has_figure})
        for one in series
    ]
    return [one for one in found if one.points]


@dataclass(frozen=True, slots=True)
class Style:
    """How a path is told from the others: by its dashes and markers, not by its colour alone."""

    colour: str
    dashes: str
    marker: Marker


STYLES = (
    Style(REFERENCE, "none", lambda x, y: diamond(x, y, 5, REFERENCE)),
    Style(INK, "8 3", lambda x, y: squares([(x, y)], 4, INK, is_hollow=True)),
    Style(REFERENCE, "2 3", lambda x, y: diamond(x, y, 5, REFERENCE, is_hollow=True)),
    Style(INK, "2 3", lambda x, y: squares([(x, y)], 4, INK)),
)
OF_OTHERS = Style(CONTEXT, "none", lambda _x, _y: join())


def _styled(paths: Sequence[Path]) -> list[tuple[Path, Style]]:
    return [(one, STYLES[place % len(STYLES)]) for place, one in enumerate(paths)]


def draw_paths(paths: Sequence[Path], x: Scale, y: Scale) -> Markup:
    return join(*(_drawn(one, style, x, y) for one, style in _styled(paths)))


def draw_others(others: Sequence[Path], x: Scale, y: Scale) -> Markup:
    return join(*(_drawn(one, OF_OTHERS, x, y) for one in others))


def _drawn(one: Path, style: Style, x: Scale, y: Scale) -> Markup:
    places = [(x(at), y(point.figure)) for at, point in sorted(one.points.items(), key=_position)]
    way = path(places, stroke=style.colour, stroke_width=2, stroke_dasharray=style.dashes)
    return join(way if len(places) > 1 else join(), *(style.marker(*place) for place in places))


def _position(item: tuple[int, Point]) -> int:
    return item[0]


def entries(paths: Sequence[Path]) -> list[Entry]:
    """Return what the key says of the paths."""
    return [(_mark(style), one.name) for one, style in _styled(paths)]


def _mark(style: Style) -> Mark:
    def draw(x: float, y: float) -> Markup:
        way = line(
            x - 8, y, x + 8, y, stroke=style.colour, stroke_width=2, stroke_dasharray=style.dashes
        )
        return join(way, style.marker(x, y))

    return draw


def end_words(paths: Sequence[Path], others: Sequence[Path], terms: Terms) -> list[str]:
    return [f"{one.name}: {terms.number(one.last[1].figure)}" for one in [*paths, *others]]


def labels_of(
    paths: Sequence[Path], others: Sequence[Path], terms: Terms, x: Scale, y: Scale
) -> list[EndLabel]:
    """Return what is written at the end of each line."""
    colours = [style.colour for _, style in _styled(paths)] + [QUIET] * len(others)
    lines = zip([*paths, *others], end_words(paths, others, terms), colours, strict=True)
    return [
        EndLabel(words, x(one.last[0]), y(one.last[1].figure), colour=colour, bold=colour != QUIET)
        for one, words, colour in lines
    ]
