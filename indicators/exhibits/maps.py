"""The areas of a table on a map of equal tiles."""

from indicators import presenters
from indicators.charts import tile_map
from indicators.charts.layouts import Layout, laa_areas, police_forces
from indicators.reading import FigureTable
from partnerships.models import LEVEL_LABELS, Level

from .model import Exhibit

NAME, QUESTION = "map", "Where is it high, and where low?"

LAYOUTS = {Level.LAA_AREA: laa_areas, Level.POLICE_FORCE: police_forces}

FEWEST = 2
"""Areas with a figure, below which a map shows nothing that the table does not."""


def area_map(table: FigureTable) -> Exhibit:
    """Return the real areas of a level as tiles; there is a layout of two levels."""
    layout = LAYOUTS.get(table.selection.level)
    if layout is None:
        where = f"{LEVEL_LABELS[Level.LAA_AREA]}s and {LEVEL_LABELS[Level.POLICE_FORCE]}s"
        return Exhibit(NAME, QUESTION, reason=f"There is a map of {where} only.")
    return _drawn(table, layout())


def _drawn(table: FigureTable, layout: Layout) -> Exhibit:
    points = {
        one.area.gss_code: presenters.area_point(one)
        for one in table.rows
        if not one.area.is_invented
    }
    if sum(point.has_figure for point in points.values()) < FEWEST:
        return Exhibit(NAME, QUESTION, reason="Too few areas of England have a figure for a map.")
    measure = table.selection.measure
    chart = tile_map(
        points,
        layout,
        subject=measure.title,
        period=table.selection.period.label,
        unit=presenters.chart_unit(measure),
        decimals=measure.decimals,
    )
    return Exhibit(NAME, QUESTION, chart)
