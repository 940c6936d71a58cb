from dataclasses import replace
from math import isnan
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts import Point, Series, trend
from indicators.charts.model import MARKS

SVG = "{http://www.w3.org/2000/svg}"
ABOUT = {"subject": "Serious acquisitive crime", "area": "Greyford", "unit": "per 1,000 people"}
BEFORE = Point("2007/08", 28.5, 28.1, 28.9)
AFTER = Point("2008/09", 26.1, 25.7, 26.5)


def lines_of(chart):
    """Return the unbroken pieces of the main line, as lists of points."""
    return [
        path.get("d").removeprefix("M").split("L")
        for path in ElementTree.fromstring(chart.svg).iter(f"{SVG}path")
        if path.get("stroke-width") == "2.5"
    ]


def texts_of(chart):
    return [text.text for text in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("after", "finding"),
    [
        ({}, "fell from 28.5 to 26.1 per 1,000 people between 2007/08 and 2008/09"),
        (
            {"value": 30.0, "lower": 29.6, "upper": 30.4},
            "rose from 28.5 to 30.0 per 1,000 people between 2007/08 and 2008/09",
        ),
        (
            {"lower": 24.0, "upper": 28.2},
            "showed no clear change between 2007/08 and 2008/09 (28.5, then 26.1 per 1,000 people)",
        ),
        (
            {"value": 28.52, "lower": 28.51, "upper": 28.53},
            "stayed at 28.5 per 1,000 people between 2007/08 and 2008/09",
        ),
    ],
)
def test_the_title_claims_no_more_than_the_intervals_bear(after, finding):
    chart = trend([BEFORE, replace(AFTER, **after)], **ABOUT)

    assert chart.title == f"Serious acquisitive crime in Greyford {finding}"


def test_without_intervals_the_title_says_what_the_figures_say():
    chart = trend(
        [Point("2007", 12), Point("2008", 9)], **ABOUT | {"unit": "homicides", "decimals": 0}
    )

    assert chart.title.endswith("fell from 12 to 9 homicides between 2007 and 2008")
    assert chart.subtitle == "Homicides, 2007 to 2008"
    assert chart.header == ("Period", "Greyford")


def test_a_change_is_not_measured_across_a_new_definition():
    first = Point("2006/07", 90.0, 89.0, 91.0)
    now = [replace(BEFORE, segment=1), replace(AFTER, segment=1)]

    chart = trend([first, *now], breaks={1: "New counting rules"}, **ABOUT)

    assert "fell from 28.5 to 26.1" in chart.title
    assert "New counting rules: figures from 2007/08 do not compare" in chart.description
    assert [len(line) for line in lines_of(chart)] == [2]
    assert chart.rows[1][-1] == "New counting rules"
    assert "New counting rules" in texts_of(chart)


def test_a_gap_is_neither_a_break_nor_joined():
    gap = Point("2008/09", status="missing")  # of segment 0, as by default
    new = [replace(BEFORE, segment=1), gap, replace(AFTER, label="2009/10", segment=1)]

    chart = trend(new, **ABOUT)

    assert lines_of(chart) == []
    assert "Definition changed" not in chart.svg
    assert "[x]" in texts_of(chart)


def test_a_suppressed_figure_is_nowhere():
    hidden = Point("2008/09", 77.7, 66.6, 88.8, status="suppressed")
    chart = trend([BEFORE, hidden], comparators=[Series("Fernley", (hidden,))], **ABOUT)

    for secret in ("77.7", "66.6", "88.8"):
        assert secret not in repr(chart)
    assert isnan(hidden.figure)
    assert chart.rows[1] == ("2008/09", "[c]", "", "", "[c]", "Confidential")
    assert "Confidential: 2008/09." in chart.description


@pytest.mark.parametrize("status", MARKS)
def test_every_status_has_its_mark_in_the_table(status):
    chart = trend([BEFORE, replace(AFTER, status=status)], **ABOUT)

    assert MARKS[status] in chart.rows[1][1]
    assert ("Notes" in chart.header) == (status != "final")


def test_an_unknown_status_is_refused():
    with pytest.raises(ValueError, match="not “guessed” but one of final"):
        Point("2008/09", 1.0, status="guessed")


def test_a_provisional_figure_is_hollow_and_said_to_be():
    chart = trend([BEFORE, replace(AFTER, status="provisional")], **ABOUT)
    markers = ElementTree.fromstring(chart.svg).iter(f"{SVG}circle")

    assert [marker.get("fill") for marker in markers] == ["#12436D", "#FFFFFF"]
    assert "Hollow marker: provisional." in chart.svg
    assert "The figure for 2008/09 is provisional." in chart.description


def test_an_axis_without_nought_says_so():
    assert "The vertical axis does not start at 0." in texts_of(trend([BEFORE, AFTER], **ABOUT))
    low = trend([BEFORE, replace(AFTER, value=3.0, lower=2.0, upper=4.0)], **ABOUT)
    assert "The vertical axis does not start at 0." not in texts_of(low)


def test_a_comparator_is_matched_by_period_and_named_at_its_end():
    england = Series("England", (Point("2008/09", 18.0), Point("1999/00", 99.0)))

    chart = trend([BEFORE, AFTER], comparators=[england], **ABOUT)

    assert [row[4] for row in chart.rows] == ["[x]", "18.0"]
    assert {"Greyford 26.1", "England 18.0"} <= set(texts_of(chart))
    assert "England: 18.0 per 1,000 people in 2008/09." in chart.description


def test_a_comparator_without_figures_is_only_in_the_table():
    chart = trend([BEFORE, AFTER], comparators=[Series("England", ())], **ABOUT)

    assert "England: no figures." in chart.description
    assert not any("England" in text for text in texts_of(chart))


def test_what_was_drawn_before_changes_nothing():
    first = trend([BEFORE, AFTER], **ABOUT)
    trend([AFTER, BEFORE], **ABOUT)

    assert trend([BEFORE, AFTER], **ABOUT) == first


def test_names_are_escaped_in_the_picture_and_plain_elsewhere():
    name = '<Kings & "Queens">'

    chart = trend([BEFORE], **ABOUT | {"area": name}, comparators=[Series(name + "2", (AFTER,))])

    assert chart.header[1] == name
    assert name in chart.title
    assert ElementTree.fromstring(chart.svg).find(f"{SVG}title").text == chart.title


figures = st.none() | st.floats(-1e12, 1e12)
drawn = st.builds(
    Point,
    label=st.text(max_size=20),
    value=figures | st.just(float("nan")),
    lower=figures,
    upper=figures,
    status=st.sampled_from(sorted(MARKS)),
    segment=st.integers(0, 2),
)


@given(st.lists(drawn, max_size=50), st.lists(drawn, max_size=5), st.text(max_size=30))
def test_any_figures_and_names_make_a_picture(points, others, name):
    comparator = Series("England", tuple(others))

    chart = trend(points, subject=name, area=name, unit=name, comparators=[comparator])

    ElementTree.fromstring(chart.svg)
    assert not any(f'="{bad}' in chart.svg for bad in ("nan", "inf", "-inf"))
    assert len(chart.rows) == len(points)
