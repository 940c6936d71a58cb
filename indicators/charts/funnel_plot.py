"""How a funnel is drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from indicators.charts import axes, labels
from indicators.charts.clipping import clipped
from indicators.charts.findings import mark_notes
from indicators.charts.frame import notes_below, nothing_to_show
from indicators.charts.funnel_findings import FunnelLimits, Placed
from indicators.charts.keys import Entry, key_below
from indicators.charts.markers import diamonds, ring, squares
from indicators.charts.model import Reference
from indicators.charts.names import Box, Name, draw_names, place_names
from indicators.charts.scales import LogScale, Scale, log_ticks, text_width, ticks, zero_if_near
from indicators.charts.svg import (
    FOCUS,
    INK,
    REFERENCE,
    WIDTH,
    Markup,
    dots,
    join,
    line,
    paths,
    text,
)
from indicators.charts.wording import Terms, capitalised

HEIGHT = 300  # of the plot
TOP, AXIS, INSET = 12, 44, 14
OUTSIDE = {"between": "Outside the 95% limits", "outside": "Outside the 99.8% limits"}

Places = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn where. `areas` are those that have a figure and a size."""

    areas: Sequence[Placed]
    curve: Sequence[FunnelLimits]
    average: Reference
    focus: str | None
    x: LogScale
    y: Scale
    marks: Sequence[float]

    @property
    def room(self) -> Box:
        """Where names may stand: a line of text may reach over the edges."""
        return Box(self.x.start - INSET, self.y.end - 8, self.x.end + INSET, self.y.start + 8)

    def place(self, each: Placed) -> tuple[float, float]:
        """Return where an area stands, to a tenth of a pixel: there are hundreds of them."""
        return round(self.x(each.size or 1), 1), round(self.y(each.point.figure), 1)


def draw(
    placed: Sequence[Placed],
    limits: Sequence[FunnelLimits],
    terms: Terms,
    *,
    average: Reference,
    focus: str | None,
    size_of: str,
) -> tuple[Markup, float]:
    """Return the drawing and its height."""
    areas = [each for each in placed if each.is_shown]
    if not areas:
        return nothing_to_show()
    by_size = {each.size: each for each in limits if each.are_known}
    curve = [by_size[size] for size in sorted(by_size)]
    plot = _plot(areas, curve, terms, average=average, focus=focus)
    key, below = key_below(_key(areas), plot.y.start + AXIS)
    names, unnamed = _names(plot, terms)
    notes, height = notes_below(_notes(plot, placed, unnamed), below)
    layers = [
        axes.value_axis(plot.marks, plot.y, left=plot.x.start - INSET, right=plot.x.end + INSET),
        _size_axis(plot, size_of),
        _lines(plot),
        _dots(plot),
        names,
        _end_labels(plot, terms),
        key,
        notes,
    ]
    return join(*layers), height


def _plot(
    areas: Sequence[Placed],
    curve: Sequence[FunnelLimits],
    terms: Terms,
    *,
    average: Reference,
    focus: str | None,
) -> Plot:
    sizes = [each.size for each in areas if each.size] + [each.size for each in curve]
    low, high = min(sizes), max(sizes)
    if low == high:
        low, high = low / 2, high * 2
    marks = ticks(*zero_if_near(_heights(areas, curve, average)))
    left = axes.room_for(marks) + INSET
    right = WIDTH - labels.room_for(_end_words(curve, average, terms)) - INSET
    x, y = LogScale(low, high, left, right), Scale(marks[0], marks[-1], TOP + HEIGHT, TOP)
    return Plot(areas, curve, average, focus, x, y, marks)


def _heights(
    areas: Sequence[Placed], curve: Sequence[FunnelLimits], average: Reference
) -> list[float]:
    """Return the figures, and as much of the limits as leaves them at least half of the height.

    The limits of a very small area are so far apart that they would flatten all others.
    """
    figures = [average.value, *(each.point.figure for each in areas)]
    low, high = min(figures), max(figures)
    limits = [limit for each in curve for limit in (each.lower_998, each.upper_998)]
    if low == high:
        return figures + limits
    spare = (high - low) / 2
    return figures + [min(max(limit, low - spare), high + spare) for limit in limits]


def _size_axis(plot: Plot, size_of: str) -> Markup:
    """Return the ticks of the sizes, with as many numbers as have room."""
    drawn: list[Markup] = []
    free = WIDTH + 1.0
    for tick in reversed(log_ticks(plot.x.low, plot.x.high)):
        x, words = plot.x(tick), f"{tick:,.12g}"
        half = text_width(words) / 2
        drawn.append(line(x, plot.y.start, x, plot.y.start + 5, stroke=INK))
        if x + half < free:
            drawn.append(text(words, x, plot.y.start + 19, text_anchor="middle"))
            free = x - half - 8
    title = text(
        f"{capitalised(size_of)} (log scale)",
        (plot.x.start + plot.x.end) / 2,
        plot.y.start + 36,
        text_anchor="middle",
    )
    return join(*drawn, title)


def _lines(plot: Plot) -> Markup:
    y = plot.y(plot.average.value)
    return join(
        line(plot.x.start, y, plot.x.end, y, stroke=INK, stroke_width=1.5),
        paths(_curves(plot, ("lower_998", "upper_998")), stroke=INK),
        paths(_curves(plot, ("lower_95", "upper_95")), stroke=INK, stroke_dasharray="5 3"),
    )


