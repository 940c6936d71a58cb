"""What is said of a summary, in words."""

from datetime import date

import pytest

from indicators import descriptions
from indicators.models import Cause, Marker, Measure, MeasureKind, PointType, Polarity
from partnerships.models import Area
from tests.factories.summaries import a_summary


def summary(
    *, polarity=Polarity.LOW, kind=MeasureKind.COUNT_RATE, decimals=1, full=True, **changes
):
    measure = Measure(
        code="NI 16",
        title="Crime",
        polarity=polarity,
        kind=kind,
        unit="offences",
        decimals=decimals,
    )
    return a_summary(measure, Area(name="Ashmere"), full=full, **changes)


# --- The sentence ---------------------------------------------------------------------------------


def test_a_sentence_says_trend_peers_and_projection():
    assert descriptions.sentence(summary()) == (
        "Falling 4% a year; in line with its peers; on present course 21.3 to 30.1 in 2010/11."
    )


def test_a_special_cause_is_worth_a_clause():
    found = summary(cause=Cause.ABOVE_LIMIT, point_type=PointType.CONCERN)

    assert "; June 2010 worse than chance explains; " in descriptions.sentence(found)


def test_what_cannot_be_said_is_left_out_of_the_sentence():
    found = summary(full=False, percentile=64.2, peer_count=4)

    assert descriptions.sentence(found) == "Does better than 64% of its 4 peers."


def test_a_sentence_with_nothing_to_say_says_why():
    assert descriptions.sentence(summary(full=False)) == ("Nothing can be said yet: too few years.")


# --- Trend ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marker", "change", "text"),
    [
        (Marker.DECREASING, -0.04, "Falling 4% a year"),
        (Marker.INCREASING, 0.123, "Rising 12% a year"),
        (Marker.INCREASING, 0.004, "Rising less than 1% a year"),
        (Marker.INCREASING, -0.04, "Rising"),
        (Marker.DECREASING, None, "Falling"),
        (Marker.NO_CHANGE, -0.04, "No significant trend"),
        (Marker.NO_CHANGE, 0.0, "No significant trend"),
    ],
)
def test_the_change_a_year_is_told_where_it_goes_the_same_way(marker, change, text):
    assert descriptions.trend(summary(trend=marker, yearly_change=change)).text == text


@pytest.mark.parametrize(
    ("change", "error", "text"),
    [
        (-0.04, 0.01, "Falling 4% a year"),
        (0.04, 0.01, "Rising 4% a year"),
        (0.04, 0.03, "No significant trend"),
        (0.04, None, "No significant trend"),
    ],
)
def test_without_five_years_the_months_decide(change, error, text):
    found = descriptions.trend(
        summary(
            trend=Marker.CANNOT_BE_CALCULATED,
            trend_reason="too few years",
            yearly_change=change,
            yearly_change_error=error,
        )
    )

    assert (found.part, found.text) == ("change", text)
    assert "not five years" in found.detail


@pytest.mark.parametrize("reason", ["too few events a year to test", "no base"])
def test_months_decide_nothing_where_the_years_may_not(reason):
    found = descriptions.trend(
        summary(trend=Marker.CANNOT_BE_CALCULATED, trend_reason=reason, yearly_change=-0.3)
    )

    assert found.text == ""
    assert found.reason


def test_surveys_are_compared_and_show_no_trend():
    survey = MeasureKind.SURVEY_PROPORTION
    found = descriptions.trend(
        summary(kind=survey, trend=Marker.INCREASING, yearly_change=None, polarity=Polarity.HIGH)
    )

    assert found.text == "Higher than in the survey before"
    assert found.detail == "by the survey of 2009"
    assert found.travel == "improving"
    unchanged = descriptions.trend(summary(kind=survey, trend=Marker.NO_CHANGE))
    assert unchanged.text == "No significant change between surveys"


@pytest.mark.parametrize(
    ("polarity", "marker", "travel"),
    [
        (Polarity.LOW, Marker.DECREASING, "improving"),
        (Polarity.LOW, Marker.INCREASING, "deteriorating"),
        (Polarity.HIGH, Marker.INCREASING, "improving"),
        (Polarity.HIGH, Marker.DECREASING, "deteriorating"),
        (Polarity.LOW, Marker.NO_CHANGE, ""),
        (Polarity.ZERO, Marker.INCREASING, ""),
        (Polarity.RANGE, Marker.INCREASING, ""),
        (Polarity.NONE, Marker.DECREASING, ""),
    ],
)
def test_the_direction_of_travel_follows_from_which_way_is_good(polarity, marker, travel):
    assert descriptions.trend(summary(polarity=polarity, trend=marker)).travel == travel


