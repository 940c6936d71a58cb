"""Paths that were offered, and similar areas, in a trajectory."""

from xml.etree import ElementTree

import pytest

from indicators.charts import Point, Projected, Series, trajectory

SVG = "{http://www.w3.org/2000/svg}"
PERIODS = ["2006/07", "2007/08", "2008/09", "2009/10", "2010/11"]
ACTUALS = [Point("2006/07", 8.8), Point("2007/08", 8.1)]
LAST = Projected("2010/11", 7.0, 6.5, 7.5, 5.5, 8.5)
OURS = Series("Partnership, offer 1", (Point("2007/08", 8.1), Point("2010/11", 7.4)))
THEIRS = Series(
    "Government Office, offer 2",
    (Point("2007/08", 8.1), Point("2009/10", 6.0), Point("2010/11", 5.2)),
)
PEERS = Series("Average of similar areas", (Point("2006/07", 8.0), Point("2010/11", 6.9)))


def drawn(paths=(OURS, THEIRS), others=(PEERS,), **changes):
    usual = {"periods": PERIODS, "projection": [LAST]}
    return trajectory(
        ACTUALS,
        subject="Serious violent crime",
        area="Greyford",
        unit="per 1,000 people",
        paths=paths,
        others=others,
        **(usual | changes),
    )


def test_title_says_where_the_newest_offer_lies_to_the_projection():
    assert drawn().title == (
        "Serious violent crime in Greyford: 5.2 per 1,000 people for 2010/11 (Government Office, "
        "offer 2) lies below the 95% range of the projection (5.5 to 8.5)"
    )


def test_title_without_a_projection_says_so():
    chart = drawn(projection=[], reason="a month is missing")

    assert chart.title.endswith("has no projection beside it (a month is missing)")


def test_description_tells_every_path_point_by_point_and_the_earlier_offer_too():
    said = drawn().description

    assert "7.4 per 1,000 people for 2010/11 (Partnership, offer 1) lies within the 50%" in said
    assert "Government Office, offer 2: 8.1 in 2007/08, 6.0 in 2009/10, 5.2 in 2010/11." in said
    assert "Average of similar areas: 8.0 in 2006/07, 6.9 in 2010/11." in said


def test_table_has_a_column_for_each_line():
    chart = drawn()

    assert chart.header[-3:] == (OURS.name, THEIRS.name, PEERS.name)
    assert [row[-3:] for row in chart.rows] == [
        ("", "", "8.0"),
        ("8.1", "8.1", ""),
        ("", "", ""),
        ("", "6.0", ""),
        ("7.4", "5.2", "6.9"),
    ]


def test_lines_are_named_in_the_key_and_end_with_their_values():
    texts = [one.text for one in ElementTree.fromstring(drawn().svg).iter(f"{SVG}text")]

    words = " ".join(filter(None, texts))
    assert texts.count(OURS.name) == texts.count(THEIRS.name) == 1  # in the key, in one piece
    assert all(number in words for number in ("7.4", "5.2", "6.9"))
    assert "what was offered and other areas" in drawn().subtitle


def test_axis_has_room_for_what_was_offered():
    """The figures and the fan end at 5.5."""
    deep = Series("Offer", (Point("2007/08", 8.1), Point("2010/11", 1.2)))

    svg = ElementTree.fromstring(drawn(paths=[deep]).svg)

    heights = [float(one.get("y")) for one in svg.iter(f"{SVG}text")]
    assert min(heights) > 0
    assert max(heights) < float(svg.get("height") or svg.get("viewBox").split()[3])


def test_path_without_a_figure_is_not_drawn():
    chart = drawn(paths=[Series("Nobody", (Point("2010/11"),))], others=())

    assert "Nobody" not in chart.svg
    assert "Nobody" not in chart.header


def test_period_outside_the_axis_is_refused():
    with pytest.raises(ValueError, match="1999/00"):
        drawn(paths=[Series("Odd", (Point("1999/00", 1.0),))])
