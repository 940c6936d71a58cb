import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indicators.statistics.rates import (
    exact_poisson_interval,
    poisson_interval,
    rate,
    rate_ratio_test,
)

EXACT = {"rtol": 1e-9, "atol": 1e-9}

counts = st.one_of(
    st.integers(0, 10**7).map(float), st.floats(0, 1e7, allow_subnormal=False), st.just(np.nan)
)
bases = st.one_of(st.floats(0.1, 1e8), st.just(np.nan))
columns = st.integers(1, 30)
bad_rows = st.sampled_from([(-1.0, 100.0), (5.0, 0.0), (5.0, -3.0), (np.nan, 9.0), (3.0, np.nan)])


def same(actual, expected, **tolerance):
    np.testing.assert_allclose(actual, expected, equal_nan=True, **(EXACT | tolerance))


@pytest.mark.parametrize(("confidence", "suffix"), [(0.95, "95"), (0.998, "998")])
def test_rate_and_limits_agree_with_an_independent_program(golden, confidence, suffix):
    table = golden("rates_byars")
    assert len(table["x"]) == 1079

    for per in (1_000, 10_000, 100_000):
        row = table["multiplier"] == per
        ours = rate(table["x"][row], table["n"][row], per=per, confidence=confidence)
        same(ours.value, table["value"][row])
        same(ours.lower, table[f"lower{suffix}"][row])
        same(ours.upper, table[f"upper{suffix}"][row])
    assert set(table["multiplier"]) == {1_000, 10_000, 100_000}


def test_limits_agree_at_other_levels_of_confidence(golden):
    table = golden("rates_byars_conf_levels")
    levels = np.unique(table["conf"])
    assert (len(table["x"]), len(levels)) == (26, 2)

    for level in levels:
        row = table["conf"] == level
        ours = rate(table["x"][row], table["n"][row], per=1000, confidence=level)
        same(ours.lower, table["lower"][row])
        same(ours.upper, table["upper"][row])


def test_limits_are_byars_from_ten_events_and_exact_below(golden):
    table = golden("counts_byars_vs_exact")
    few = table["x"] < 10
    assert (len(few), few.sum()) == (185, 25)

    for level in np.unique(table["conf"]):
        row = table["conf"] == level
        lower, upper = poisson_interval(table["x"][row], confidence=level)
        same(lower, np.where(few, table["exact_lower"], table["byars_lower"])[row])
        same(upper, np.where(few, table["exact_upper"], table["byars_upper"])[row])


def test_byars_limits_are_within_two_thousandths_of_exact_at_95_per_cent(golden):
    table = golden("counts_byars_vs_exact")
    row = (table["x"] >= 10) & (table["conf"] == 0.95)

    lower, upper = poisson_interval(table["x"][row], confidence=0.95)

    same(lower, table["exact_lower"][row], rtol=0.002)
    same(upper, table["exact_upper"][row], rtol=0.002)


def test_exact_limits_agree_with_independent_programs(golden):
    table, bisected = golden("counts_byars_vs_exact"), golden("funnel_phe_poisson_expected")
    assert len(bisected["events"]) == 37

    for level in np.unique(table["conf"]):
        row = table["conf"] == level
        lower, upper = exact_poisson_interval(table["x"][row], confidence=level)
        same(lower, table["exact_lower"][row])
        same(upper, table["exact_upper"][row])
    for beyond in (0.025, 0.001):
        lower, upper = exact_poisson_interval(bisected["events"], confidence=1 - 2 * beyond)
        same(lower, bisected[f"expected_low_{beyond}"], rtol=1e-4, atol=1e-4)
        same(upper, bisected[f"expected_high_{beyond}"], rtol=1e-4, atol=1e-4)


def test_exact_limits_of_whole_events_agree_with_a_program_that_knows_no_others(golden):
    table = golden("fingertips_poisson_limits")
    assert len(table["events"]) == 28
    assert 37.5 in table["events"]

    for beyond in np.unique(table["p"]):
        row = table["p"] == beyond
        confidence = 1 - 2 * beyond
        lower, _ = exact_poisson_interval(np.ceil(table["events"][row]), confidence=confidence)
        _, upper = exact_poisson_interval(np.floor(table["events"][row]), confidence=confidence)
        same(lower, table["pois_low"][row], atol=1e-4)
        same(upper, table["pois_high"][row], atol=1e-4)


def test_exact_limits_of_what_is_no_count_are_missing():
    lower, upper = exact_poisson_interval([0, -1, np.nan, np.inf], confidence=0.95)

    same(lower, [0, np.nan, np.nan, np.nan])
    same(upper, [-np.log(0.025), np.nan, np.nan, np.nan])


def test_epitools_byar_is_another_formula(golden):
    trap = golden("byars_variants_trap")
    assert len(trap["x"]) == 6

    lower, upper = poisson_interval(trap["x"], confidence=0.95)

    assert trap["epitools_byar_lower"][0] < 0 == lower[0]
    relative = np.abs(upper - trap["epitools_byar_upper"]) / upper
    assert (relative > 0.001).all()


def test_months_are_summed_and_a_missing_month_leaves_its_area_missing(golden):
    months, expected = golden("rates_grouped_input"), golden("rates_grouped_expected")
    assert (len(months["x"]), len(expected["x"])) == (72, 6)

    of_area = months["area"] == expected["area"][:, np.newaxis]
    count = np.where(of_area, months["x"], 0).sum(axis=1)
    base = np.where(of_area, months["n"], 0).sum(axis=1)
    ours = rate(count, base, per=1000, confidence=0.998)

    same(ours.value, expected["value"])
    same(ours.lower, expected["lower998"])
    same(ours.upper, expected["upper998"])
    assert list(ours.reason) == ["", "", "", "", "", "missing"]


