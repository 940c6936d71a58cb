"""One figure beside another by their intervals, and areas in groups of equal size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indicators.statistics.comparison import bounds, levels_of_difference, side_of, words_for
from indicators.statistics.proportions import wilson
from indicators.statistics.rates import exact_poisson_interval


@pytest.fixture
def cases(golden):
    """Each area beside the other fourteen together, with what another program calls it."""
    given, called = golden("msg_compare_input"), golden("msg_compare_fingertips_expected")
    assert (given["case_id"] == called["case_id"]).all()
    assert len(given["case_id"]) == 151
    return given | called


def words(level, polarity):
    low, high = words_for(level, improvement=-1), words_for(level, improvement=1)
    return np.where(polarity == 1, high, low)


def test_overlaps_are_called_as_by_an_independent_program(cases):
    own = [(cases[f"lower{level}"], cases[f"upper{level}"]) for level in ("95", "998")]
    other = cases["comp_value"]
    at_95, at_998 = (side_of(*interval, other, other) for interval in own)
    apart = side_of(*own[0], cases["comp_lower95"], cases["comp_upper95"])

    for column, level in {
        "single_overlap_95": at_95,
        "single_overlap_two_levels": levels_of_difference(at_95, at_998),
        "double_overlap_95": apart,
    }.items():
        assert (words(level, cases["polarity_id"]) == cases[column]).all()


@pytest.mark.parametrize(("confidence", "suffix"), [(0.95, "95"), (0.998, "998")])
def test_limits_about_the_others_are_called_as_by_an_independent_program(cases, confidence, suffix):
    share, base = cases["comp_value"] / cases["unit"], cases["denominator"]
    about = wilson(share * base, base, per=1, confidence=confidence)
    own = cases["count"] / base
    as_proportion = words(side_of(own, own, about.lower, about.upper), cases["polarity_id"])
    lower, upper = exact_poisson_interval(share * base, confidence=confidence)
    as_rate = words(side_of(cases["count"], cases["count"], lower, upper), cases["polarity_id"])

    is_share = cases["kind"] == "proportion"
    assert (as_proportion == cases[f"spc_prop_{suffix}"])[is_share].all()
    assert (as_rate == cases[f"spc_dsr_{suffix}"])[~is_share].all()


def test_intervals_that_touch_overlap():
    assert side_of([1, 1, 5], [2, 2, 6], [2, 2.1, 3], [3, 3, 4.9]).tolist() == [0, -1, 1]


def test_a_side_is_missing_where_a_limit_is_and_has_no_word():
    side = side_of([1, np.nan, 3], [2, 2, 4], [5, 5, np.nan], [6, 6, 1])

    assert words_for(side).tolist() == ["Better", "", ""]
    assert np.isnan(levels_of_difference(side, 0)).tolist() == [False, True, True]


def test_words_say_which_side_where_neither_is_better():
    assert words_for([-2, -1, 0, 1, 2], improvement=0).tolist() == [
        "Lowest",
        "Lower",
        "Same",
        "Higher",
        "Highest",
    ]
    assert words_for(-2).item() == "Best"
    assert words_for(-2, improvement=1).item() == "Worst"


def test_a_direction_that_is_none_is_refused():
    with pytest.raises(ValueError, match="improvement must be -1, 0 or 1"):
        words_for(1, improvement=2)


@given(*[st.floats(-10, 10)] * 4)
def test_seen_from_the_other_interval_the_side_is_the_other(a, b, c, d):
    (low, high), (other_low, other_high) = sorted((a, b)), sorted((c, d))

    assert side_of(low, high, other_low, other_high) == -side_of(other_low, other_high, low, high)


def test_bounds_of_fifths_agree_with_independent_programs(golden):
    given = golden("quintile_input")
    fingertips, r = golden("quintile_fingertips_expected"), golden("quintile_r_expected")
    assert len(given["value"]) == 157

    for row, group in enumerate(fingertips["group"]):
        values = given["value"][given["group"] == group]
        ours = bounds(values)
        assert len(values) == fingertips["n"][row]
        expected = [fingertips[f"b{number}"][row] for number in range(6)]
        np.testing.assert_allclose(ours, expected, rtol=0, atol=1e-9)
        quarters = [fingertips[name][row] for name in ("p25", "median", "p75")]
        np.testing.assert_allclose(bounds(values, parts=4)[1:-1], quarters, rtol=0, atol=1e-9)
        in_r = np.flatnonzero(r["group"] == group)[0]
        fifths = [r[name][in_r] for name in ("q20", "q40", "q60", "q80")]
        np.testing.assert_allclose(ours[1:-1], fifths, rtol=0, atol=1e-9)


@given(arrays(float, (3, 20), elements=st.floats(-1e6, 1e6)), st.integers(1, 9))
def test_bounds_rise_from_the_least_value_to_the_greatest(values, parts):
    ours = bounds(values, parts=parts)

    assert ours.shape == (3, parts + 1)
    assert (np.diff(ours, axis=-1) >= 0).all()
    np.testing.assert_allclose(ours[:, 0], values.min(axis=1), atol=1e-9)
    np.testing.assert_allclose(ours[:, -1], values.max(axis=1), atol=1e-9)


def test_bounds_leave_out_what_is_missing():
    ours = bounds([[1, 2, np.nan, 3], [np.nan] * 4, [5, np.inf, -np.inf, 5]], parts=2)

    assert ours[[0, 2]].tolist() == [[1, 2, 3], [5, 5, 5]]
    assert np.isnan(ours[1]).all()
    assert np.isnan(bounds([])).all()


def test_bounds_of_no_parts_are_refused():
    with pytest.raises(ValueError, match="parts must be 1 or more"):
        bounds([1, 2], parts=0)
