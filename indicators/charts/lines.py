"""What charts over time have in common: the line of an area, its markers, and what is missing."""

from collections.abc import Sequence

from indicators.charts.findings import mark_notes
from indicators.charts.model import Point, runs
from indicators.charts.scales import Scale
from indicators.charts.svg import FOCUS, QUIET, WHITE, Markup, element, join, path, text


def main_line(points: Sequence[Point], x: Scale, y: Scale) -> Markup:
    """Return the line in as many pieces as it has gaps and breaks."""
    pieces = [[(x(at), y(points[at].figure)) for at in run] for run in runs(points)]
    return join(
        *(path(piece, stroke=FOCUS, stroke_width=2.5) for piece in pieces if len(piece) > 1)
    )


def marker(x: float, y: float, point: Point) -> Markup:
    """Return the marker of a figure, hollow if it is provisional."""
    hollow = point.status == "provisional"
    return element(
        "circle", cx=x, cy=y, r=4, fill=WHITE if hollow else FOCUS, stroke=FOCUS, stroke_width=2
    )


def gap_marks(points: Sequence[Point], x: Scale, *, y: float) -> Markup:
    """Return the marks of what is missing, once for each gap."""
    gaps: list[list[int]] = []
    for position, point in enumerate(points):
        if point.has_figure:
            continue
        if gaps and gaps[-1][-1] == position - 1:
            gaps[-1].append(position)
        else:
            gaps.append([position])
    return join(*(_gap(points, gap, x, y) for gap in gaps))


def _gap(points: Sequence[Point], gap: Sequence[int], x: Scale, y: float) -> Markup:
    marks = " ".join(sorted({points[position].mark for position in gap}))
    return text(marks, (x(gap[0]) + x(gap[-1])) / 2, y, text_anchor="middle", fill=QUIET)


def notes_of_line(points: Sequence[Point], y: Scale) -> list[str]:
    """Return what a reader must know of the marks and of the vertical axis."""
    notes = mark_notes([point for point in points if not point.has_figure])
    if any(point.has_figure and point.status == "provisional" for point in points):
        notes.append("Hollow marker: provisional.")
    if not y.low <= 0 <= y.high:
        notes.append("The vertical axis does not start at 0.")
    return notes
