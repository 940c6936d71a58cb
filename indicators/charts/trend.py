"""One area over time, with its interval, its changes of definition and others to compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.charts import axes, findings, labels, lines
from indicators.charts.flags import Flag, draw_flags, place_flags
from indicators.charts.frame import LINE, notes_below, nothing_to_show
from indicators.charts.model import Chart, Point, Series, extent, find_breaks, runs
from indicators.charts.scales import Scale, ticks, zero_if_near
from indicators.charts.svg import (
    FOCUS,
    FOCUS_TINT,
    QUIET,
    WIDTH,
    Markup,
    element,
    join,
    path,
    picture,
)
from indicators.charts.table import table
from indicators.charts.wording import Terms

HEIGHT = 240  # of the plot
TOP, AXIS, INSET = 12, 26, 14
WHISKERS_UP_TO = 12  # points; with more, intervals are a band
MARKERS_UP_TO = 24  # points; with more, only those that say something
DASHES = ("7 4", "2 3", "10 3 2 3")  # comparators differ in these, not in colour

Places = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn where. All series have a point for each position on the axis."""

    main: Series
    others: Sequence[Series]
    x: Scale
    y: Scale
    marks: Sequence[float]
    flags: Sequence[Flag]

    @property
    def right(self) -> float:
        return self.x.end + INSET

    @property
    def bottom(self) -> float:
        return self.y.start

    def place(self, series: Series, position: int) -> tuple[float, float]:
        return self.x(position), self.y(series.points[position].figure)


def trend(
    points: Sequence[Point],
    *,
    subject: str,
    area: str,
    unit: str,
    decimals: int = 1,
    confidence: float = 0.95,
    breaks: Mapping[int, str] | None = None,
    comparators: Sequence[Series] = (),
) -> Chart:
    """Return the figures of one area as a line over time.

    `points` are all the periods of the axis in order, those without a figure too. Where the
    segment changes the line is broken, and `breaks` says what changed, by the number of the new
    segment. The title compares the first and last figure of the latest segment, and says "fell"
    or "rose" only where their intervals do not overlap.
    """
    terms = Terms(f"{subject} in {area}", unit, decimals, confidence)
    beside = [Series(each.name, each.at([p.label for p in points])) for each in comparators]
    changes = {each.position: each.label for each in find_breaks(points, breaks or {})}
    title = findings.trend_title(points, terms)
    description = findings.trend_description(points, terms, changes=changes, comparators=beside)
    header, rows = table(
        points, terms, headings=("Period", area), comparators=beside, remarks=changes
    )
    drawn = _draw(Series(area, tuple(points)), beside, terms, changes)
    return Chart(
        svg=picture(*drawn, title=title, description=description),
        title=title,
        subtitle=findings.subtitle(points, terms, when=findings.span(points)),
        description=description,
        header=header,
        rows=rows,
    )


def _draw(
    main: Series, others: Sequence[Series], terms: Terms, changes: Mapping[int, str]
) -> tuple[Markup, float]:
    """Return the drawing and its height."""
    if not extent(main.points):
        return nothing_to_show()
    periods = [point.label for point in main.points]
    words = _end_words(main, others, terms)
    plot = _plot(main, others, words, changes)
    notes, height = notes_below(lines.notes_of_line(main.points, plot.y), plot.bottom + AXIS)
    layers = [
        axes.value_axis(plot.marks, plot.y, left=plot.x.start - INSET, right=plot.right),
        axes.period_axis(periods, plot.x, top=plot.bottom),
        _intervals(plot),
        draw_flags(plot.flags, top=plot.y.end, bottom=plot.bottom),
        *(_other(plot, series, DASHES[at % len(DASHES)]) for at, series in enumerate(others)),
        _line(plot),
        lines.gap_marks(main.points, plot.x, y=plot.bottom - 6),
        _end_labels(plot, words),
        notes,
    ]
    return join(*layers), height


