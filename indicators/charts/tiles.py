"""All areas as tiles of one size on a rough map, darker where the figure is higher."""

from collections import Counter
from collections.abc import Mapping, Sequence

from indicators.charts import findings
from indicators.charts.layouts import Layout
from indicators.charts.model import Chart, Point, rank
from indicators.charts.svg import picture
from indicators.charts.table import Column, in_columns, limit_columns, notes_column
from indicators.charts.tile_plot import Placed, draw
from indicators.charts.wording import Terms


def tile_map(
    points: Mapping[str, Point],
    layout: Layout,
    *,
    subject: str,
    period: str,
    unit: str,
    focus: str | None = None,
    decimals: int = 1,
    confidence: float = 0.95,
) -> Chart:
    """Return the areas as tiles with their codes and figures, shaded in fifths.

    `points` are by GSS code, labelled with the names of the areas; `focus` is the name of the one
    to outline. An area that the layout does not have is only in the table, and said to be.
    Raises ValueError where two areas have the same tile, as a county and what followed it do.
    """
    terms = Terms(subject, unit, decimals, confidence)
    placed = [Placed(point, layout.tiles.get(code)) for code, point in points.items()]
    placed.sort(key=lambda each: rank(each.point))
    _refuse_shared(placed)
    ordered = [each.point for each in placed]
    title = findings.bars_title(ordered, terms, period=period, focus=focus, reference=None)
    description = findings.bars_description(
        ordered, terms, title=title, focus=focus, reference=None
    )
    header, rows = in_columns(_columns(placed, terms))
    drawing, height = draw(placed, layout, terms, focus=focus)
    return Chart(
        svg=picture(drawing, height, title=title, description=description),
        title=title,
        subtitle=findings.subtitle(ordered, terms, when=f"{period}, in fifths of areas"),
        description=description,
        header=header,
        rows=rows,
    )


def _refuse_shared(placed: Sequence[Placed]) -> None:
    uses = Counter(each.tile.code for each in placed if each.tile)
    if shared := [code for code, count in uses.items() if count > 1]:
        raise ValueError(f"More than one area for the tile {', '.join(shared)}.")


def _columns(placed: Sequence[Placed], terms: Terms) -> list[Column]:
    points = [each.point for each in placed]
    off_map = {at: "Not on the map" for at, each in enumerate(placed) if each.tile is None}
    return [
        ("Area", [point.label for point in points]),
        ("Tile", [each.tile.code if each.tile else "" for each in placed]),
        (terms.unit_heading, [terms.printed(point) for point in points]),
        *limit_columns(points, terms),
        *notes_column(points, off_map),
    ]