def test_rows_that_stop_the_other_program_get_a_reason(golden):
    table = golden("rates_props_errors")
    reasons = {
        "numerators must be greater than or equal to zero": "negative count",
        "denominators must be greater than zero": "no base",
    }
    row = table["fn"] == "phe_rate"

    ours = rate(table["x"][row], table["n"][row], per=1000, confidence=0.95)

    assert list(ours.reason) == [reasons.get(message, "") for message in table["message"][row]]
    assert (ours.reason != "").sum() == 3


def test_the_first_of_several_reasons_is_given():
    ours = rate([np.nan, np.inf, -1, -1], [0, 5, np.nan, 0], per=1, confidence=0.95)

    assert list(ours.reason) == ["missing", "missing", "missing", "negative count"]
    assert np.isnan([ours.value, ours.lower, ours.upper]).all()


def test_a_rate_of_single_numbers_and_of_broadcast_shapes():
    single = rate(5, 100, per=100, confidence=0.95)
    grid = rate([[1], [2]], [10, 20, 30], per=10, confidence=0.95)

    assert (single.value, str(single.reason)) == (5, "")
    assert {field.shape for field in grid} == {(2, 3)}
    same(grid.value[1], [2, 1, 2 / 3])


@pytest.mark.parametrize("confidence", [-0.1, 0, 1, 95, np.nan])
def test_a_confidence_outside_0_to_1_is_refused(confidence):
    with pytest.raises(ValueError, match="confidence must be above 0 and below 1"):
        poisson_interval([5], confidence=confidence)
    with pytest.raises(ValueError, match="confidence must be above 0 and below 1"):
        rate_ratio_test(1, 1, 1, 1, confidence=confidence)


@pytest.mark.parametrize("per", [0, -1000, np.nan])
def test_a_rate_per_nothing_is_refused(per):
    with pytest.raises(ValueError, match="per must be above 0"):
        rate([5], [100], per=per, confidence=0.95)


@given(columns.flatmap(lambda size: st.tuples(*[arrays(float, size, elements=counts)] * 2)))
def test_limits_hold_their_value_and_widen_with_confidence(drawn):
    count, base = drawn[0], drawn[1] + 0.5
    at_95, at_99 = (rate(count, base, per=1000, confidence=level) for level in (0.95, 0.998))
    here = at_95.reason == ""

    assert np.isnan(at_95.value[~here]).all()
    assert (np.isnan(count) | np.isnan(base) == ~here).all()
    in_order = [at_99.lower, at_95.lower, at_95.value, at_95.upper, at_99.upper]
    assert (np.diff([column[here] for column in in_order], axis=0) >= 0).all()
    assert (at_99.lower[here] >= 0).all()


@given(arrays(float, 20, elements=counts), st.randoms(use_true_random=False), bad_rows)
def test_neither_order_nor_a_bad_row_changes_another_row(count, random, bad):
    base = np.linspace(1, 1000, 20)
    order = random.sample(range(20), 20)
    alone = rate(count, base, per=1000, confidence=0.95)

    mixed = rate(
        np.append(count[order], bad[0]), np.append(base[order], bad[1]), per=1000, confidence=0.95
    )

    assert mixed.reason[-1] != ""
    for field, shuffled in zip(alone, mixed, strict=True):
        np.testing.assert_array_equal(field[order], shuffled[:-1])


def test_the_ratio_of_two_rates_agrees_with_an_independent_program(golden):
    table = golden("rate_ratio_two_period")
    assert len(table["x1"]) == 101

    ours = rate_ratio_test(table["x1"], table["n1"], table["x2"], table["n2"])

    same(ours.ratio, table["rate_ratio"])
    same(ours.p, table["exact_p"])
    same(ours.lower, table["exact_lower"], rtol=1e-6)
    same(ours.upper, table["exact_upper"], rtol=1e-6)


def test_without_any_events_there_is_no_ratio_and_no_evidence():
    none, no_first, no_second = (
        rate_ratio_test(x1, 100, x2, 100) for x1, x2 in [(0, 0), (0, 4), (4, 0)]
    )

    assert np.isnan(none.ratio)
    assert (none.lower, none.upper, none.p) == (0, np.inf, 1)
    assert (no_first.ratio, no_first.upper) == (np.inf, np.inf)
    assert (no_second.ratio, no_second.lower, no_second.p) == (0, 0, no_first.p)


@pytest.mark.parametrize(
    "bad", [(-1, 1, 2, 1), (1.5, 1, 2, 1), (1, 0, 2, 1), (1, 1, np.inf, 1), (1, 1, 2, np.nan)]
)
def test_a_ratio_of_what_are_no_rates_is_missing_and_harms_no_neighbour(bad):
    good = (120, 5e4, 100, 5.05e4)

    ours = rate_ratio_test(*np.transpose([bad, good]))

    assert np.isnan(np.transpose(ours)[0]).all()
    same(np.transpose(ours)[1], np.array(rate_ratio_test(*good), dtype=float))


@given(st.integers(0, 400), st.integers(0, 400), bases.filter(np.isfinite))
def test_swapping_the_rates_turns_their_ratio_over(x1, x2, base):
    there = rate_ratio_test(x1, 100, x2, base)
    back = rate_ratio_test(x2, base, x1, 100)

    same(there.p, back.p, rtol=1e-6)
    if x1 and x2:
        same(there.ratio, 1 / back.ratio)
        same(there.lower, 1 / back.upper, rtol=1e-6)
        assert there.lower <= there.ratio <= there.upper