def _plot(
    main: Series, others: Sequence[Series], words: Mapping[str, str], changes: Mapping[int, str]
) -> Plot:
    numbers = [number for series in (main, *others) for number in extent(series.points)]
    marks = ticks(*zero_if_near(numbers))
    left = axes.room_for(marks) + INSET
    right = WIDTH - labels.room_for(list(words.values())) - INSET
    x = axes.period_scale(len(main.points), left=left, right=right)
    flags = place_flags([(label, x(at - 0.5)) for at, label in changes.items()])
    top = TOP + LINE * max((flag.row + 1 for flag in flags), default=0)
    return Plot(main, others, x, Scale(marks[0], marks[-1], top + HEIGHT, top), marks, flags)


def _intervals(plot: Plot) -> Markup:
    """Return a band along runs of intervals, or a whisker for each where they are few or alone."""
    with_interval = [
        point if point.interval else Point(point.label, status="missing")
        for point in plot.main.points
    ]
    few = len(with_interval) <= WHISKERS_UP_TO
    bands = [run for run in runs(with_interval) if len(run) > 1 and not few]
    alone = [at for run in runs(with_interval) if len(run) == 1 or few for at in run]
    return join(*(_band(plot, run) for run in bands), *(_whisker(plot, at) for at in alone))


def _limits(plot: Plot, position: int) -> Places:
    interval = plot.main.points[position].interval or ()
    return [(plot.x(position), plot.y(limit)) for limit in interval]


def _band(plot: Plot, run: Sequence[int]) -> Markup:
    lower, upper = zip(*(_limits(plot, position) for position in run), strict=True)
    return path([*lower, *reversed(upper)], fill=FOCUS_TINT)


def _whisker(plot: Plot, position: int) -> Markup:
    low, high = _limits(plot, position)
    caps = ([(x - 5, y), (x + 5, y)] for x, y in (low, high))
    return join(*(path(stroke, stroke=FOCUS, stroke_width=1.5) for stroke in ([low, high], *caps)))


def _other(plot: Plot, series: Series, dashes: str) -> Markup:
    joined = [[plot.place(series, at) for at in run] for run in runs(series.points)]
    return join(
        *(
            path(places, stroke=QUIET, stroke_width=1.5, stroke_dasharray=dashes)
            if len(places) > 1
            else element("circle", cx=places[0][0], cy=places[0][1], r=2.5, fill=QUIET)
            for places in joined
        )
    )


def _line(plot: Plot) -> Markup:
    """Return the line of the area, and its markers."""
    points = plot.main.points
    marked = (at for run in runs(points) for at in run if _is_marked(plot, run, at))
    return join(
        lines.main_line(points, plot.x, plot.y),
        *(lines.marker(*plot.place(plot.main, at), points[at]) for at in marked),
    )


def _is_marked(plot: Plot, run: Sequence[int], position: int) -> bool:
    """Return whether a point needs a marker: all do where there is room, else the telling ones."""
    points = plot.main.points
    if len(points) <= MARKERS_UP_TO or len(run) == 1:
        return True
    return points[position].status == "provisional" or position == runs(points)[-1][-1]


def _ends(series: Sequence[Series]) -> list[tuple[Series, int]]:
    """Return each series that has a figure, with the position of its last one."""
    joined = [(each, runs(each.points)) for each in series]
    return [(each, pieces[-1][-1]) for each, pieces in joined if pieces]


def _end_words(main: Series, others: Sequence[Series], terms: Terms) -> dict[str, str]:
    """Return what stands at the end of each line: its last figure and, among several, its name."""
    figures = {
        series.name: terms.number(series.points[last].figure)
        for series, last in _ends([main, *others])
    }
    return {name: f"{name} {figure}" for name, figure in figures.items()} if others else figures


def _end_labels(plot: Plot, words: Mapping[str, str]) -> Markup:
    ends = [
        labels.EndLabel(
            words[series.name],
            *plot.place(series, last),
            colour=FOCUS if series is plot.main else QUIET,
            bold=series is plot.main,
        )
        for series, last in _ends([plot.main, *plot.others])
    ]
    return labels.end_labels(ends, left=plot.right + labels.GAP, top=plot.y.end, bottom=plot.bottom)
