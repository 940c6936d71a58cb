"""How the change between surveys is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from indicators.charts.axes import number_axis
from indicators.charts.findings import mark_notes
from indicators.charts.frame import EDGE, notes_below, nothing_to_show
from indicators.charts.keys import Entry, key_below, stroke
from indicators.charts.markers import diamonds, ring, squares
from indicators.charts.model import Point, extent
from indicators.charts.scales import Scale, text_width, ticks, wrap, zero_if_near
from indicators.charts.survey_findings import Waves
from indicators.charts.svg import (
    CONTEXT,
    FOCUS,
    INK,
    QUIET,
    WIDTH,
    Markup,
    dots,
    element,
    group,
    join,
    paths,
)
from indicators.charts.wording import Terms

ROW, GAP, TOP, AXIS = 40, 10, 8, 24
NAMES_AT_MOST, FINDINGS_AT_MOST = 170, 150
LEADING = 14  # from one line of words to the next
APART = 9  # pixels between the waves of one row
CHANGED, CHANCE = "Change more than chance", "Change that may be chance, or is not tested"


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn where: the waves of a row one below the other, between name and finding."""

    found: Sequence[Waves]
    waves: Sequence[str]
    focus: str | None
    x: Scale
    marks: Sequence[float]

    @property
    def bottom(self) -> float:
        return TOP + ROW * len(self.found)

    def middle(self, row: int) -> float:
        return TOP + ROW * row + ROW / 2

    def height(self, row: int, wave: int) -> float:
        return self.middle(row) + APART * (wave - (len(self.waves) - 1) / 2)

    def place(self, row: int, wave: int) -> tuple[float, float]:
        return self.x(self.found[row].points[wave].figure), self.height(row, wave)

    def shown(self, row: int) -> list[int]:
        """Return the waves in which a row has a figure."""
        return [at for at, point in enumerate(self.found[row].points) if point.has_figure]


def draw(
    found: Sequence[Waves], terms: Terms, *, waves: Sequence[str], focus: str | None
) -> tuple[Markup, float]:
    """Return the drawing and its height."""
    if not any(row.shown for row in found):
        return nothing_to_show()
    plot = _plot(found, waves, focus)
    key, below = key_below(_key(plot), plot.bottom + AXIS)
    notes, height = notes_below(_notes(plot), below)
    rows = range(len(found))
    layers = [
        number_axis(plot.marks, plot.x, top=TOP, bottom=plot.bottom),
        _between(plot),
        _changes(plot),
        _intervals(plot),
        *(_markers(plot, wave) for wave in range(len(waves))),
        *(_name(plot, row) for row in rows),
        *(_finding(plot, row, terms) for row in rows),
        key,
        notes,
    ]
    return join(*layers), height


def _plot(found: Sequence[Waves], waves: Sequence[str], focus: str | None) -> Plot:
    marks = ticks(*zero_if_near([number for row in found for number in extent(row.points)]))
    names = max(text_width(row.name, bold=True) for row in found)
    left = min(NAMES_AT_MOST, names) + 2 * GAP + EDGE
    right = WIDTH - FINDINGS_AT_MOST - 2 * GAP - EDGE
    return Plot(found, waves, focus, Scale(marks[0], marks[-1], left, right), marks)


def _between(plot: Plot) -> Markup:
    """Return a hair line between each row and the next."""
    heights = [TOP + ROW * row for row in range(1, len(plot.found))]
    return paths(
        [[(EDGE, y), (WIDTH - EDGE, y)] for y in heights], stroke=CONTEXT, stroke_dasharray="1 3"
    )


def _changes(plot: Plot) -> Markup:
    """Return a line from the first to the last figure, dotted where it may be chance."""
    rows = [row for row, each in enumerate(plot.found) if each.is_comparable]
    sure = [_ends(plot, row) for row in rows if plot.found[row].has_changed]
    unsure = [_ends(plot, row) for row in rows if not plot.found[row].has_changed]
    return join(
        paths(sure, stroke=FOCUS, stroke_width=3),
        paths(unsure, stroke=FOCUS, stroke_width=1.5, stroke_dasharray="2 3"),
    )


