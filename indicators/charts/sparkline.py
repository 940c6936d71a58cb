"""A line the size of a word, for a table of many series: two hundred of them are one page."""

from collections.abc import Sequence

from indicators.charts.findings import comparable
from indicators.charts.model import MEANINGS, Chart, Point, find_breaks, runs
from indicators.charts.scales import Scale
from indicators.charts.svg import (
    FOCUS,
    LATEST,
    QUIET,
    WHITE,
    Markup,
    dots,
    element,
    join,
    line,
    paths,
)
from indicators.charts.wording import Terms

WIDTH, HEIGHT, MARGIN = 120, 28, 4
CROSS = 2  # pixels from the middle of the mark of a missing figure to its ends


def sparkline(points: Sequence[Point], *, name: str, decimals: int = 1) -> Chart:
    """Return a small line of the points; its title says from where to where.

    A period without a figure has a small cross at the foot, and a new definition a dashed line
    before it; the title compares no figures across one. It has no axes: print the latest figure in
    the next column of the table.
    """
    terms = Terms(name, unit="", decimals=decimals, confidence=0.95)
    title = f"{name}, {_span(points, terms)}"
    return Chart(
        svg=element(
            "svg",
            *_marks(points),
            xmlns="http://www.w3.org/2000/svg",
            width=WIDTH,
            height=HEIGHT,
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
            role="img",
            aria_label=title,
        ),
        title=title,
        subtitle=f"{points[0].label} to {points[-1].label}" if points else "",
        description=f"{title}.",
        header=("Period", name),
        rows=tuple([(point.label, terms.printed(point)) for point in points]),
    )


def _span(points: Sequence[Point], terms: Terms) -> str:
    """Return the first and last figure of one definition, and why there is none after them."""
    shown = comparable(points)
    if not shown:
        return "no figures"
    first, last = terms.number(shown[0].figure), terms.number(shown[-1].figure)
    said = f"from {first} to {last}" if len(shown) > 1 else last
    if points[-1] is not shown[-1]:
        said += f", {points[-1].label} {MEANINGS[points[-1].standing]}"
    return said


def _marks(points: Sequence[Point]) -> list[Markup]:
    """Return the line in as many pieces as it has gaps, lone points as dots, and the latest."""
    joined = runs(points)
    if not joined:
        return []
    figures = [point.figure for point in points if point.has_figure]
    x = Scale(0, max(1, len(points) - 1), MARGIN, WIDTH - MARGIN)
    y = _height(min(figures), max(figures))
    alone = [run[0] for run in joined if len(run) == 1]
    latest = joined[-1][-1]
    return [
        *_breaks(points, x),
        _gaps(points, x),
        _line(points, [run for run in joined if len(run) > 1], x, y),
        dots([(x(at), y(points[at].figure)) for at in alone], 1.5, FOCUS),
        _latest(x(latest), y(points[latest].figure), points[latest]),
    ]


def _height(low: float, high: float) -> Scale:
    """Return the vertical scale, on which figures that are all equal lie in the middle."""
    if low == high:
        around = max(1, abs(low))
        low, high = low - around, high + around
    return Scale(low, high, HEIGHT - MARGIN, MARGIN)


def _breaks(points: Sequence[Point], x: Scale) -> list[Markup]:
    return [
        line(
            x(each.position - 0.5),
            0,
            x(each.position - 0.5),
            HEIGHT,
            stroke=QUIET,
            stroke_dasharray="2 2",
        )
        for each in find_breaks(points, {})
    ]


def _gaps(points: Sequence[Point], x: Scale) -> Markup:
    foot = HEIGHT - MARGIN
    middles = [x(at) for at, point in enumerate(points) if not point.has_figure]
    return paths(
        [
            [(middle - CROSS, foot - rise), (middle + CROSS, foot + rise)]
            for middle in middles
            for rise in (-CROSS, CROSS)
        ],
        stroke=QUIET,
    )


def _line(points: Sequence[Point], joined: Sequence[Sequence[int]], x: Scale, y: Scale) -> Markup:
    """Return the pieces of the line, to a tenth of a pixel.

    A page has thousands of these points, so each takes one step of plain arithmetic.
    """
    if not joined:
        return join()
    across, up = x(1) - x(0), (y.end - y.start) / (y.high - y.low)
    drawn = "".join(
        "M"
        + "L".join(
            [
                f"{x.start + across * at:.1f} {y.start + up * (points[at].figure - y.low):.1f}"
                for at in run
            ]
        )
        for run in joined
    )
    return element("path", d=drawn, fill="none", stroke=FOCUS, stroke_width=1.5)


def _latest(x: float, y: float, point: Point) -> Markup:
    fill = WHITE if point.status == "provisional" else LATEST
    return element("circle", cx=x, cy=y, r=3, fill=fill, stroke=LATEST, stroke_width=1.5)
