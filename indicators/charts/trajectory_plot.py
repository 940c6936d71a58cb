"""How a trajectory is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from indicators.charts import axes, labels, lines, trajectory_paths
from indicators.charts.course import Course
from indicators.charts.flags import Flag, draw_flags, place_flags
from indicators.charts.frame import LINE, notes_below, nothing_to_show
from indicators.charts.keys import Entry, key_below, stroke, swatch
from indicators.charts.markers import diamond
from indicators.charts.scales import Scale, ticks, zero_if_near
from indicators.charts.svg import (
    FOCUS,
    FOCUS_MID,
    FOCUS_TINT,
    QUIET,
    REFERENCE,
    WIDTH,
    Markup,
    join,
    line,
    path,
    text,
)
from indicators.charts.trajectory_findings import NO_NEW_ACTION
from indicators.charts.wording import Terms

HEIGHT = 260  # of the plot
TOP, AXIS, INSET = 28, 26, 14  # the words "Actual" and "Projection" stand above the plot
MARKERS_UP_TO = 24  # figures; with more, only the last one

Places = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn where."""

    course: Course
    x: Scale
    y: Scale
    marks: Sequence[float]
    flags: Sequence[Flag]

    @property
    def left(self) -> float:
        return self.x.start - INSET

    @property
    def right(self) -> float:
        return self.x.end + INSET


def draw(course: Course, terms: Terms, *, changes: Mapping[int, str]) -> tuple[Markup, float]:
    """Return the drawing and its height."""
    if not course.numbers:
        return nothing_to_show()
    words = _end_words(course, terms)
    offered = trajectory_paths.end_words(course.paths, course.others, terms)
    plot = _plot(course, [*words.values(), *offered], changes)
    key, below = key_below(_key(course), plot.y.start + AXIS)
    notes, height = notes_below(_notes(plot), below)
    layers = [
        _fan(plot),
        axes.value_axis(plot.marks, plot.y, left=plot.left, right=plot.right),
        axes.period_axis(course.periods, plot.x, top=plot.y.start),
        _now(plot),
        draw_flags(plot.flags, top=plot.y.end, bottom=plot.y.start),
        trajectory_paths.draw_others(course.others, plot.x, plot.y),
        _level(plot),
        _median(plot),
        _plan(plot),
        trajectory_paths.draw_paths(course.paths, plot.x, plot.y),
        lines.main_line(course.points, plot.x, plot.y),
        _markers(plot),
        lines.gap_marks(course.points, plot.x, y=plot.y.start - 6),
        _end_labels(plot, words, terms),
        key,
        notes,
    ]
    return join(*layers), height


def _plot(course: Course, words: Sequence[str], changes: Mapping[int, str]) -> Plot:
    marks = ticks(*zero_if_near(course.numbers))
    left = axes.room_for(marks) + INSET
    right = WIDTH - labels.room_for(words) - INSET
    x = axes.period_scale(len(course.periods), left=left, right=right)
    flags = place_flags([(label, x(at - 0.5)) for at, label in changes.items()])
    top = TOP + LINE * max((flag.row + 1 for flag in flags), default=0)
    return Plot(course, x, Scale(marks[0], marks[-1], top + HEIGHT, top), marks, flags)


def _now(plot: Plot) -> Markup:
    """Return the line between what was and what is projected, with the words for both."""
    latest = plot.course.latest
    if latest is None or not any(at > latest for at in plot.course.projected):
        return join()
    x, y = plot.x(latest + 0.5), TOP - 14
    return join(
        line(x, y - 10, x, plot.y.start, stroke=QUIET, stroke_dasharray="2 3"),
        text("Actual", x - 6, y, text_anchor="end", fill=QUIET),
        text("Projection", x + 6, y, fill=QUIET),
    )


def _spells(course: Course) -> list[list[int]]:
    """Return the positions of neighbours that are projected."""
    found: list[list[int]] = []
    for at in sorted(course.projected):
        if found and found[-1][-1] == at - 1:
            found[-1].append(at)
        else:
            found.append([at])
    return found


def _edge(plot: Plot, spell: Sequence[int], which: str) -> Places:
    """Return the places of one line of the fan, which begins at the latest figure before it."""
    course, latest = plot.course, plot.course.latest
    places = [(plot.x(at), plot.y(getattr(course.projected[at], which))) for at in spell]
    if latest is not None and latest < spell[0] == min(course.projected):
        places.insert(0, (plot.x(latest), plot.y(course.points[latest].figure)))
    return places


def _fan(plot: Plot) -> Markup:
    bands = (("lower_95", "upper_95", FOCUS_TINT), ("lower_50", "upper_50", FOCUS_MID))
    return join(
        *(
            _band(_edge(plot, spell, lower), _edge(plot, spell, upper), colour)
            for lower, upper, colour in bands
            for spell in _spells(plot.course)
        )
    )


