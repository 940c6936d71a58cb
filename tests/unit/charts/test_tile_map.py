import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts import Point, layouts, tile_map
from indicators.charts.fifths import fifths
from indicators.charts.layouts import Layout, Tile
from indicators.charts.model import MARKS
from indicators.charts.tile_plot import shortened
from indicators.charts.wording import Terms
from partnerships.reference.files import read_england

SVG = "{http://www.w3.org/2000/svg}"
ABOUT = {"subject": "Serious acquisitive crime", "period": "2008/09", "unit": "per 1,000 people"}
ROW = Layout(1, 5, {f"E{at}": Tile(f"T{at}", 0, at) for at in range(5)})
POINTS = {f"E{at}": Point(f"Area {at}", at + 0.5) for at in range(5)}
BEFORE, AFTER = date(2008, 6, 30), date(2009, 4, 1)


def texts_of(chart):
    return [text.text for text in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")]


def laa_areas_on(day):
    return {
        each.gss_code: each
        for each in read_england().authorities
        if each.is_laa_area
        and (each.starts_on is None or each.starts_on <= day)
        and (each.ends_on is None or day < each.ends_on)
    }


@pytest.mark.parametrize(("day", "count"), [(BEFORE, 150), (AFTER, 152)])
def test_every_laa_area_of_a_day_has_a_tile_of_its_own(day, count):
    areas, tiles = laa_areas_on(day), layouts.laa_areas().tiles

    assert len(areas) == count
    assert set(areas) <= set(tiles)
    assert len({(tiles[code].row, tiles[code].column) for code in areas}) == count
    assert len({tiles[code].code for code in areas}) == count


def test_the_layout_of_laa_areas_holds_no_others():
    assert set(layouts.laa_areas().tiles) == set(laa_areas_on(BEFORE)) | set(laa_areas_on(AFTER))


def test_every_police_force_area_has_a_tile_of_its_own():
    tiles = layouts.police_forces().tiles

    assert set(tiles) == {force.gss_code for force in read_england().forces}
    assert len({(tile.row, tile.column) for tile in tiles.values()}) == len(tiles) == 39


def test_the_tiles_of_a_region_hang_together():
    """Each tile of a region touches another of it, if only at a corner or across one empty cell."""
    tiles = layouts.laa_areas().tiles
    regions = {}
    for code, area in laa_areas_on(BEFORE).items():
        regions.setdefault(area.region, []).append(tiles[code])

    assert len(regions) == 9
    for region in regions.values():
        for tile in region:
            near = min(
                max(abs(tile.row - other.row), abs(tile.column - other.column))
                for other in region
                if other is not tile
            )
            assert near <= 2, tile


def test_tiles_carry_code_and_figure():
    chart = tile_map(POINTS, ROW, **ABOUT)

    assert {"T0", "T4", "0.5", "4.5", "Darker is higher."} <= set(texts_of(chart))
    assert chart.title == (
        "Serious acquisitive crime: from 0.5 in Area 0 to 4.5 per 1,000 people in Area 4, 2008/09"
    )
    assert chart.header == ("Area", "Tile", "Per 1,000 people")
    assert chart.rows[0] == ("Area 4", "T4", "4.5")


def test_the_area_in_focus_is_outlined_and_placed():
    chart = tile_map(POINTS, ROW, focus="Area 3", **ABOUT)

    assert "Area 3 was 2nd highest of 5 in 2008/09" in chart.title
    assert "Outlined: Area 3." in " ".join(texts_of(chart))
    assert 'stroke-width="4"' in chart.svg


@pytest.mark.parametrize(
    ("status", "mark", "meaning"),
    [
        ("missing", "[x]", "Not available"),
        ("suppressed", "[c]", "Confidential"),
        ("not_applicable", "[z]", "Not applicable"),
    ],
)
def test_a_tile_without_a_figure_is_hollow_and_says_why(status, mark, meaning):
    points = POINTS | {"E2": Point("Area 2", 9876.5, status=status)}

    chart = tile_map(points, ROW, **ABOUT)

    assert mark in texts_of(chart)
    assert chart.rows[-1] == ("Area 2", "T2", mark, meaning)
    assert chart.svg.count('fill="#FFFFFF" stroke') == 1
    assert "9876.5" not in repr(chart)


def test_only_a_withheld_tile_is_hatched():
    def hatched(status):
        points = POINTS | {"E2": Point("Area 2", status=status)}
        return '#8C8C8C"' in tile_map(points, ROW, **ABOUT).svg

    assert hatched("suppressed")
    assert not hatched("missing")


def test_a_provisional_tile_has_a_dashed_edge():
    points = POINTS | {"E2": replace(POINTS["E2"], status="provisional")}

    assert "Dashed edge: provisional." in " ".join(texts_of(tile_map(points, ROW, **ABOUT)))


def test_an_area_off_the_map_is_in_the_table_and_said_to_be():
    chart = tile_map(POINTS | {"X9": Point("Ashmere (invented)", 99.9)}, ROW, **ABOUT)

    assert chart.rows[0] == ("Ashmere (invented)", "", "99.9", "Not on the map")
    assert "Not on the map: Ashmere (invented)." in " ".join(texts_of(chart))


def test_a_county_and_its_successor_are_not_drawn_in_one_tile():
    both = {"E10000004": Point("Cheshire", 1), "E06000049": Point("Cheshire East", 2)}

    with pytest.raises(ValueError, match="More than one area for the tile CHE"):
        tile_map(both, layouts.laa_areas(), **ABOUT)


@pytest.mark.parametrize(
    ("figures", "groups"),
    [
        ([], []),
        ([7], [0]),
        ([1, 2, 3, 4, 5], [0, 1, 2, 3, 4]),
        ([5, 1, 4, 2, 3], [4, 0, 3, 1, 2]),
        ([3, 3, 3], [0, 0, 0]),
        ([1, 2, 2, 2, 2], [0, 1, 1, 1, 1]),
        (list(range(10)), [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]),
    ],
)
def test_fifths(figures, groups):
    assert fifths(figures) == groups


@given(st.lists(st.floats(-1e9, 1e9), max_size=60))
def test_a_higher_figure_is_never_in_a_lower_fifth(figures):
    pairs = sorted(zip(figures, fifths(figures), strict=True))

    groups = [group for _, group in pairs]
    assert groups == sorted(groups)
    assert set(groups) <= set(range(5))
    if len(set(figures)) == len(figures):
        assert all(groups.count(group) <= len(figures) / 5 + 1 for group in groups)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (12.34, "12.3"),
        (1234.5, "1,234"),
        (-1.25, "−1.2"),
        (123_456, "123k"),
        (12_345_678, "12m"),
        (5e9, "5bn"),
        (5e13, "50,000bn"),
        (None, "[x]"),
    ],
)
def test_a_figure_is_shortened_until_it_fits(value, words):
    terms = Terms("", "", 1, 0.95)

    assert shortened(Point("", value), terms, 34) == words


def test_150_areas_with_long_figures_stay_below_15_kilobytes():
    codes = laa_areas_on(BEFORE)
    points = {code: Point(area.name, 100 + at / 7) for at, (code, area) in enumerate(codes.items())}

    chart = tile_map(points, layouts.laa_areas(), focus="Leeds", **ABOUT)

    assert len(chart.svg.encode()) < 15_000


points = st.builds(
    Point,
    label=st.text(max_size=20),
    value=st.none() | st.floats(-1e12, 1e12),
    status=st.sampled_from(sorted(MARKS)),
)


@given(st.dictionaries(st.sampled_from([*ROW.tiles, "X1", "X2"]), points))
def test_any_figures_and_names_make_a_picture(points):
    chart = tile_map(points, ROW, focus=next((p.label for p in points.values()), None), **ABOUT)

    ElementTree.fromstring(chart.svg)
    assert not re.search(r'="[^"]*(nan|inf)', chart.svg.partition("</desc>")[2])
    assert len(chart.rows) == len(points)