def _curves(plot: Plot, limits: Iterable[str]) -> list[Places]:
    return [
        piece
        for limit in limits
        for piece in clipped(
            _curve(plot, limit),
            top=plot.y.end,
            bottom=plot.y.start,
        )
    ]


def _curve(plot: Plot, limit: str) -> Places:
    """Return the places of a limit; of a single size, a short line across it."""
    places = [
        (round(plot.x(each.size), 1), round(plot.y(getattr(each, limit)), 1)) for each in plot.curve
    ]
    if len(places) != 1:
        return places
    ((x, y),) = places
    return [(x - 30, y), (x + 30, y)]


def _dots(plot: Plot) -> Markup:
    """Return a dot for each area, and another shape for those outside the limits."""
    usual = [each for each in plot.areas if each.zone not in OUTSIDE]
    firm = [plot.place(each) for each in usual if each.point.status != "provisional"]
    open_ = [plot.place(each) for each in usual if each.point.status == "provisional"]
    chosen = [plot.place(each) for each in plot.areas if each.point.label == plot.focus]
    return join(
        dots(firm, 3, FOCUS),
        *(ring(x, y, 3, FOCUS) for x, y in open_),
        *(_apart(plot, zone, is_hollow=hollow) for zone in OUTSIDE for hollow in (False, True)),
        *(ring(x, y, 9, INK, fill="none") for x, y in chosen),
    )


def _apart(plot: Plot, zone: str, *, is_hollow: bool) -> Markup:
    """Return the areas of one zone, either the provisional ones or the others."""
    areas = [each for each in plot.areas if each.zone == zone]
    areas = [each for each in areas if (each.point.status == "provisional") == is_hollow]
    return _shapes([plot.place(each) for each in areas], zone, is_hollow=is_hollow)


def _shapes(places: Places, zone: str, *, is_hollow: bool = False) -> Markup:
    if zone == "outside":
        return diamonds(places, 5, REFERENCE, is_hollow=is_hollow)
    return squares(places, 3.5, FOCUS, is_hollow=is_hollow)


def _shape(x: float, y: float, *, zone: str) -> Markup:
    return _shapes([(x, y)], zone)


def _names(plot: Plot, terms: Terms) -> tuple[Markup, int]:
    """Return the names of the focus and of areas far outside, and how many had no room."""
    chosen = [each for each in plot.areas if each.point.label == plot.focus]
    outside = [each for each in plot.areas if each.zone == "outside" and each not in chosen]
    outside.sort(key=lambda each: -abs(plot.y(each.point.figure) - plot.y(_limit(each))))
    names = [
        *(_name(plot, each, terms, is_needed=True) for each in chosen),
        *(_name(plot, each, terms, is_needed=False) for each in outside),
    ]
    crowd = [plot.place(each) for each in plot.areas]
    placed = place_names(names, crowd=crowd, room=plot.room)
    return draw_names(placed), len(names) - len(placed)


def _limit(each: Placed) -> float:
    return each.limits.upper_998 if each.is_high else each.limits.lower_998


def _name(plot: Plot, each: Placed, terms: Terms, *, is_needed: bool) -> Name:
    words = f"{each.point.label} {terms.number(each.point.figure)}"
    return Name(words, *plot.place(each), colour=INK, is_needed=is_needed)


def _key(areas: Sequence[Placed]) -> list[Entry]:
    used = {each.zone for each in areas}
    return [(partial(_shape, zone=zone), OUTSIDE[zone]) for zone in OUTSIDE if zone in used]


def _notes(plot: Plot, placed: Sequence[Placed], unnamed: int) -> list[str]:
    notes = mark_notes([each.point for each in placed if not each.is_shown])
    if any(each.point.status == "provisional" for each in plot.areas):
        notes.append("Hollow marker: provisional.")
    if unnamed:
        notes.append(f"{unnamed} more outside the 99.8% limits are named in the table only.")
    if not plot.y.low <= 0 <= plot.y.high:
        notes.append("The vertical axis does not start at 0.")
    return notes


def _end_words(curve: Sequence[FunnelLimits], average: Reference, terms: Terms) -> list[str]:
    limits = ["99.8% limit", "95% limit"] if curve else []
    return [f"{average.name} {terms.number(average.value)}", *limits]


def _end_labels(plot: Plot, terms: Terms) -> Markup:
    """Return the name of the average, and those of the limits, beside the largest area."""
    average, *_ = _end_words(plot.curve, plot.average, terms)
    ends = [(average, plot.average.value)]
    if plot.curve:
        last = plot.curve[-1]
        ends += [("99.8% limit", last.upper_998), ("95% limit", last.upper_95)]
        ends += [("95% limit", last.lower_95), ("99.8% limit", last.lower_998)]
    return labels.end_labels(
        [
            labels.EndLabel(words, plot.x.end, plot.y(height), colour=INK, bold=words == average)
            for words, height in ends
            if plot.y.low <= height <= plot.y.high
        ],
        left=plot.x.end + INSET + labels.GAP,
        top=plot.y.end,
        bottom=plot.y.start,
    )
