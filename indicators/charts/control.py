"""One area over time beside its control limits: which points are more than chance."""

from collections.abc import Mapping, Sequence

from indicators.charts import control_findings
from indicators.charts.control_findings import CAUSES, POINT_TYPES, Judged
from indicators.charts.control_plot import draw
from indicators.charts.findings import span
from indicators.charts.model import Chart, Point, Reference, find_breaks
from indicators.charts.svg import picture
from indicators.charts.table import Column, in_columns, notes_column
from indicators.charts.wording import Terms, capitalised


def control(
    points: Sequence[Point],
    *,
    mean: Sequence[float],
    lower: Sequence[float],
    upper: Sequence[float],
    cause: Sequence[str],
    point_type: Sequence[str],
    reason: Sequence[str] | str = "",
    subject: str,
    area: str,
    unit: str,
    decimals: int = 1,
    breaks: Mapping[int, str] | None = None,
    target: Reference | None = None,
) -> Chart:
    """Return the figures of one area with the mean and control limits of each of its segments.

    The sequences have a value for each point, NaN where there are no limits; `reason`, one for
    each point or one for all, says why. `cause` is empty or one of `CAUSES`, and `point_type` then
    one of `POINT_TYPES`. Raises ValueError for any other, and where lengths differ.
    """
    terms = Terms(f"{subject} in {area}", unit, decimals, confidence=0.95)
    reasons = [reason] * len(points) if isinstance(reason, str) else reason
    columns = zip(points, mean, lower, upper, cause, point_type, reasons, strict=True)
    judged = [Judged(*row) for row in columns]
    _refuse_unknown(judged)
    changes = {each.position: each.label for each in find_breaks(points, breaks or {})}
    title = control_findings.title(judged, terms)
    description = control_findings.description(judged, terms, changes=changes, heading=title)
    header, rows = in_columns(_columns(judged, terms, area, changes, target))
    drawing, height = draw(judged, terms, target=target, changes=changes)
    return Chart(
        svg=picture(drawing, height, title=title, description=description),
        title=title,
        subtitle=f"{terms.unit_heading}, {span(points)}, with mean and control limits",
        description=description,
        header=header,
        rows=rows,
    )


def _refuse_unknown(judged: Sequence[Judged]) -> None:
    for each in judged:
        if each.cause and (each.cause not in CAUSES or each.point_type not in POINT_TYPES):
            raise ValueError(f"“{each.cause}”, “{each.point_type}” is no special cause.")


def _columns(
    judged: Sequence[Judged],
    terms: Terms,
    area: str,
    changes: Mapping[int, str],
    target: Reference | None,
) -> list[Column]:
    points = [each.point for each in judged]
    remarks = {at: _remark(each, changes.get(at, "")) for at, each in enumerate(judged)}
    return [
        ("Period", [point.label for point in points]),
        (area, [terms.printed(point) for point in points]),
        ("Mean", [terms.optional(each.mean) for each in judged]),
        ("Lower control limit", [terms.optional(each.lower) for each in judged]),
        ("Upper control limit", [terms.optional(each.upper) for each in judged]),
        *([(target.name, [terms.number(target.value)] * len(judged))] if target else []),
        ("Finding", [capitalised(each.finding) for each in judged]),
        *notes_column(points, remarks),
    ]


def _remark(each: Judged, change: str) -> str:
    return ". ".join(filter(None, [change, capitalised(each.remark)]))
