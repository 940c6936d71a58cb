"""All areas by their size, beside the limits within which chance alone would keep them."""

from collections.abc import Sequence
from math import nan

from indicators.charts import funnel_findings
from indicators.charts.funnel_findings import FunnelLimits, Placed
from indicators.charts.funnel_plot import draw
from indicators.charts.model import Chart, Point, Reference, rank
from indicators.charts.svg import picture
from indicators.charts.table import Column, in_columns, notes_column
from indicators.charts.wording import Terms, capitalised, number


def funnel(
    points: Sequence[Point],
    sizes: Sequence[float | None],
    limits: Sequence[FunnelLimits],
    *,
    average: Reference,
    subject: str,
    period: str,
    unit: str,
    size_of: str,
    curve: Sequence[FunnelLimits] = (),
    focus: str | None = None,
    is_widened: bool = False,
    decimals: int = 1,
) -> Chart:
    """Return the areas as dots over a logarithmic axis of their sizes, beside funnel limits.

    `sizes` are what the figures rest on, such as residents (`size_of`), and `limits` those at each
    size, one for each point; `curve` are further limits to draw the lines through, by default
    those of the areas. `is_widened` says that the limits allow for overdispersion. An area without
    a figure, a size above 0 or limits is only in the table. Raises ValueError where lengths differ.
    """
    terms = Terms(subject, unit, decimals, confidence=0.95)
    columns = zip(points, sizes, limits, strict=True)
    placed = sorted((Placed(*row) for row in columns), key=lambda each: rank(each.point))
    title = funnel_findings.title(placed, terms, period=period, focus=focus)
    description = funnel_findings.description(placed, terms, average=average, heading=title)
    header, rows = in_columns(_columns([*placed, _row_of(average)], terms, size_of))
    drawing, height = draw(
        placed, curve or limits, terms, average=average, focus=focus, size_of=size_of
    )
    return Chart(
        svg=picture(drawing, height, title=title, description=description),
        title=title,
        subtitle=(
            f"{terms.unit_heading}, {period}, by {size_of}, with "
            f"{funnel_findings.kind_of_limits(is_widened=is_widened)}"
        ),
        description=description,
        header=header,
        rows=rows,
    )


def _row_of(average: Reference) -> Placed:
    return Placed(Point(average.name, average.value), None, FunnelLimits(*[nan] * 5))


def _columns(placed: Sequence[Placed], terms: Terms, size_of: str) -> list[Column]:
    points = [each.point for each in placed]
    return [
        ("Area", [point.label for point in points]),
        (terms.unit_heading, [terms.printed(point) for point in points]),
        (capitalised(size_of), [_size(each) for each in placed]),
        ("Lower 95% limit", [terms.optional(each.limits.lower_95) for each in placed]),
        ("Upper 95% limit", [terms.optional(each.limits.upper_95) for each in placed]),
        ("Lower 99.8% limit", [terms.optional(each.limits.lower_998) for each in placed]),
        ("Upper 99.8% limit", [terms.optional(each.limits.upper_998) for each in placed]),
        ("Position", [capitalised(each.position) for each in placed]),
        *notes_column(points, {}),
    ]


def _size(each: Placed) -> str:
    return number(each.size, 0) if each.size is not None and each.has_size else ""
