from dataclasses import replace
from math import nan
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts import Point, Projected, trajectory
from indicators.charts.model import MARKS

SVG = "{http://www.w3.org/2000/svg}"
ABOUT = {"subject": "Serious violent crime", "area": "Greyford", "unit": "per 1,000 people"}
PERIODS = ["2006/07", "2007/08", "2008/09", "2009/10", "2010/11"]
ACTUALS = [Point("2006/07", 8.8), Point("2007/08", 8.1, 7.8, 8.4)]
LAST = Projected("2010/11", 7.0, 6.5, 7.5, 5.5, 8.5)
FAN = [replace(LAST, label="2008/09"), replace(LAST, label="2009/10"), LAST]


def trajectory_of(actuals=ACTUALS, **changes):
    usual = {"periods": PERIODS, "projection": FAN, "target": Point("2010/11", 7.4)}
    return trajectory(actuals, **(ABOUT | usual | changes))


def texts_of(chart):
    return [text.text for text in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("goal", "finding"),
    [
        (7.4, "lies within the 50% range of the projection (6.5 to 7.5)"),
        (7.5, "lies within the 50% range of the projection (6.5 to 7.5)"),
        (7.6, "lies above the 50% range of the projection but within the 95% range (5.5 to 8.5)"),
        (5.5, "lies below the 50% range of the projection but within the 95% range (5.5 to 8.5)"),
        (5.4, "lies below the 95% range of the projection (5.5 to 8.5)"),
        (9.0, "lies above the 95% range of the projection (5.5 to 8.5)"),
    ],
)
def test_the_title_says_where_the_target_lies_in_the_projection(goal, finding):
    chart = trajectory_of(target=Point("2010/11", goal))

    assert chart.title == (
        f"Serious violent crime in Greyford: the target of {goal} per 1,000 people for 2010/11 "
        + finding
    )


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        (
            {"projection": [], "reason": "a month is missing"},
            "the target of 7.4 per 1,000 people for 2010/11 has no projection beside it "
            "(a month is missing)",
        ),
        (
            {"target": None},
            "projected 7.0 per 1,000 people in 2010/11, with a 95% range from 5.5 to 8.5",
        ),
        (
            {"target": None, "projection": []},
            "8.1 per 1,000 people in 2007/08, without a projection",
        ),
        (
            {"actuals": [*ACTUALS, Point("2010/11", 7.1)]},
            "7.1 in 2010/11, against the target of 7.4 per 1,000 people for 2010/11",
        ),
        ({"actuals": [], "target": None, "projection": []}, "no figures to show"),
    ],
)
def test_what_the_title_says_without_a_target_or_a_projection(changes, finding):
    assert trajectory_of(**changes).title == f"Serious violent crime in Greyford: {finding}"


def test_it_is_printed_that_no_new_action_is_assumed():
    chart = trajectory_of()

    assert "The projection assumes no new action." in " ".join(texts_of(chart))
    assert "The projection assumes no new action." in chart.description
    without = trajectory_of(projection=[], reason="too few years")
    assert "assumes no new action" not in without.svg
    assert "No projection: too few years." in " ".join(texts_of(without))


def test_each_line_is_named_at_its_end():
    chart = trajectory_of(carried_forward=8.2)

    assert {"Projected 7.0", "Target 7.4", "Carried forward 8.2"} <= set(texts_of(chart))


def test_the_table_holds_every_line():
    chart = trajectory_of(
        carried_forward=8.2,
        baseline=Point("2006/07", 8.8),
        milestones=[Point("2009/10", 7.9)],
    )

    assert chart.header == (
        "Period", "Greyford", "Projection", "Lower end of 50% range", "Upper end of 50% range",
        "Lower end of 95% range", "Upper end of 95% range", "Carried forward",
        "Straight line to the target", "Milestone", "Target",
    )  # fmt: skip
    assert chart.rows[0] == ("2006/07", "8.8", *[""] * 6, "8.8", "", "")
    assert chart.rows[3] == (
        "2009/10", "", "7.0", "6.5", "7.5", "5.5", "8.5", "8.2", "7.8", "7.9", "",
    )  # fmt: skip
    assert chart.rows[4][-3:] == ("7.4", "", "7.4")


def test_periods_to_come_are_not_missing_but_gaps_are():
    gap = [ACTUALS[0], replace(ACTUALS[1], status="suppressed"), Point("2008/09", 8.0)]

    chart = trajectory_of(gap)

    assert [row[1] for row in chart.rows] == ["8.8", "[c]", "8.0", "", ""]
    assert "Confidential: 2007/08." in chart.description
    assert "Not available" not in chart.description


def test_a_period_without_a_whole_projection_is_left_out():
    chart = trajectory_of(projection=[*FAN[:2], replace(LAST, lower_95=nan)])

    assert chart.rows[4][2] == ""
    assert "has no projection beside it" in chart.title


@pytest.mark.parametrize(
    "changes",
    [
        {"actuals": [Point("1999/00", 1.0)]},
        {"target": Point("2011/12", 7.4)},
        {"projection": [replace(LAST, label="2011/12")]},
        {"milestones": [Point("2011/12", 7.4)]},
    ],
)
def test_a_label_that_is_no_period_of_the_axis_is_refused(changes):
    with pytest.raises(ValueError, match="Not among the periods"):
        trajectory_of(**changes)


def test_a_target_that_may_not_be_shown_is_nowhere():
    hidden = Point("2010/11", 77.7, status="suppressed")

    assert "77.7" not in repr(trajectory_of(target=hidden, milestones=[hidden], baseline=hidden))


numbers = st.floats(-1e9, 1e9) | st.just(nan)
points = st.builds(
    Point,
    label=st.sampled_from(PERIODS),
    value=st.none() | numbers,
    status=st.sampled_from(sorted(MARKS)),
    segment=st.integers(0, 1),
)
projected = st.builds(Projected, st.sampled_from(PERIODS), *[numbers] * 5)


@given(
    st.lists(points, max_size=5),
    st.lists(projected, max_size=5),
    st.lists(points, max_size=3),
    st.none() | points,
    st.none() | points,
    st.none() | numbers,
)
def test_any_figures_and_projections_make_a_picture(
    actuals, projection, milestones, baseline, target, level
):
    chart = trajectory_of(
        actuals,
        projection=projection,
        milestones=milestones,
        baseline=baseline,
        target=target,
        carried_forward=level,
    )

    ElementTree.fromstring(chart.svg)
    assert not any(f'="{bad}' in chart.svg for bad in ("nan", "inf", "-inf"))
    assert len(chart.rows) == len(PERIODS)
