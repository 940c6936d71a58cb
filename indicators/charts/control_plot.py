"""How a control chart is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from indicators.charts import axes, labels, lines
from indicators.charts.control_findings import (
    POINT_TYPES,
    TRIAL_BELOW,
    Judged,
    is_trial,
    reasons,
    stretches,
)
from indicators.charts.flags import Flag, draw_flags, place_flags
from indicators.charts.frame import LINE, notes_below, nothing_to_show
from indicators.charts.keys import Entry, key_below
from indicators.charts.markers import special
from indicators.charts.model import Point, Reference, runs
from indicators.charts.scales import Scale, ticks, zero_if_near
from indicators.charts.svg import (
    FOCUS,
    INK,
    PALE,
    REFERENCE,
    WIDTH,
    Markup,
    dots,
    join,
    line,
    paths,
)
from indicators.charts.wording import Terms, capitalised

HEIGHT = 240  # of the plot
TOP, AXIS, INSET = 12, 26, 14

Places = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn where."""

    judged: Sequence[Judged]
    target: Reference | None
    x: Scale
    y: Scale
    marks: Sequence[float]
    flags: Sequence[Flag]

    @property
    def points(self) -> list[Point]:
        return [each.point for each in self.judged]

    @property
    def left(self) -> float:
        return self.x.start - INSET

    @property
    def right(self) -> float:
        return self.x.end + INSET

    def place(self, at: int) -> tuple[float, float]:
        return self.x(at), self.y(self.judged[at].point.figure)


def draw(
    judged: Sequence[Judged],
    terms: Terms,
    *,
    target: Reference | None,
    changes: Mapping[int, str],
) -> tuple[Markup, float]:
    """Return the drawing and its height."""
    if not any(each.point.has_figure for each in judged):
        return nothing_to_show()
    words = _end_words(judged, terms, target)
    plot = _plot(judged, target, list(words.values()), changes)
    key, below = key_below(_key(judged), plot.y.start + AXIS)
    notes, height = notes_below(_notes(plot), below)
    layers = [
        _bands(plot),
        axes.value_axis(plot.marks, plot.y, left=plot.left, right=plot.right),
        axes.period_axis([point.label for point in plot.points], plot.x, top=plot.y.start),
        _limits(plot),
        _target(plot),
        draw_flags(plot.flags, top=plot.y.end, bottom=plot.y.start),
        lines.main_line(plot.points, plot.x, plot.y),
        _markers(plot),
        lines.gap_marks(plot.points, plot.x, y=plot.y.start - 6),
        _end_labels(plot, words),
        key,
        notes,
    ]
    return join(*layers), height


def _plot(
    judged: Sequence[Judged],
    target: Reference | None,
    words: Sequence[str],
    changes: Mapping[int, str],
) -> Plot:
    marks = ticks(*zero_if_near(_numbers(judged, target)))
    left = axes.room_for(marks) + INSET
    right = WIDTH - labels.room_for(words) - INSET
    x = axes.period_scale(len(judged), left=left, right=right)
    flags = place_flags([(label, x(at - 0.5)) for at, label in changes.items()])
    top = TOP + LINE * max((flag.row + 1 for flag in flags), default=0)
    return Plot(judged, target, x, Scale(marks[0], marks[-1], top + HEIGHT, top), marks, flags)


def _numbers(judged: Sequence[Judged], target: Reference | None) -> list[float]:
    """Return every number that needs room: figures, limits in sight, and the target."""
    figures = [each.point.figure for each in judged if each.point.has_figure]
    limits = [
        limit
        for stretch in stretches(judged)
        for limit in (judged[stretch[0]].mean, *_limits_in_sight(judged, stretch))
    ]
    return [*figures, *limits, *([target.value] if target else [])]


def _limits_in_sight(judged: Sequence[Judged], stretch: Sequence[int]) -> list[float]:
    """Return the upper and lower limit, the latter not where it is below 0 and no figure is."""
    each = judged[stretch[0]]
    return [each.upper] if _is_out_of_sight(judged, each) else [each.upper, each.lower]


def _is_out_of_sight(judged: Sequence[Judged], each: Judged) -> bool:
    lowest = min(one.point.figure for one in judged if one.point.has_figure)
    return each.lower < 0 <= lowest


def _across(plot: Plot, stretch: Sequence[int], value: float) -> Places:
    """Return a line over a stretch that reaches half a step beyond its first and last point."""
    left = max(plot.left, plot.x(stretch[0] - 0.5))
    right = min(plot.right, plot.x(stretch[-1] + 0.5))
    return [(left, plot.y(value)), (right, plot.y(value))]