@pytest.mark.parametrize(
    ("start", "detail"),
    [
        (date(2009, 4, 1), "over five years to 2009/10"),
        (date(2009, 1, 1), "over five years to 2009"),
        (None, ""),
    ],
)
def test_a_trend_says_up_to_when(start, detail):
    assert descriptions.trend(summary(trend_start=start)).detail == detail


# --- Control chart --------------------------------------------------------------------------------


def test_a_point_has_its_limits_beside_it():
    found = descriptions.control(summary(decimals=2))

    assert (found.text, found.detail) == ("As usual", "limits 0.41 to 0.69")


def test_a_special_cause_says_by_which_rule_and_whether_it_is_good():
    worse = descriptions.control(summary(cause=Cause.SHIFT_HIGH, point_type=PointType.CONCERN))
    better = descriptions.control(summary(cause=Cause.TREND_DOWN, point_type=PointType.IMPROVEMENT))

    assert worse.text == "Worse than chance explains"
    assert worse.detail.startswith("In a run above the mean; limits ")
    assert better.text == "Better than chance explains"


def test_limits_from_few_points_are_called_trial_limits():
    assert "trial limits 0.4" in descriptions.control(summary(control_reason="trial")).detail


def test_without_limits_there_is_a_reason():
    found = descriptions.control(summary(full=False))

    assert (found.text, found.reason) == ("", "too few points for limits")


# --- Peers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "text"),
    [
        ("in line", "In line with its peers"),
        ("slightly better", "Slightly better than its peers"),
        ("far worse", "Far worse than its peers"),
        ("slightly above", "Slightly above its peers"),
        ("below", "Below its peers"),
    ],
)
def test_grades_are_said_as_of_an_area(grade, text):
    found = descriptions.peers(summary(grade=grade))

    assert (found.text, found.reason) == (text, "")
    assert found.detail == "Does better than 36% of its 14 peers"


def test_too_few_peers_leave_the_percentile_with_the_reason():
    found = descriptions.peers(
        summary(grade="", z=None, peers_reason="too few peers with a figure", peer_count=4)
    )

    assert found.text == "Does better than 36% of its 4 peers"
    assert found.reason == "not judged: too few peers with a figure"


def test_where_neither_way_is_good_a_percentile_speaks_of_height():
    found = descriptions.peers(summary(polarity=Polarity.NONE))

    assert found.detail == "Is higher than 36% of its 14 peers"


def test_one_peer_is_not_many():
    assert descriptions.peers(summary(peer_count=1)).detail.endswith("36% of its 1 peer")


def test_without_peers_there_is_a_reason():
    found = descriptions.peers(summary(full=False))

    assert (found.text, found.reason) == ("", "no comparator group")
    assert descriptions.group_average(summary(full=False)) == ""


def test_the_group_average_says_over_how_many_areas_and_when():
    assert descriptions.group_average(summary()) == "5.9, mean of 15 areas, 2009/10"
    undated = summary(compared_kind="", compared_start=None)
    assert descriptions.group_average(undated) == "5.9, mean of 15 areas"


# --- Projection -----------------------------------------------------------------------------------


def test_a_projection_is_a_range_with_a_narrower_one_inside():
    found = descriptions.projection(summary())

    assert (found.text, found.detail) == ("21.3 to 30.1", "as likely as not 23.9 to 27.0")
    assert descriptions.carried_forward(summary()) == "26.2"


def test_without_a_projection_there_is_a_reason():
    found = descriptions.projection(summary(full=False))

    assert (found.text, found.reason) == ("", "too few years")
    assert descriptions.carried_forward(summary(full=False)) == ""


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("the moon is full", "the moon is full"),
        ("part missing", "a period is missing"),
        ("too few since the definition changed", "too few figures since the definition changed"),
    ],
)
def test_a_short_reason_is_said_at_length(reason, said):
    assert descriptions.why_not(reason) == said