def _band(lower: Places, upper: Places, colour: str) -> Markup:
    """Return the area between two edges, or a bar where there is a single period."""
    if len(lower) == 1:
        (x, low), (_, high) = lower[0], upper[0]
        lower, upper = [(x - 6, low), (x + 6, low)], [(x - 6, high), (x + 6, high)]
    return path([*lower, *reversed(upper)], fill=colour)


def _median(plot: Plot) -> Markup:
    places = [_edge(plot, spell, "median") for spell in _spells(plot.course)]
    return join(
        *(
            path(
                piece if len(piece) > 1 else _dash(piece[0]),
                stroke=FOCUS,
                stroke_width=2,
                stroke_dasharray="6 4",
            )
            for piece in places
        )
    )


def _dash(place: tuple[float, float]) -> Places:
    return [(place[0] - 6, place[1]), (place[0] + 6, place[1])]


def _level(plot: Plot) -> Markup:
    """Return the level carried forward from the latest figure to the end of the axis."""
    level, latest = plot.course.carried_forward, plot.course.latest
    if level is None or latest is None:
        return join()
    y = plot.y(level)
    return line(
        plot.x(latest), y, plot.right, y, stroke=QUIET, stroke_width=1.5, stroke_dasharray="2 3"
    )


def _plan(plot: Plot) -> Markup:
    """Return the target as a dotted line, the way to it, and the milestones as diamonds."""
    target = plot.course.target
    if target is None:
        return _milestones(plot)
    x, y = plot.x(target[0]), plot.y(target[1].figure)
    return join(
        line(
            plot.left, y, plot.right, y, stroke=REFERENCE, stroke_width=1.5, stroke_dasharray="2 3"
        ),
        _way(plot, x, y),
        _milestones(plot),
        diamond(x, y, 7, REFERENCE),
    )


def _way(plot: Plot, x: float, y: float) -> Markup:
    """Return the straight line from the baseline to the target."""
    if plot.course.baseline is None:
        return join()
    at, baseline = plot.course.baseline
    return line(plot.x(at), plot.y(baseline.figure), x, y, stroke=REFERENCE)


def _milestones(plot: Plot) -> Markup:
    return join(
        *(
            diamond(plot.x(at), plot.y(point.figure), 5, REFERENCE, is_hollow=True)
            for at, point in sorted(plot.course.milestones.items(), key=lambda each: each[0])
        )
    )


def _markers(plot: Plot) -> Markup:
    """Return the markers of the figures: all where there is room, else the telling ones."""
    points, latest = plot.course.points, plot.course.latest
    many = len(points) > MARKERS_UP_TO
    return join(
        *(
            lines.marker(plot.x(at), plot.y(point.figure), point)
            for at, point in enumerate(points)
            if point.has_figure and (not many or at == latest or point.status == "provisional")
        )
    )


def _key(course: Course) -> list[Entry]:
    entries: list[Entry] = []
    if course.projected:
        entries += [(swatch(FOCUS_MID), "50% range"), (swatch(FOCUS_TINT), "95% range")]
    if course.baseline and course.target:
        entries.append((stroke(REFERENCE), "Straight line to the target"))
    if course.milestones:
        hollow = partial(diamond, size=5, colour=REFERENCE, is_hollow=True)
        entries.append((hollow, "Milestone"))
    return entries + trajectory_paths.entries(course.paths)


def _notes(plot: Plot) -> list[str]:
    notes = lines.notes_of_line(plot.course.points, plot.y)
    if plot.course.projected:
        return [NO_NEW_ACTION, *notes]
    return [f"No projection: {plot.course.reason}.", *notes] if plot.course.reason else notes


def _ends(course: Course) -> dict[str, tuple[int, float, str]]:
    """Return where each line ends: position, height and colour, by its name."""
    ends: dict[str, tuple[int, float, str]] = {}
    last = len(course.periods) - 1
    if course.projected:
        at = max(course.projected)
        ends["Projected"] = (at, course.projected[at].median, FOCUS)
    elif course.latest is not None:
        ends["Latest"] = (course.latest, course.points[course.latest].figure, FOCUS)
    if course.carried_forward is not None and course.latest is not None:
        ends["Carried forward"] = (last, course.carried_forward, QUIET)
    if course.target:
        ends["Target"] = (course.target[0], course.target[1].figure, REFERENCE)
    return ends


def _end_words(course: Course, terms: Terms) -> dict[str, str]:
    return {name: f"{name} {terms.number(end[1])}" for name, end in _ends(course).items()}


def _end_labels(plot: Plot, words: Mapping[str, str], terms: Terms) -> Markup:
    ends = [
        labels.EndLabel(
            words[name], plot.x(at), plot.y(height), colour=colour, bold=name == "Target"
        )
        for name, (at, height, colour) in _ends(plot.course).items()
    ]
    paths, others = plot.course.paths, plot.course.others
    ends += trajectory_paths.labels_of(paths, others, terms, plot.x, plot.y)
    return labels.end_labels(
        ends, left=plot.right + labels.GAP, top=plot.y.end, bottom=plot.y.start
    )
