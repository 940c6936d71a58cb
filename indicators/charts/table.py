"""The same numbers as a table, for those who cannot or would rather not read the picture."""

from collections.abc import Mapping, Sequence

from indicators.charts.model import MEANINGS, Point, Series
from indicators.charts.wording import Terms

Column = tuple[str, list[str]]
Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def table(
    points: Sequence[Point],
    terms: Terms,
    *,
    headings: tuple[str, str],
    comparators: Sequence[Series] = (),
    remarks: Mapping[int, str] | None = None,
) -> Table:
    """Return the header and rows of the points.

    `headings` are those of the labels and of the figures; `comparators` have a point for each row;
    `remarks` are further notes by row. The columns of limits and of notes are left out where they
    would be empty.
    """
    columns: list[Column] = [
        (headings[0], [point.label for point in points]),
        (headings[1], [terms.printed(point) for point in points]),
        *limit_columns(points, terms),
        *(
            (series.name, [terms.printed(point) for point in series.points])
            for series in comparators
        ),
        *notes_column(points, remarks or {}),
    ]
    return in_columns(columns)


def in_columns(columns: Sequence[Column]) -> Table:
    """Return the header and rows of these columns."""
    header = tuple(heading for heading, _ in columns)
    return header, tuple(zip(*(cells for _, cells in columns), strict=True))


def limit_columns(points: Sequence[Point], terms: Terms) -> list[Column]:
    """Return the limits of the intervals; no columns where there are none."""
    limits = [terms.limits(point) or ("", "") for point in points]
    if not any(lower for lower, _ in limits):
        return []
    return [
        (f"Lower {terms.percent} limit", [lower for lower, _ in limits]),
        (f"Upper {terms.percent} limit", [upper for _, upper in limits]),
    ]


def notes_column(points: Sequence[Point], remarks: Mapping[int, str]) -> list[Column]:
    """Return what is to be known of each point, with the remarks by row; no column of nothing."""
    cells = [
        ". ".join(filter(None, (MEANINGS.get(point.standing, "").capitalize(), remarks.get(row))))
        for row, point in enumerate(points)
    ]
    return [("Notes", cells)] if any(cells) else []
