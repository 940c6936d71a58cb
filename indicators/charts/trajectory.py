"""Where an area has been, where it is going without new action, and where it means to be."""

from collections.abc import Mapping, Sequence

from indicators.charts import trajectory_findings
from indicators.charts.course import Course, Projected, course
from indicators.charts.model import Chart, Point, Series, find_breaks
from indicators.charts.svg import picture
from indicators.charts.table import Column, in_columns, notes_column
from indicators.charts.trajectory_plot import draw
from indicators.charts.wording import Terms


def trajectory(
    actuals: Sequence[Point],
    *,
    periods: Sequence[str],
    subject: str,
    area: str,
    unit: str,
    projection: Sequence[Projected] = (),
    reason: str = "",
    carried_forward: float | None = None,
    baseline: Point | None = None,
    milestones: Sequence[Point] = (),
    target: Point | None = None,
    decimals: int = 1,
    breaks: Mapping[int, str] | None = None,
    paths: Sequence[Series] = (),
    others: Sequence[Series] = (),
) -> Chart:
    """Return the figures of an area, a projection with its 50% and 95% ranges, and its target.

    `periods` are the labels of the axis in order; all else is matched to them by label. `reason`
    says why there is no projection, and `carried_forward` is the level of the latest figures. A
    straight line joins `baseline` to `target`; `milestones` lie where they were agreed, on that
    line or not. `paths` are those that were offered in place of a target, the newest last, each
    from its baseline on; `others` are lines of other areas. Raises ValueError for a label that is
    not among the periods.
    """
    terms = Terms(f"{subject} in {area}", unit, decimals, confidence=0.95)
    whole = course(
        periods,
        actuals,
        projection=projection,
        reason=reason,
        carried_forward=carried_forward,
        milestones=milestones,
        baseline=baseline,
        target=target,
        paths=paths,
        others=others,
    )
    changes = {each.position: each.label for each in find_breaks(whole.points, breaks or {})}
    title = trajectory_findings.title(whole, terms)
    description = trajectory_findings.description(whole, terms, changes=changes, heading=title)
    header, rows = in_columns(_columns(whole, terms, area, changes))
    drawing, height = draw(whole, terms, changes=changes)
    return Chart(
        svg=picture(drawing, height, title=title, description=description),
        title=title,
        subtitle=trajectory_findings.subtitle(whole, terms),
        description=description,
        header=header,
        rows=rows,
    )


def _columns(whole: Course, terms: Terms, area: str, changes: Mapping[int, str]) -> list[Column]:
    """Return a column for each line, and a row for each period of the axis."""
    rows = range(len(whole.periods))
    to_come = [""] * (len(whole.periods) - len(whole.points))
    notes = notes_column(whole.points, changes)
    return [
        ("Period", list(whole.periods)),
        (area, [terms.printed(point) for point in whole.points] + to_come),
        *_projection(whole, terms),
        *_optional("Carried forward", [_level(whole, at) for at in rows], terms),
        *_optional("Straight line to the target", [whole.planned(at) for at in rows], terms),
        *_optional("Milestone", [_figure(whole.milestones.get(at)) for at in rows], terms),
        *_optional("Target", [_target(whole, at) for at in rows], terms),
        *_of_paths(whole, terms),
        *((heading, [*cells, *to_come]) for heading, cells in notes),
    ]


def _projection(whole: Course, terms: Terms) -> list[Column]:
    headings = (
        "Projection",
        "Lower end of 50% range",
        "Upper end of 50% range",
        "Lower end of 95% range",
        "Upper end of 95% range",
    )
    columns = [
        (heading, [terms.number(each.numbers[which]) if each else "" for each in _each(whole)])
        for which, heading in enumerate(headings)
    ]
    return columns if whole.projected else []


def _each(whole: Course) -> list[Projected | None]:
    return [whole.projected.get(at) for at in range(len(whole.periods))]


def _optional(heading: str, numbers: Sequence[float | None], terms: Terms) -> list[Column]:
    """Return a column of the numbers there are, or none where there are none."""
    cells = [terms.optional(number) for number in numbers]
    return [(heading, cells)] if any(cells) else []


def _of_paths(whole: Course, terms: Terms) -> list[Column]:
    """Return a column for each path that was offered, and for each line of other areas."""
    rows = range(len(whole.periods))
    return [
        column
        for one in [*whole.paths, *whole.others]
        for column in _optional(one.name, [_figure(one.points.get(at)) for at in rows], terms)
    ]


def _level(whole: Course, at: int) -> float | None:
    is_after = whole.latest is not None and at > whole.latest
    return whole.carried_forward if is_after else None


def _figure(point: Point | None) -> float | None:
    return point.figure if point else None


def _target(whole: Course, at: int) -> float | None:
    return whole.target[1].figure if whole.target and whole.target[0] == at else None
