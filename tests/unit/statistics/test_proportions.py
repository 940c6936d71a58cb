import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indicators.statistics.proportions import (
    difference,
    effective_size,
    smallest_significant_change,
    weighted_share,
    wilson,
)

EXACT = {"rtol": 1e-9, "atol": 1e-9}

shares = st.one_of(st.floats(0, 1), st.just(np.nan))
bases = st.one_of(st.floats(0.1, 1e7), st.just(np.nan))


def same(actual, expected, **tolerance):
    np.testing.assert_allclose(actual, expected, equal_nan=True, **(EXACT | tolerance))


@pytest.mark.parametrize(("confidence", "suffix"), [(0.95, "95"), (0.998, "998")])
def test_wilson_limits_agree_with_an_independent_program(golden, confidence, suffix):
    table = golden("proportions_wilson")
    assert len(table["x"]) == 414

    ours = wilson(table["x"], table["n"], confidence=confidence)

    same(ours.value, table["value"])
    same(ours.lower, table[f"lower{suffix}"])
    same(ours.upper, table[f"upper{suffix}"])


def test_rows_that_stop_the_other_program_get_a_reason(golden):
    table = golden("rates_props_errors")
    reasons = {
        "numerators must be greater than or equal to zero": "negative count",
        "denominators must be greater than zero": "no base",
        "numerators must be less than or equal to denominator for a proportion statistic": (
            "count above base"
        ),
    }
    row = table["fn"] == "phe_proportion"

    ours = wilson(table["x"][row], table["n"][row], confidence=0.95)

    assert list(ours.reason) == [reasons.get(message, "") for message in table["message"][row]]
    assert (ours.reason != "").sum() == 4
    assert np.isnan(ours.value[ours.reason != ""]).all()


def test_a_proportion_is_per_cent_unless_told_otherwise():
    per_cent, share = wilson(1, 4, confidence=0.95), wilson(1, 4, per=1, confidence=0.95)

    assert (per_cent.value, share.value) == (25, 0.25)
    same(per_cent.upper, 100 * share.upper)
    with pytest.raises(ValueError, match="per must be above 0"):
        wilson(1, 4, per=0, confidence=0.95)


@given(arrays(float, 20, elements=shares), arrays(float, 20, elements=bases))
def test_limits_hold_their_value_and_stay_between_none_and_all(share, base):
    ours = wilson(share * base, base, confidence=0.95)
    here = np.isfinite(share * base)

    assert ((ours.reason == "") == here).all()
    in_order = [np.zeros(20), ours.lower, ours.value, ours.upper, np.full(20, 100)]
    assert (np.diff([column[here] for column in in_order], axis=0) >= 0).all()
    assert np.isnan(ours.lower[~here]).all()


@given(
    arrays(float, 20, elements=shares),
    st.randoms(use_true_random=False),
    st.sampled_from([(-1.0, 100.0), (5.0, 0.0), (11.0, 10.0), (np.nan, 9.0), (np.inf, 9.0)]),
)
def test_neither_order_nor_a_bad_row_changes_another_row(share, random, bad):
    base = np.linspace(1, 1000, 20)
    order = random.sample(range(20), 20)
    alone = wilson(share * base, base, confidence=0.95)

    mixed = wilson(
        np.append((share * base)[order], bad[0]), np.append(base[order], bad[1]), confidence=0.95
    )

    assert mixed.reason[-1] != ""
    for field, shuffled in zip(alone, mixed, strict=True):
        np.testing.assert_array_equal(field[order], shuffled[:-1])


def test_effective_size_of_equal_weights_is_how_many_there_are():
    assert effective_size([2.5, 2.5, 2.5]) == pytest.approx(3)
    assert effective_size([1, 1, 2, np.nan]) == pytest.approx(16 / 6)


def test_effective_size_works_along_the_last_axis_and_leaves_bad_rows_missing():
    sizes = effective_size([[1, 1, 0], [0, 0, 0], [3, -1, 1], [np.nan] * 3])

    same(sizes, [2, np.nan, np.nan, np.nan])


@given(arrays(float, 12, elements=st.floats(0.01, 100)))
def test_effective_size_is_at_most_how_many_there_are(weights):
    assert 1 - 1e-9 <= effective_size(weights) <= 12 + 1e-9


def test_a_weighted_share_agrees_with_an_independent_program(golden):
    answers, areas = golden("survey_weighted_input"), golden("survey_weighted_expected")
    assert (len(answers["y"]), len(areas["n"])) == (10_247, 12)

    for row, area in enumerate(areas["area"]):
        own = answers["area"] == area
        ours = weighted_share(answers["y"][own], answers["w"][own])
        interval = wilson(ours.value * ours.effective, ours.effective, per=1, confidence=0.95)
        same(ours.value, areas["p_weighted"][row])
        same(ours.error, areas["se_linearised"][row])
        same(ours.effective, areas["kish_n_eff"][row])
        same(interval.lower, areas["wilson_kish_lower"][row])
        same(interval.upper, areas["wilson_kish_upper"][row])


