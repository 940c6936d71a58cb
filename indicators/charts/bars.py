"""Areas beside each other, each with its interval, one of them in focus."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from indicators.charts import findings
from indicators.charts.axes import number_axis
from indicators.charts.frame import EDGE, notes_below, nothing_to_show
from indicators.charts.model import Chart, Point, Reference, extent, rank
from indicators.charts.scales import Scale, text_width, ticks, with_zero, wrap
from indicators.charts.svg import (
    CONTEXT,
    FOCUS,
    INK,
    REFERENCE,
    WHITE,
    WIDTH,
    Markup,
    element,
    group,
    join,
    line,
    paths,
    picture,
    text,
)
from indicators.charts.table import table
from indicators.charts.wording import Terms

ROW, BAR, GAP = 26, 16, 8
NAMES_AT_MOST = 230
TOP = 24  # room for the name of the reference line
AXIS = 22  # and for the numbers of the axis


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn where: the bars between the names on their left and the figures right."""

    points: Sequence[Point]
    terms: Terms
    focus: str | None
    x: Scale
    marks: Sequence[float]

    @property
    def bottom(self) -> float:
        return TOP + ROW * len(self.points)

    def middle(self, row: int) -> float:
        return TOP + ROW * row + ROW / 2

    def in_focus(self, row: int) -> bool:
        return self.points[row].label == self.focus


def bars(
    points: Sequence[Point],
    *,
    subject: str,
    period: str,
    unit: str,
    focus: str | None = None,
    reference: Reference | None = None,
    verdict: str = "",
    decimals: int = 1,
    confidence: float = 0.95,
) -> Chart:
    """Return the areas as bars from 0, highest first, those without a figure last.

    The labels of the points are the names of the areas; `focus` is the one to highlight. The
    title says how it lies to the reference, but "above" or "below" only where its interval leaves
    the reference out. That shows a gap beyond chance and not that the area is unusual among the
    others; where a test against their spread says so, pass its `verdict`: "in line with its peers".
    """
    terms = Terms(subject, unit, decimals, confidence)
    ordered = sorted(points, key=rank)
    title = findings.bars_title(
        ordered, terms, period=period, focus=focus, reference=reference, verdict=verdict
    )
    description = findings.bars_description(
        ordered, terms, title=title, focus=focus, reference=reference
    )
    last_row = [Point(reference.name, reference.value)] if reference else []
    header, rows = table([*ordered, *last_row], terms, headings=("Area", terms.unit_heading))
    drawn = _draw(ordered, terms, focus=focus, reference=reference)
    return Chart(
        svg=picture(*drawn, title=title, description=description),
        title=title,
        subtitle=findings.subtitle(ordered, terms, when=period),
        description=description,
        header=header,
        rows=rows,
    )


def _draw(
    points: Sequence[Point], terms: Terms, *, focus: str | None, reference: Reference | None
) -> tuple[Markup, float]:
    """Return the drawing and its height."""
    if not any(point.has_figure for point in points):
        return nothing_to_show()
    plot = _plot(points, terms, focus=focus, reference=reference)
    notes, height = notes_below(findings.mark_notes(points), plot.bottom + AXIS)
    layers = [
        number_axis(plot.marks, plot.x, top=TOP, bottom=plot.bottom),
        _bars(plot),
        _reference_line(plot, reference) if reference else "",
        _whiskers(plot),
        _names(plot),
        _figures(plot),
        notes,
    ]
    return join(*layers), height


def _plot(
    points: Sequence[Point], terms: Terms, *, focus: str | None, reference: Reference | None
) -> Plot:
    numbers = extent(points) + ([reference.value] if reference else [])
    marks = ticks(*with_zero(numbers))
    names = max(text_width(point.label, bold=True) for point in points)
    figures = max(text_width(terms.printed(point), bold=True) for point in points)
    left, right = min(NAMES_AT_MOST, names) + GAP + EDGE, WIDTH - figures - 2 * GAP - EDGE
    return Plot(points, terms, focus, Scale(marks[0], marks[-1], left, right), marks)


def _bars(plot: Plot) -> Markup:
    shown = [row for row, point in enumerate(plot.points) if point.has_figure]
    others = [_bar(plot, row) for row in shown if not plot.in_focus(row)]
    chosen = [_bar(plot, row) for row in shown if plot.in_focus(row)]
    return join(
        paths(others, stroke=CONTEXT, stroke_width=BAR),
        paths(chosen, stroke=FOCUS, stroke_width=BAR),
    )


def _bar(plot: Plot, row: int) -> list[tuple[float, float]]:
    """Return a bar as a thick stroke, which takes the fewest bytes."""
    y = plot.middle(row)
    return [(plot.x(0), y), (plot.x(plot.points[row].figure), y)]


def _whiskers(plot: Plot) -> Markup:
    """Return the intervals as dark lines with caps, haloed to be seen on a dark bar too."""
    strokes = {row: _whisker(plot, row) for row in range(len(plot.points))}
    haloed = [stroke for row, those in strokes.items() if plot.in_focus(row) for stroke in those]
    return join(
        paths(haloed, stroke=WHITE, stroke_width=4),
        paths(list(chain(*strokes.values())), stroke=INK, stroke_width=1.5),
    )


def _whisker(plot: Plot, row: int) -> list[list[tuple[float, float]]]:
    interval = plot.points[row].interval
    if interval is None:
        return []
    y = plot.middle(row)
    low, high = (plot.x(limit) for limit in interval)
    return [[(low, y), (high, y)], *([(x, y - 4), (x, y + 4)] for x in (low, high))]


def _reference_line(plot: Plot, reference: Reference) -> Markup:
    x = plot.x(reference.value)
    label = f"{reference.name} {plot.terms.number(reference.value)}"
    half = text_width(label, bold=True) / 2
    centre = min(max(x, half + EDGE), WIDTH - half - EDGE)
    return join(
        line(x, TOP - 4, x, plot.bottom, stroke=WHITE, stroke_width=4),
        line(x, TOP - 4, x, plot.bottom, stroke=REFERENCE, stroke_width=2, stroke_dasharray="5 3"),
        text(label, centre, TOP - 9, text_anchor="middle", font_weight="bold", fill=REFERENCE),
    )


def _names(plot: Plot) -> Markup:
    names = (_name(plot, row) for row in range(len(plot.points)))
    return group(*names, fill=INK, text_anchor="end")


def _name(plot: Plot, row: int) -> Markup:
    """Return the name of an area in at most two lines; the table has it in full."""
    lines = wrap(plot.points[row].label, NAMES_AT_MOST, bold=True)
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1]}…"]
    first = plot.middle(row) + 4 - 6 * (len(lines) - 1)
    return join(
        *(
            _text(plot, row, words, plot.x.start - GAP, first + 12 * below)
            for below, words in enumerate(lines)
        )
    )


def _figures(plot: Plot) -> Markup:
    figures = (
        _text(plot, row, plot.terms.printed(point), WIDTH - EDGE, plot.middle(row) + 4)
        for row, point in enumerate(plot.points)
    )
    return group(*figures, fill=INK, text_anchor="end")


def _text(plot: Plot, row: int, words: str, x: float, y: float) -> Markup:
    """Return words of a row, bold in that of the focus; the rest is said by the group around."""
    weight = {"font_weight": "bold"} if plot.in_focus(row) else {}
    return element("text", words, x=x, y=y, **weight)
