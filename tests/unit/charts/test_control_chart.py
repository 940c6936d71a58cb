from dataclasses import replace
from math import nan
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts import Point, Reference, control
from indicators.charts.control_findings import CAUSES, POINT_TYPES
from indicators.charts.model import MARKS

SVG = "{http://www.w3.org/2000/svg}"
ABOUT = {"subject": "Serious violent crime", "area": "Greyford", "unit": "per 1,000 people"}
POINTS = [Point(f"Month {at}", 8 + at % 2) for at in range(1, 25)]


def control_of(points=POINTS, *, special=(), limits=(8.5, 6.0, 11.0), **changes):
    """Return a chart with the same limits at every point; `special` is (position, cause, type)."""
    columns = {
        name: [number] * len(points)
        for name, number in zip(("mean", "lower", "upper"), limits, strict=True)
    }
    cause, point_type = [""] * len(points), ["common_cause"] * len(points)
    for at, rule, kind in special:
        cause[at], point_type[at] = rule, kind
    return control(points, **columns, cause=cause, point_type=point_type, **(ABOUT | changes))


def texts_of(chart):
    return [text.text for text in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("special", "finding"),
    [
        ([], "no sign of more than chance in 24 points"),
        ([(3, "above_limit", "concern")], "1 of 24 points shows more than chance, the last of"),
        ([(23, "above_limit", "concern")], "Month 24 is a sign of concern, unlikely to be chance"),
        ([(23, "shift_low", "improvement")], "Month 24 is a sign of improvement, unlikely to be"),
        ([(23, "trend_up", "neutral")], "Month 24 is unlikely to be chance"),
        (
            [(3, "shift_low", "improvement"), (4, "shift_low", "improvement")],
            "2 of 24 points show more than chance, the last of them Month 5",
        ),
    ],
)
def test_the_title_says_whether_the_latest_point_is_more_than_chance(special, finding):
    title = control_of(special=special).title

    assert title.startswith(f"Serious violent crime in Greyford: {finding}")


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("point_type", POINT_TYPES)
def test_each_special_cause_is_told_in_words_and_by_the_key(cause, point_type):
    chart = control_of(special=[(3, cause, point_type)])

    words = POINT_TYPES[point_type]
    assert chart.rows[3][5] == f"{words.capitalize()}: {CAUSES[cause]}"
    assert f"Month 4: {words}: {CAUSES[cause]}." in chart.description
    assert words.capitalize() in texts_of(chart)


def test_neighbours_with_one_cause_are_told_as_a_run():
    special = [(at, "shift_low", "improvement") for at in (3, 4, 5)]

    description = control_of(special=special).description

    assert "Month 4 to Month 6: improvement: in a run of points below the mean." in description


def test_improvement_and_concern_differ_in_shape():
    def diamonds(kind):
        root = ElementTree.fromstring(control_of(special=[(3, "above_limit", kind)]).svg)
        return [p for p in root.iter(f"{SVG}path") if p.get("d").endswith("z")]

    assert len(diamonds("improvement")) == 2 * len(diamonds("concern"))  # one within another


@pytest.mark.parametrize(
    ("count", "reason", "is_trial"),
    [(19, "", True), (20, "", False), (24, "trial limits", True)],
)
def test_limits_that_rest_on_few_points_are_for_trial(count, reason, is_trial):
    chart = control_of(POINTS[:count], reason=reason)

    assert ("Trial upper limit 11.0" in texts_of(chart)) == is_trial
    assert ("Upper limit 11.0" in texts_of(chart)) != is_trial
    assert ("trial limits 6.0 to 11.0" in chart.description) == is_trial


@pytest.mark.parametrize("reason", ["too few points", ["too few points"] * 5])
def test_without_limits_it_says_why(reason):
    chart = control_of(POINTS[:5], limits=(nan, nan, nan), reason=reason)

    assert chart.title.endswith("no control limits (too few points)")
    assert "No limits: too few points." in " ".join(texts_of(chart))
    assert chart.rows[0][2:] == ("", "", "", "", "Too few points")


def test_a_missing_point_is_no_reason_for_missing_limits():
    points = [POINTS[0], Point("Month 2", status="missing"), *POINTS[2:]]
    columns = {
        name: [number, nan, *[number] * 22]
        for name, number in {"mean": 8.5, "lower": 6.0, "upper": 11.0}.items()
    }
    judged = {"cause": [""] * 24, "point_type": ["common_cause"] * 24}

    chart = control(points, **columns, **judged, reason=["", "missing", *[""] * 22], **ABOUT)

    assert "No limits" not in chart.description + " ".join(texts_of(chart))
    assert chart.rows[1][-1] == "Not available"


def test_trial_limits_are_said_in_the_table():
    chart = control_of(POINTS[:15], reason="trial")

    assert chart.rows[0][-1] == "Trial limits"


def test_a_cause_without_limits_or_figure_is_not_shown():
    hidden = [replace(POINTS[0], value=77.7, status="suppressed"), *POINTS[1:]]

    chart = control_of(hidden, special=[(0, "above_limit", "concern")])

    assert "no sign of more than chance in 23 points" in chart.title
    assert "77.7" not in repr(chart)


def test_segments_have_their_own_limits():
    points = [replace(point, segment=int(at >= 12)) for at, point in enumerate(POINTS)]

    chart = control_of(points, breaks={1: "New counting rules"})

    assert "Month 1 to Month 12: mean 8.5" in chart.description
    assert "Month 13 to Month 24: mean 8.5" in chart.description
    assert "New counting rules from Month 13 on." in chart.description
    assert chart.rows[12][-1] == "New counting rules"


def test_a_lower_limit_below_all_there_can_be_is_not_drawn():
    chart = control_of(limits=(8.5, -2.0, 19.0))

    assert "A lower limit below 0 is not drawn." in " ".join(texts_of(chart))
    assert not any("ower limit −" in text for text in texts_of(chart))
    assert chart.rows[0][3] == "−2.0"


def test_the_target_is_labelled():
    assert "Target 7.4" in texts_of(control_of(target=Reference("Target", 7.4)))


@pytest.mark.parametrize(("cause", "kind"), [("spike", "concern"), ("above_limit", "common_cause")])
def test_unknown_causes_are_refused(cause, kind):
    with pytest.raises(ValueError, match="is no special cause"):
        control_of(special=[(3, cause, kind)])


def test_a_column_that_is_too_short_is_refused():
    with pytest.raises(ValueError, match="zip"):
        control(POINTS, mean=[1], lower=[1], upper=[1], cause=[""], point_type=["neutral"], **ABOUT)


numbers = st.floats(-1e9, 1e9) | st.just(nan)
rows = st.tuples(
    st.builds(
        Point,
        label=st.text(max_size=20),
        value=st.none() | numbers,
        status=st.sampled_from(sorted(MARKS)),
        segment=st.integers(0, 2),
    ),
    numbers,
    numbers,
    numbers,
    st.sampled_from(["", *CAUSES]),
    st.sampled_from(sorted(POINT_TYPES)),
    st.text(max_size=20),
)


@given(st.lists(rows, max_size=40))
def test_any_figures_and_limits_make_a_picture(rows):
    names = ("mean", "lower", "upper", "cause", "point_type", "reason")
    points, *columns = zip(*rows, strict=True) if rows else [()] * 7

    chart = control(points, **dict(zip(names, columns, strict=True)), **ABOUT)

    ElementTree.fromstring(chart.svg)
    assert not any(f'="{bad}' in chart.svg for bad in ("nan", "inf", "-inf"))
    assert len(chart.rows) == len(points)