def _ends(plot: Plot, row: int) -> list[tuple[float, float]]:
    waves = plot.shown(row)
    return [plot.place(row, waves[0]), plot.place(row, waves[-1])]


def _intervals(plot: Plot) -> Markup:
    whiskers = [
        [(plot.x(limit), plot.height(row, wave)) for limit in point.interval]
        for row, each in enumerate(plot.found)
        for wave, point in enumerate(each.points)
        if point.interval
    ]
    return paths(whiskers, stroke=INK, stroke_width=1.5)


def _markers(plot: Plot, wave: int) -> Markup:
    """Return the figures of a wave: its shape is its own, hollow where they are provisional."""
    rows = [row for row in range(len(plot.found)) if wave in plot.shown(row)]
    is_open = {row: plot.found[row].points[wave].status == "provisional" for row in rows}
    return join(
        *(
            _shape(
                [plot.place(row, wave) for row in rows if is_open[row] == hollow],
                wave - len(plot.waves),
                is_hollow=hollow,
            )
            for hollow in (False, True)
        )
    )


def _shape(
    places: Sequence[tuple[float, float]], before_end: int, *, is_hollow: bool = False
) -> Markup:
    """Return a disc for the last wave, a diamond for the one before it, squares for the rest."""
    if before_end == -1:
        whole = dots(places, 5, FOCUS)
        return join(*(ring(x, y, 4.5, FOCUS) for x, y in places)) if is_hollow else whole
    if before_end == -2:
        return diamonds(places, 5, QUIET, is_hollow=is_hollow)
    return squares(places, 3.5, QUIET, is_hollow=is_hollow)


def _name(plot: Plot, row: int) -> Markup:
    words = _cut(wrap(plot.found[row].name, NAMES_AT_MOST, bold=True))
    weight = "bold" if plot.found[row].name == plot.focus else "normal"
    return group(
        *_lines(words, plot.x.start - 2 * GAP, plot.middle(row)),
        fill=INK,
        text_anchor="end",
        font_weight=weight,
    )


def _finding(plot: Plot, row: int, terms: Terms) -> Markup:
    """Return the change, and below it what the test says; a long reason is in the table only."""
    each = plot.found[row]
    said = each.finding
    if text_width(said, bold=True) > FINDINGS_AT_MOST:
        said = said.partition(":")[0]
    words = [*filter(None, [terms.signed(each.change)]), said]
    weight = "bold" if each.has_changed else "normal"
    return group(
        *_lines(words, WIDTH - EDGE - FINDINGS_AT_MOST, plot.middle(row)),
        fill=INK,
        font_weight=weight,
    )


def _cut(lines: Sequence[str]) -> list[str]:
    """Return at most two lines; the table has the rest."""
    return [lines[0], f"{lines[1]}…"] if len(lines) > 2 else list(lines)


def _lines(words: Sequence[str], x: float, middle: float) -> list[Markup]:
    first = middle + 4 - LEADING * (len(words) - 1) / 2
    return [
        element("text", line, x=x, y=first + LEADING * below) for below, line in enumerate(words)
    ]


def _key(plot: Plot) -> list[Entry]:
    used = [at for at in range(len(plot.waves)) if any(at in plot.shown(r) for r in _rows(plot))]
    entries: list[Entry] = [
        (partial(_mark, before_end=at - len(plot.waves)), plot.waves[at]) for at in used
    ]
    if any(row.has_changed for row in plot.found):
        entries.append((stroke(FOCUS), CHANGED))
    if any(row.is_comparable and not row.has_changed for row in plot.found):
        entries.append((stroke(FOCUS, "2 3"), CHANCE))
    return entries


def _rows(plot: Plot) -> range:
    return range(len(plot.found))


def _mark(x: float, y: float, *, before_end: int) -> Markup:
    return _shape([(x, y)], before_end)


def _notes(plot: Plot) -> list[str]:
    points: list[Point] = [point for row in plot.found for point in row.points]
    notes = mark_notes([point for point in points if not point.has_figure])
    if any(point.has_figure and point.status == "provisional" for point in points):
        notes.append("Hollow marker: provisional.")
    if not plot.x.low <= 0 <= plot.x.high:
        notes.append("The horizontal axis does not start at 0.")
    return notes
