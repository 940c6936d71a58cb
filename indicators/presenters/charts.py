"""Figures as charts: points, their standing, and what divides them."""

from collections.abc import Iterator, Mapping, Sequence

from indicators.charts import (
    Chart,
    Point,
    Reference,
    Series,
    bars,
    layouts,
    sparkline,
    tile_map,
    trend,
)
from indicators.charts.layouts import Layout
from indicators.charts.model import MARKS
from indicators.models import Definition, Measure
from indicators.periods import Period
from indicators.queries import FigureRow, segments_of
from indicators.reading import AreaRow, FigureTable, History, MeasureHistory
from partnerships.models import Area, Level, Population

MOST_BARS = 60
"""Areas beyond which bars are too many to read."""

LAYOUTS = {Level.LAA_AREA: layouts.laa_areas, Level.POLICE_FORCE: layouts.police_forces}
"""The tile maps there are."""


def trend_chart(history: History) -> Chart:
    """Return a measure's figures in an area over time, beside England's."""
    definitions = list(history.measure.definitions.all())
    segments = segments_of(definitions)
    return trend(
        points(history.rows, segments),
        subject=history.measure.title,
        area=place_name(history.area),
        unit=chart_unit(history.measure),
        decimals=history.measure.decimals,
        breaks=breaks(definitions, segments),
        comparators=[Series("England", tuple(points(history.england, segments)))]
        if history.england
        else [],
    )


def rows_as_bars(table: FigureTable) -> list[AreaRow]:
    """Return the areas to draw as bars: all, or where those are too many those with a figure."""
    if len(table.rows) <= MOST_BARS:
        return list(table.rows)
    return [one for one in table.rows if one.row and one.row.shown.value is not None]


def why_no_bars(table: FigureTable) -> str:
    """Return why the areas of a table are not drawn as bars, in a sentence."""
    if not table.rows:
        return "There are no areas to show."
    if len(table.rows) == 1:
        return "There is one area only, and none to compare it with."
    if len(rows_as_bars(table)) <= 1:
        return "Fewer than two areas have a figure."
    return f"There are more than {MOST_BARS} areas, too many to read as bars."


def bar_chart(table: FigureTable) -> Chart | None:
    """Return the areas of a table side by side; None of one area, or where they are too many."""
    measure, period = table.selection.measure, table.selection.period
    rows = rows_as_bars(table)
    if not 1 < len(rows) <= MOST_BARS:
        return None
    england = table.england.shown.value if table.england else None
    return bars(
        [area_point(one) for one in rows],
        subject=measure.title,
        period=period.label,
        unit=chart_unit(measure),
        reference=None if england is None else Reference("England", england),
        decimals=measure.decimals,
    )


def map_of_areas(table: FigureTable) -> Chart | None:
    """Return the areas of a table on a tile map; None for a level without one, or of one area."""
    selection, layout_of = table.selection, LAYOUTS.get(table.selection.level)
    if layout_of is None or not _has_two_on_map(table, layout_of()):
        return None
    return tile_map(
        {one.area.gss_code: area_point(one) for one in table.rows},
        layout_of(),
        subject=selection.measure.title,
        period=selection.period.label,
        unit=chart_unit(selection.measure),
        decimals=selection.measure.decimals,
    )


def _has_two_on_map(table: FigureTable, layout: Layout) -> bool:
    shown = [one for one in table.rows if one.row and one.area.gss_code in layout.tiles]
    return len(shown) > 1


def trend_line(row: AreaRow) -> Chart:
    """Return the small line beside an area's figure."""
    return _small(row.trend, place_name(row.area))


def measure_line(history: MeasureHistory) -> Chart:
    """Return the small line beside a measure's figure."""
    return _small(history.rows, history.measure.code)


def population_line(populations: Sequence[Population]) -> Chart:
    """Return the small line of a place's residents."""
    counts = [Point(f"mid-{one.year}", one.count) for one in populations]
    return sparkline(counts, name="Residents", decimals=0)


def _small(rows: Sequence[FigureRow], name: str) -> Chart:
    decimals = rows[0].measure.decimals if rows else 0
    return sparkline(points(rows, {}), name=name, decimals=decimals)


def breaks(definitions: Sequence[Definition], segments: Mapping[int, int]) -> dict[int, str]:
    """Return what changed at each break of the series, by the segment that begins there."""
    return {
        segments[definition.pk]: definition.change_note or "The definition changed"
        for definition in reversed(definitions)
        if segments[definition.pk] > 0 and not definition.is_comparable
    }


def points(rows: Sequence[FigureRow], segments: Mapping[int, int]) -> list[Point]:
    """Return a point for every period from the first row to the last, missing where it has none."""
    if not rows:
        return []
    by_period = {row.period: row for row in rows}
    return [
        point_of(period.label, by_period.get(period), segments)
        for period in unbroken(rows[0].period, rows[-1].period)
    ]


def unbroken(first: Period, last: Period) -> Iterator[Period]:
    period = first
    while period.start <= last.start:
        yield period
        period = period.next()


def point_of(label: str, row: FigureRow | None, segments: Mapping[int, int]) -> Point:
    if row is None:
        return Point(label, status="missing")
    shown = row.shown
    return Point(
        label,
        shown.value,
        shown.lower,
        shown.upper,
        status=shown.status if shown.status in MARKS else "missing",
        segment=segments.get(row.figure.definition_id, 0),
    )


def row_point(row: FigureRow) -> Point:
    """Return a figure as the point of its area."""
    return point_of(place_name(row.area), row, {})


def area_point(one: AreaRow) -> Point:
    return point_of(place_name(one.area), one.row, {})


def chart_unit(measure: Measure) -> str:
    """Return the unit as it follows a number; of a share the sign alone, the title says of what."""
    return "%" if measure.unit.startswith("%") else measure.unit


def place_name(area: Area) -> str:
    """Return an area's name, which says so where the area is invented."""
    return f"{area.name} (invented)" if area.is_invented else area.name
