import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indicators.statistics.proportions import wilson
from indicators.statistics.rates import poisson_interval, rate
from indicators.statistics.standardised import (
    expected_events,
    observed_over_expected,
    reoffending_ratio,
)

EXACT = {"rtol": 1e-9, "atol": 1e-9}

counts = st.one_of(st.integers(0, 10**6).map(float), st.floats(0, 1e6), st.just(np.nan))
shares = st.one_of(st.floats(0, 1), st.just(np.nan))
BAD = [(-1.0, 9.0, 5.0), (5.0, 9.0, 0.0), (5.0, 0.0, 5.0), (11.0, 10.0, 5.0), (np.nan, 9.0, 5.0)]


def same(actual, expected, **tolerance):
    np.testing.assert_allclose(actual, expected, equal_nan=True, **(EXACT | tolerance))


@pytest.mark.parametrize(("confidence", "suffix"), [(0.95, "95"), (0.998, "998")])
def test_ratios_and_limits_agree_with_an_independent_program(golden, confidence, suffix):
    table = golden("isr_ratio")
    assert len(table["observed"]) == 271
    assert (table["observed"] == 0).any()
    assert (table["observed"] < 10).sum() > 50

    ours = observed_over_expected(table["observed"], table["expected"], confidence=confidence)

    same(ours.value, table["value"])
    same(ours.lower, table[f"lower{suffix}"])
    same(ours.upper, table[f"upper{suffix}"])
    assert (ours.reason == "").all()


@pytest.mark.parametrize(("confidence", "suffix"), [(0.95, "95"), (0.998, "998")])
def test_events_expected_band_by_band_agree_with_an_independent_program(golden, confidence, suffix):
    bands, areas = golden("isr_strata_input"), golden("isr_strata_expected")
    assert (len(bands["x"]), len(areas["observed"])) == (132, 22)
    by_area = np.array([np.flatnonzero(bands["area"] == area) for area in areas["area"]])

    expected = expected_events(*(bands[name][by_area] for name in ("n", "xref", "nref")))
    observed = bands["x"][by_area].sum(axis=1)
    ours = observed_over_expected(observed, expected, per=1, confidence=confidence)

    same(expected, areas["expected"])
    same(ours.value, areas["value"])
    same(ours.lower, areas[f"lower{suffix}"])
    same(ours.upper, areas[f"upper{suffix}"])


def test_a_band_that_is_missing_leaves_the_expected_events_missing():
    ours = expected_events(
        [[100, 200], [np.nan, 200], [100, -1], [100, 200]],
        10,
        [[50, 40], [50, 40], [50, 40], [50, 0]],
    )

    same(ours, [70, np.nan, np.nan, np.nan])


def test_clustered_events_make_both_arms_of_the_interval_longer_and_never_shorter():
    plain = observed_over_expected(100, 80, confidence=0.95)
    clustered = observed_over_expected(100, 80, confidence=0.95, dispersion=[4, 1, 0.3])

    assert (clustered.value == 125).all()
    same((125 - clustered.lower) / (125 - plain.lower), [2, 1, 1])
    same((clustered.upper - 125) / (plain.upper - 125), [2, 1, 1])


def test_a_long_arm_ends_at_nothing():
    ours = observed_over_expected([0, 2], 5, confidence=0.95, dispersion=50)

    assert ours.lower.tolist() == [0, 0]


def test_a_dispersion_that_is_not_known_leaves_the_limits_missing():
    ours = observed_over_expected(20, 10, confidence=0.95, dispersion=np.nan)

    assert (ours.value, str(ours.reason)) == (200, "")
    assert np.isnan([ours.lower, ours.upper]).all()


@given(arrays(float, 20, elements=counts))
def test_a_ratio_is_a_rate_of_the_expected_events(observed):
    expected = np.linspace(0.5, 900, 20)

    ratio = observed_over_expected(observed, expected, confidence=0.95)
    as_rate = rate(observed, expected, per=100, confidence=0.95)

    for one, other in zip(ratio[:3], as_rate[:3], strict=True):
        same(one, other)


def test_the_reasons_of_a_ratio():
    ours = observed_over_expected([1, -1, 1, np.nan, 0], [0, 2, -3, 4, 5], confidence=0.95)

    assert ours.reason.tolist() == ["no expected", "negative count", "no expected", "missing", ""]
    assert np.isnan(ours.value[:4]).all()
    assert ours.value[4] == 0