def test_weighted_shares_work_along_the_last_axis_and_leave_bad_rows_missing():
    answers = [[1, 0, np.nan], [1, 2, 0], [1, 0, 1], [np.nan] * 3, [1, np.nan, np.nan]]
    weights = [[3, 1, 9], [1, 1, 1], [1, -1, 1], [1, 1, 1], [2, 1, 1]]

    ours = weighted_share(answers, weights)

    same(ours.value, [0.75, np.nan, np.nan, np.nan, 1])
    same(ours.effective, [1.6, np.nan, np.nan, np.nan, 1])
    assert np.isnan(ours.error).tolist() == [False, True, True, True, True]
    assert np.isnan(weighted_share([], [])[:2]).all()
    assert np.isnan(weighted_share([1, 0], [np.inf, 1])).all()


@given(arrays(float, 12, elements=st.floats(0.01, 100)), st.floats(0.01, 100))
def test_only_how_weights_compare_matters(weights, factor):
    answers = np.arange(12) % 2

    for one, other in zip(
        weighted_share(answers, weights), weighted_share(answers, factor * weights), strict=True
    ):
        same(one, other)


def test_a_difference_agrees_with_an_independent_program(golden):
    table = golden("survey_diff_proportions")
    assert len(table["x1"]) == 159

    ours = difference(table["x1"], table["n1"], table["x2"], table["n2"], confidence=0.95)

    same(ours.value, table["diff"])
    same(ours.lower, table["newcombe_lower"])
    same(ours.upper, table["newcombe_upper"])
    same(ours.z, table["z_pooled"])
    same(ours.p, table["p_pooled"])


def test_a_difference_of_what_are_no_proportions_is_missing_and_harms_no_neighbour():
    first, second = ([11, -1, np.nan, 3], [10, 10, 10, 10]), ([5, 5, 5, 5], [10, 10, 10, 10])

    ours = np.transpose(difference(*first, *second, confidence=0.95))

    assert np.isnan(ours[:3]).all()
    same(ours[3], np.array(difference(3, 10, 5, 10, confidence=0.95), dtype=float))


def test_where_nobody_or_everybody_agrees_twice_there_is_nothing_to_test():
    ours = difference([0, 50], [100, 50], [0, 80], [200, 80], confidence=0.95)

    same(ours.value, [0, 0])
    assert np.isnan([ours.z, ours.p]).all()
    assert ((ours.lower < 0) & (ours.upper > 0)).all()


@given(st.integers(0, 90), st.integers(0, 70))
def test_the_difference_back_is_the_same_the_other_way(x1, x2):
    there = difference(x1, 90, x2, 70, confidence=0.95)
    back = difference(x2, 70, x1, 90, confidence=0.95)

    same([there.value, there.lower, there.upper], [-back.value, -back.upper, -back.lower])
    same([there.z, there.p], [-back.z, back.p])


def test_the_smallest_significant_change_agrees_with_an_independent_program(golden):
    table = golden("survey_min_significant_change")
    assert len(table["p1"]) == 40

    fall, rise = smallest_significant_change(table["p1"], table["n_eff"], confidence=0.95)
    _, shown = smallest_significant_change(table["p1"], table["n_eff"], confidence=0.95, power=0.8)

    same(fall, table["min_sig_fall"], atol=1e-6)
    same(rise, table["min_sig_rise"], atol=1e-6)
    same(shown, table["power80_rise"], atol=1e-6)


@given(st.floats(0.2, 0.8), st.integers(300, 20_000))
def test_the_smallest_significant_change_is_just_significant(share, size):
    fall, rise = smallest_significant_change(share, size, confidence=0.95)

    for change in (-fall, rise):
        test = difference(share * size, size, (share + change) * size, size, confidence=0.95)
        assert test.p == pytest.approx(0.05, rel=1e-6)


def test_a_change_that_no_survey_of_this_size_can_show_is_missing():
    fall, rise = smallest_significant_change(
        [0.01, 0.5, 1.2, 0.5, np.nan], [50, 0, 100, 400, 400], confidence=0.95
    )

    assert np.isnan(fall).tolist() == [True, True, True, False, True]
    assert np.isnan(rise).tolist() == [False, True, True, False, True]


@pytest.mark.parametrize("power", [0, 1, 80])
def test_a_power_outside_0_to_1_is_refused(power):
    with pytest.raises(ValueError, match="power must be above 0 and below 1"):
        smallest_significant_change(0.5, 1000, confidence=0.95, power=power)
