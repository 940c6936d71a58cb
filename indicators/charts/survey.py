"""What two or three surveys found, area by area or question by question, and whether it changed."""

from collections.abc import Sequence

from indicators.charts import survey_findings
from indicators.charts.model import MEANINGS, Chart, Point
from indicators.charts.survey_findings import Waves, bounded
from indicators.charts.survey_plot import draw
from indicators.charts.svg import picture
from indicators.charts.table import Column, in_columns
from indicators.charts.wording import Terms, capitalised


def survey_change(
    rows: Sequence[Waves],
    *,
    waves: Sequence[str],
    subject: str,
    unit: str,
    of: str = "area",
    focus: str | None = None,
    decimals: int = 1,
    confidence: float = 0.95,
) -> Chart:
    """Return the figures of each wave with their intervals, a row for each area in the order given.

    `waves` are the labels of the surveys, oldest first, and the points are matched to them. A row
    says whether its change, from its first figure to its last, is more than chance. `of` is what
    the rows are, in the singular. Raises ValueError for a point of no wave.
    """
    terms = Terms(subject, unit, decimals, confidence)
    found = [bounded(row, waves) for row in rows]
    title = survey_findings.title(found, terms, waves=waves, of=of)
    description = survey_findings.description(found, terms, heading=title)
    header, cells = in_columns(_columns(found, terms, waves, of))
    drawing, height = draw(found, terms, waves=waves, focus=focus)
    return Chart(
        svg=picture(drawing, height, title=title, description=description),
        title=title,
        subtitle=f"{terms.unit_heading}, {survey_findings.span(waves)}, with {terms.interval}s",
        description=description,
        header=header,
        rows=cells,
    )


def _columns(found: Sequence[Waves], terms: Terms, waves: Sequence[str], of: str) -> list[Column]:
    columns: list[Column] = [(capitalised(of), [row.name for row in found])]
    for at, wave in enumerate(waves):
        columns += _wave(wave, [row.points[at] for row in found], terms)
    notes = [_notes(row) for row in found]
    return [
        *columns,
        ("Change", [terms.signed(row.change) for row in found]),
        ("Finding", [capitalised(row.finding) for row in found]),
        *([("Notes", notes)] if any(notes) else []),
    ]


def _wave(wave: str, points: Sequence[Point], terms: Terms) -> list[Column]:
    limits = [terms.limits(point) or ("", "") for point in points]
    return [
        (wave, [terms.printed(point) for point in points]),
        (f"{wave}, lower {terms.percent} limit", [lower for lower, _ in limits]),
        (f"{wave}, upper {terms.percent} limit", [upper for _, upper in limits]),
    ]


def _notes(row: Waves) -> str:
    marked = [point for point in row.points if point.mark]
    return ". ".join(f"{point.label}: {MEANINGS[point.standing]}" for point in marked)