def test_people_have_wilsons_interval_over_the_expected_share():
    ours = reoffending_ratio(70, 200, 80, per=1, confidence=0.95)
    share = wilson(70, 200, per=1, confidence=0.95)

    same([ours.value, ours.lower, ours.upper], [field / 0.4 for field in share[:3]])


@pytest.mark.parametrize(("share", "too_wide"), [(0.2, 1.12), (0.35, 1.24)])
def test_limits_of_counted_events_would_be_too_wide_for_people(share, too_wide):
    people = reoffending_ratio(4000 * share, 4000, 1000, confidence=0.95)
    events = observed_over_expected(4000 * share, 1000, confidence=0.95)

    excess = (events.upper - events.lower) / (people.upper - people.lower)

    assert excess == pytest.approx(too_wide, abs=0.01)


@given(arrays(float, 20, elements=shares))
def test_limits_of_people_hold_the_ratio_and_no_more_than_the_cohort(share):
    cohort, expected = np.linspace(1, 5000, 20), np.linspace(0.5, 1500, 20)
    ours = reoffending_ratio(share * cohort, cohort, expected, confidence=0.998)
    here = np.isfinite(share)

    assert ((ours.reason == "") == here).all()
    most = 100 * cohort / expected * (1 + 1e-12)
    in_order = [np.zeros(20), ours.lower, ours.value, ours.upper, most]
    assert (np.diff([column[here] for column in in_order], axis=0) >= -1e-9).all()
    assert np.isnan(ours.upper[~here]).all()


def test_the_reasons_of_a_ratio_of_people():
    ours = reoffending_ratio(
        [5, 5, 5, 11, -1, np.nan, 5],
        [9, 0, 9, 10, 9, 9, np.nan],
        [0, 5, 5, 5, 5, 5, 5],
        confidence=0.95,
    )

    assert ours.reason.tolist() == [
        "no expected",
        "no base",
        "",
        "count above base",
        "negative count",
        "missing",
        "missing",
    ]
    assert (np.isnan(ours.value) == (ours.reason != "")).all()


@given(arrays(float, 20, elements=shares), st.randoms(use_true_random=False), st.sampled_from(BAD))
def test_neither_order_nor_a_bad_row_changes_another_row(share, random, bad):
    cohort, expected = np.linspace(1, 1000, 20), np.linspace(1, 300, 20)
    columns = [share * cohort, cohort, expected]
    order = random.sample(range(20), 20)
    mixed = [np.append(column[order], one) for column, one in zip(columns, bad, strict=True)]

    alone, among = (reoffending_ratio(*given, confidence=0.95) for given in (columns, mixed))

    assert among.reason[-1] != ""
    for field, shuffled in zip(alone, among, strict=True):
        np.testing.assert_array_equal(field[order], shuffled[:-1])


@given(st.integers(0, 10**5), st.floats(0.01, 1000))
def test_twice_the_expected_is_half_the_ratio(observed, expected):
    once = observed_over_expected(observed, expected, confidence=0.95)
    twice = observed_over_expected(observed, 2 * expected, confidence=0.95)

    same(np.array(once[:3]), 2 * np.array(twice[:3]))
    same(once.lower * expected / 100, poisson_interval(observed, confidence=0.95)[0])


@pytest.mark.parametrize("per", [0, -100, np.nan])
def test_a_ratio_per_nothing_is_refused(per):
    with pytest.raises(ValueError, match="per must be above 0"):
        observed_over_expected(1, 1, per=per, confidence=0.95)
    with pytest.raises(ValueError, match="per must be above 0"):
        reoffending_ratio(1, 2, 1, per=per, confidence=0.95)


@pytest.mark.parametrize("confidence", [0, 1, 95, np.nan])
def test_a_confidence_outside_0_to_1_is_refused(confidence):
    with pytest.raises(ValueError, match="confidence must be above 0 and below 1"):
        observed_over_expected(1, 1, confidence=confidence)
    with pytest.raises(ValueError, match="confidence must be above 0 and below 1"):
        reoffending_ratio(1, 2, 1, confidence=confidence)
