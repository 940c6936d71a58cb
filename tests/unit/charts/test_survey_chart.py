from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts import Point, Waves, survey_change
from indicators.charts.model import MARKS

SVG = "{http://www.w3.org/2000/svg}"
WAVES = ["2006", "2008"]
BEFORE, AFTER = Point("2006", 24.0, 22.0, 26.0), Point("2008", 27.9, 26.0, 29.9)
ROSE = Waves("Greyford", (BEFORE, AFTER), is_more_than_chance=True)
FELL = Waves(
    "Fernley", (replace(BEFORE, value=30.0), replace(AFTER, value=25.0)), is_more_than_chance=True
)
CHANCE = Waves("Ashmere", (BEFORE, replace(AFTER, value=24.4)), is_more_than_chance=False)
UNTESTED = replace(ROSE, name="Dunmoor", is_more_than_chance=None, reason="too few answers")
LONE = Waves("Netherby", (AFTER,))


def survey_of(*rows, waves=WAVES, **changes):
    about = {"subject": "High perception of drunkenness", "unit": "%"}
    return survey_change(rows, waves=waves, **(about | changes))


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([ROSE], "Greyford rose from 24.0 in 2006 to 27.9% in 2008 (more than chance)"),
        ([CHANCE], "Ashmere rose from 24.0 in 2006 to 24.4% in 2008 (may be chance)"),
        (
            [UNTESTED],
            "Dunmoor rose from 24.0 in 2006 to 27.9% in 2008 (not tested: too few answers)",
        ),
        ([LONE], "Netherby, only 2008"),
        (
            [ROSE, FELL, CHANCE],
            "2 of 3 areas changed by more than chance, 2006 to 2008 (1 rose, 1 fell)",
        ),
        ([ROSE, UNTESTED], "1 of 1 area changed by more than chance, 2006 to 2008 (1 rose)"),
        ([CHANCE, CHANCE], "none of 2 areas changed by more than chance, 2006 to 2008"),
        ([LONE, UNTESTED], "no change that could be tested, 2006 to 2008"),
        ([], "no figures to show"),
        ([Waves("Netherby", ())], "no figures to show"),
    ],
)
def test_the_title_claims_no_more_than_the_tests_bear(rows, finding):
    assert survey_of(*rows).title == f"High perception of drunkenness: {finding}"


def test_figures_of_two_definitions_are_not_compared():
    row = Waves("Greyford", (BEFORE, replace(AFTER, segment=1)), is_more_than_chance=True)

    chart = survey_of(row, CHANCE)

    assert chart.rows[0][7:] == ("", "Not comparable")
    assert "none of 1 area changed" in chart.title


def test_a_change_of_nothing_is_no_change_whatever_the_test_says():
    row = Waves("Greyford", (BEFORE, replace(AFTER, value=24.0)), is_more_than_chance=True)

    chart = survey_of(row)

    assert chart.title.endswith(
        "Greyford stayed from 24.0 in 2006 to 24.0% in 2008 (may be chance)"
    )


def test_the_table_has_each_wave_with_its_interval_and_the_finding():
    chart = survey_of(ROSE, UNTESTED)

    assert chart.header == (
        "Area", "2006", "2006, lower 95% limit", "2006, upper 95% limit",
        "2008", "2008, lower 95% limit", "2008, upper 95% limit", "Change", "Finding",
    )  # fmt: skip
    assert chart.rows[0] == (
        "Greyford", "24.0", "22.0", "26.0", "27.9", "26.0", "29.9", "+3.9", "More than chance",
    )  # fmt: skip
    assert chart.rows[1][-1] == "Not tested: too few answers"


def test_a_change_that_may_be_chance_is_dotted():
    def dotted(row):
        paths = ElementTree.fromstring(survey_of(row).svg).iter(f"{SVG}path")
        return any(path.get("stroke-dasharray") == "2 3" for path in paths)

    assert dotted(CHANCE)
    assert dotted(UNTESTED)
    assert not dotted(ROSE)


def test_a_suppressed_figure_is_nowhere():
    hidden = Waves("Greyford", (BEFORE, Point("2008", 77.7, 66.6, 88.8, status="suppressed")))

    chart = survey_of(hidden)

    for secret in ("77.7", "66.6", "88.8"):
        assert secret not in chart.description + str(chart.rows)
        assert f">{secret}" not in chart.svg
    assert chart.rows[0][-1] == "2008: confidential"
    assert "Confidential: 2008." in chart.description


def test_a_point_of_no_wave_is_refused():
    with pytest.raises(ValueError, match="Not among the waves: 2003"):
        survey_of(Waves("Greyford", (Point("2003", 1.0),)))


points = st.builds(
    Point,
    label=st.sampled_from(WAVES),
    value=st.none() | st.floats(-1e9, 1e9),
    lower=st.none() | st.floats(-1e9, 1e9),
    upper=st.none() | st.floats(-1e9, 1e9),
    status=st.sampled_from(sorted(MARKS)),
    segment=st.integers(0, 1),
)
rows = st.builds(
    Waves,
    st.text(max_size=60),
    st.lists(points, max_size=2).map(tuple),
    st.none() | st.booleans(),
    st.text(max_size=40),
)


@given(st.lists(rows, max_size=8))
def test_any_figures_and_names_make_a_picture(rows):
    chart = survey_of(*rows)

    ElementTree.fromstring(chart.svg)
    assert not any(f'="{bad}' in chart.svg for bad in ("nan", "inf", "-inf"))
    assert len(chart.rows) == len(rows)
