from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts import Point, sparkline
from indicators.charts.model import MARKS
from indicators.charts.svg import FOCUS, QUIET

SVG = "{http://www.w3.org/2000/svg}"


def test_its_name_tells_from_where_to_where():
    points = [Point("Apr", 9.4), Point("May", 8.0), Point("Jun", 9.0, status="provisional")]

    chart = sparkline(points, name="Ashmere NI 15")

    assert ElementTree.fromstring(chart.svg).get("aria-label") == "Ashmere NI 15, from 9.4 to 9.0"
    assert chart.subtitle == "Apr to Jun"
    assert chart.header == ("Period", "Ashmere NI 15")
    assert chart.rows == (("Apr", "9.4"), ("May", "8.0"), ("Jun", "9.0 [p]"))


def test_without_figures_it_is_blank_and_says_so():
    chart = sparkline([Point("Apr", 5.0, status="suppressed")], name="Ashmere NI 15")

    assert chart.title == "Ashmere NI 15, no figures"
    assert len(ElementTree.fromstring(chart.svg)) == 0


def path_of(chart, stroke):
    paths = ElementTree.fromstring(chart.svg).iter(f"{SVG}path")
    return [path.get("d") for path in paths if path.get("stroke") == stroke]


def test_it_is_not_joined_across_a_gap_or_a_new_definition():
    points = [
        Point("Apr", 1),
        Point("May", 2),
        Point("Jun", 3, segment=1),
        Point("Jul"),
        Point("Aug", 4, segment=1),
    ]

    chart = sparkline(points, name="Ashmere NI 15")

    line, alone = path_of(chart, FOCUS)
    assert (line.count("M"), line.count("L")) == (1, 1)  # April to May
    assert alone.count("h") == 2  # June and August


def test_its_name_compares_no_figures_of_two_definitions():
    points = [Point("Apr", 90), Point("May", 3, segment=1), Point("Jun", 4, segment=1)]

    chart = sparkline(points, name="Ashmere NI 15")

    assert chart.title == "Ashmere NI 15, from 3.0 to 4.0"
    assert len(list(ElementTree.fromstring(chart.svg).iter(f"{SVG}line"))) == 1


@pytest.mark.parametrize(
    ("status", "reason"),
    [("missing", "not available"), ("suppressed", "confidential"), ("final", "not available")],
)
def test_a_figure_that_is_not_there_is_crossed_and_said_at_the_end(status, reason):
    points = [Point("Apr", 1), Point("May", status="missing"), Point("Jun", 2)]
    points += [Point("Jul", 77.7 if status == "suppressed" else None, status=status)]

    chart = sparkline(points, name="Ashmere NI 15")

    assert chart.title == f"Ashmere NI 15, from 1.0 to 2.0, Jul {reason}"
    assert path_of(chart, QUIET)[0].count("M") == 4  # two crosses of two strokes
    assert "77.7" not in repr(chart)


@pytest.mark.parametrize("value", [0, 3.0, -3.0, 1e17, -1e300])
def test_figures_that_are_all_equal_lie_in_the_middle(value):
    chart = sparkline([Point("Apr", value), Point("May", value)], name="Ashmere NI 15")

    assert path_of(chart, FOCUS) == ["M4.0 14.0L116.0 14.0"]


figures = st.none() | st.floats(-1e12, 1e12) | st.just(float("nan"))
drawn = st.builds(
    Point,
    label=st.text(max_size=20),
    value=figures,
    status=st.sampled_from(sorted(MARKS)),
    segment=st.integers(0, 2),
)


@given(st.lists(drawn, max_size=50), st.text(max_size=30))
def test_any_figures_and_names_make_a_picture(points, name):
    chart = sparkline(points, name=name)

    ElementTree.fromstring(chart.svg)
    assert "nan" not in "".join(path_of(chart, FOCUS))
    assert len(chart.rows) == len(points)
