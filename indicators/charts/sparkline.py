"""A line the size of a word, for a table of many series."""

from collections.abc import Sequence

from indicators.charts.model import Chart, Point, runs
from indicators.charts.scales import Scale
from indicators.charts.svg import FOCUS, LATEST, WHITE, Markup, element, path
from indicators.charts.wording import Terms

WIDTH, HEIGHT, MARGIN = 120, 28, 4


def sparkline(points: Sequence[Point], *, name: str, decimals: int = 1) -> Chart:
    """Return a small line of the points; its title says from where to where.

    It has no axes: print the latest figure in the next column of the table.
    """
    terms = Terms(name, unit="", decimals=decimals, confidence=0.95)
    title = f"{name}, {_span([p.figure for p in points if p.has_figure], terms)}"
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
        rows=tuple((point.label, terms.printed(point)) for point in points),
    )


def _span(figures: Sequence[float], terms: Terms) -> str:
    if not figures:
        return "no figures"
    first, last = terms.number(figures[0]), terms.number(figures[-1])
    return f"from {first} to {last}" if len(figures) > 1 else last


def _marks(points: Sequence[Point]) -> list[Markup]:
    """Return the line in as many pieces as it has gaps, lone points as dots, and the latest."""
    joined = runs(points)
    if not joined:
        return []
    figures = {at: points[at].figure for run in joined for at in run}
    x = Scale(0, max(1, len(points) - 1), MARGIN, WIDTH - MARGIN)
    y = Scale(min(figures.values()), max(figures.values()), HEIGHT - MARGIN, MARGIN)
    places = {
        at: (x(at), y(figure) if y.low < y.high else HEIGHT / 2) for at, figure in figures.items()
    }
    lines = [_piece([places[at] for at in run]) for run in joined]
    latest = joined[-1][-1]
    return [*lines, _latest(*places[latest], points[latest])]


def _piece(places: list[tuple[float, float]]) -> Markup:
    if len(places) == 1:
        return element("circle", cx=places[0][0], cy=places[0][1], r=1.5, fill=FOCUS)
    return path(places, stroke=FOCUS, stroke_width=1.5)


def _latest(x: float, y: float, point: Point) -> Markup:
    hollow = point.status == "provisional"
    return element(
        "circle", cx=x, cy=y, r=3, fill=WHITE if hollow else LATEST, stroke=LATEST, stroke_width=1.5
    )