def _bands(plot: Plot) -> Markup:
    floor = plot.marks[0]
    bands = []
    for stretch in stretches(plot.judged):
        each = plot.judged[stretch[0]]
        lower = _across(plot, stretch, max(floor, each.lower))
        bands.append([*lower, *reversed(_across(plot, stretch, each.upper))])
    return paths(bands, fill=PALE)


def _limits(plot: Plot) -> Markup:
    found = stretches(plot.judged)
    means = [_across(plot, stretch, plot.judged[stretch[0]].mean) for stretch in found]
    limits = [
        _across(plot, stretch, limit)
        for stretch in found
        for limit in _limits_in_sight(plot.judged, stretch)
    ]
    return join(paths(means, stroke=INK), paths(limits, stroke=INK, stroke_dasharray="5 3"))


def _target(plot: Plot) -> Markup:
    if plot.target is None:
        return join()
    y = plot.y(plot.target.value)
    return line(
        plot.left, y, plot.right, y, stroke=REFERENCE, stroke_width=2, stroke_dasharray="2 3"
    )


def _markers(plot: Plot) -> Markup:
    """Return the markers: special causes last, so that they lie above all others."""
    usual = [at for at, each in enumerate(plot.judged) if each.point.has_figure]
    usual = [at for at in usual if not plot.judged[at].is_special]
    points = plot.points
    firm = [plot.place(at) for at in usual if points[at].status != "provisional"]
    open_ = [at for at in usual if points[at].status == "provisional"]
    marked = [at for at, each in enumerate(plot.judged) if each.is_special]
    return join(
        dots(firm, 3.5, FOCUS),
        *(lines.marker(*plot.place(at), points[at]) for at in open_),
        *(_special(plot, at) for at in marked),
    )


def _special(plot: Plot, at: int) -> Markup:
    hollow = plot.judged[at].point.status == "provisional"
    return special(*plot.place(at), plot.judged[at].point_type, is_hollow=hollow)


def _key(judged: Sequence[Judged]) -> list[Entry]:
    used = {each.point_type for each in judged if each.is_special}
    return [
        (partial(special, point_type=point_type), capitalised(words))
        for point_type, words in POINT_TYPES.items()
        if point_type in used
    ]


def _notes(plot: Plot) -> list[str]:
    found = stretches(plot.judged)
    notes = lines.notes_of_line(plot.points, plot.y)
    if any(is_trial(plot.judged, stretch) for stretch in found):
        notes.append(f"Trial limits: they rest on fewer than {TRIAL_BELOW} points.")
    if any(_is_out_of_sight(plot.judged, plot.judged[stretch[0]]) for stretch in found):
        notes.append("A lower limit below 0 is not drawn.")
    return [*notes, *(f"No limits: {reason}." for reason in reasons(plot.judged))]


def _last_stretch(judged: Sequence[Judged]) -> list[int]:
    """Return the stretch that the last point lies in; none if that point has no limits."""
    return next((each for each in stretches(judged) if each[-1] == len(judged) - 1), [])


def _end_words(judged: Sequence[Judged], terms: Terms, target: Reference | None) -> dict[str, str]:
    """Return what stands at the end of each line, by what it is of."""
    words = {"latest": terms.number([e.point.figure for e in judged if e.point.has_figure][-1])}
    if stretch := _last_stretch(judged):
        each, trial = judged[-1], "Trial " if is_trial(judged, stretch) else ""
        words["mean"] = f"Mean {terms.number(each.mean)}"
        words["upper"] = capitalised(f"{trial}upper limit {terms.number(each.upper)}")
        if not _is_out_of_sight(judged, each):
            words["lower"] = capitalised(f"{trial}lower limit {terms.number(each.lower)}")
    if target:
        words["target"] = f"{target.name} {terms.number(target.value)}"
    return words


def _end_labels(plot: Plot, words: Mapping[str, str]) -> Markup:
    each, end = plot.judged[-1], plot.right - 6
    latest = runs(plot.points)[-1][-1]
    places = {
        "latest": (*plot.place(latest), FOCUS),
        "mean": (end, plot.y(each.mean), INK),
        "upper": (end, plot.y(each.upper), INK),
        "lower": (end, plot.y(each.lower), INK),
    }
    if plot.target:
        places["target"] = (end, plot.y(plot.target.value), REFERENCE)
    ends = [
        labels.EndLabel(said, *places[name][:2], colour=places[name][2], bold=name == "latest")
        for name, said in words.items()
    ]
    return labels.end_labels(
        ends, left=plot.right + labels.GAP, top=plot.y.end, bottom=plot.y.start
    )
