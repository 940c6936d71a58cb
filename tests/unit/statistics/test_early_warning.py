import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from indicators.statistics.early_warning import (
    chance_of_finding,
    cusum,
    false_discovery,
    levels,
    obrien_fleming,
    on_path,
    p_meet_target,
    tails,
)

EXACT = {"rtol": 1e-9, "atol": 1e-9}
PUBLISHED = {  # Lan and DeMets' boundaries, as group sequential tables print them
    (0.025, 5): [4.877, 3.357, 2.680, 2.290, 2.031],
    (0.025, 1): [1.960],
    (0.05, 1): [1.645],
}

counts = st.one_of(st.integers(0, 400).map(float), st.just(np.nan))
paths = st.one_of(st.floats(0.1, 400), st.just(np.nan))
dispersions = st.floats(0.5, 6)
series = arrays(float, (3, 24), elements=counts)
probabilities = arrays(float, 25, elements=st.one_of(st.floats(0, 1), st.just(np.nan)))


def same(actual, expected, **tolerance):
    np.testing.assert_allclose(actual, expected, equal_nan=True, **(EXACT | tolerance))


def test_tails_agree_with_an_independent_program(golden):
    table = golden("early_ytd_tail_probs")
    assert len(table["observed"]) == 56

    ours = tails(table["observed"], table["expected"], table["phi"])

    same(ours.upper, table["p_upper"], atol=0)
    same(ours.lower, table["p_lower"], atol=0)
    same(ours.mid_upper, table["midp_upper"], atol=0)


@given(counts, paths, dispersions)
def test_the_tails_share_what_was_observed(observed, expected, dispersion):
    ours = tails(observed, expected, dispersion)

    if np.isnan(observed) or np.isnan(expected):
        assert np.isnan([ours.upper, ours.lower, ours.mid_upper]).all()
    else:
        both = ours.upper + ours.lower - 1
        assert both >= -1e-12
        assert ours.mid_upper == pytest.approx(ours.upper - both / 2, abs=1e-12)


def test_events_are_whole_and_a_path_may_be_of_none():
    between, at_none, some = (tails(x, m) for x, m in [(2.5, 4), (0, 0), (1, 0)])

    same(between.upper, tails(3, 4).upper)
    same(between.lower, tails(2, 4).lower)
    assert (at_none.upper, at_none.lower) == (1, 1)
    assert (some.upper, some.lower) == (0, 1)
    assert np.isnan(tails([-1, 3, 3, np.inf], [4, -4, 4, 4], [1, 1, np.nan, 1]).upper).all()


def test_less_spread_than_poisson_is_taken_as_poisson():
    same(tails(5, 4, 0.3).upper, tails(5, 4, 1).upper)
    same(on_path(50, 40, 0.3).z, on_path(50, 40, 1).z)


def test_a_path_of_twenty_or_more_is_judged_by_square_roots():
    ours = on_path([130, 100, 80], 100, 2)

    same(ours.z, 2 * (np.sqrt(np.array([65, 50, 40]) + 0.375) - np.sqrt(50.125)))
    same(ours.p, stats.norm.sf(ours.z))


def test_a_path_below_twenty_is_judged_exactly():
    ours = on_path([0, 7, 25], [19.9, 7, 12], 1.5)

    same(ours.p, tails([0, 7, 25], [19.9, 7, 12], 1.5).upper)
    same(ours.z, -stats.norm.ppf(ours.p))
    assert ours.z[0] == -np.inf  # none at all is as good as can be


@pytest.mark.parametrize("dispersion", [1, 1.5, 3])
def test_the_two_ways_of_judging_agree_where_they_meet(dispersion):
    to_date = np.arange(12, 36)

    exact, roots = (on_path(to_date, mean, dispersion) for mean in (19.999999, 20))

    assert np.abs(exact.z - roots.z).max() < 0.25


def test_where_many_are_good_a_shortfall_is_bad():
    few, many = (on_path([8, 60], [15, 100], 1.3, improvement=side) for side in (-1, 1))

    assert (few.z < 0).all()
    assert (many.z > 0).all()
    same(many.p[0], tails(8, 15, 1.3).lower)
    same(many.z[1], -few.z[1])
    same(on_path([8, 60], [15, 100], 1.3, improvement=[-1, 1]).z, [few.z[0], many.z[1]])


@pytest.mark.parametrize("improvement", [0, 2, [1, 0]])
def test_a_path_needs_a_bad_side(improvement):
    with pytest.raises(ValueError, match="improvement must be -1 or 1"):
        on_path([1, 2], 3, 1, improvement=improvement)
    with pytest.raises(ValueError, match="improvement must be -1 or 1"):
        p_meet_target([1, 2], 3, 4, improvement=improvement)


def test_what_is_no_path_says_why_and_harms_no_neighbour():
    ours = on_path([np.nan, -1, 5, 5, 5, 130], [9, 9, 0, -2, 9, 100], [1, 1, 1, 1, np.nan, 2])

    assert ours.reason.tolist() == [
        *("missing", "negative count", "no expected", "no expected", "missing", ""),
    ]
    assert np.isnan([ours.z[:5], ours.p[:5]]).all()
    same(ours.z[5], on_path(130, 100, 2).z)


@given(st.integers(0, 300), paths.filter(np.isfinite), dispersions)
def test_one_more_event_is_further_off_the_path(to_date, expected, dispersion):
    ours = on_path([to_date, to_date + 1], expected, dispersion)

    assert ours.z[0] <= ours.z[1]
    assert ours.p[0] >= ours.p[1]


def test_the_chance_of_meeting_a_target_agrees_with_an_independent_program(golden):
    table = golden("early_p_meet_target")
    assert len(table["target"]) == 72

    ours = p_meet_target(table["ytd"], table["rest_mean"], table["target"], table["phi"])

    same(ours, table["p_meet"])
    likely = table["p_meet"] > 0
    same(ours[likely], table["p_meet"][likely], atol=0)


def test_a_target_for_many_is_met_by_as_many():
    enough = p_meet_target(40, 10, [50, 50.5, 40, 39], improvement=1)

    same(enough, [tails(10, 10).upper, tails(11, 10).upper, 1, 1])
    assert np.isnan(p_meet_target([np.nan, -1, 1], [5, 5, -5], 10)).all()


@given(st.integers(0, 100), paths.filter(np.isfinite), st.integers(1, 300), dispersions)
def test_a_target_is_met_or_missed(to_date, rest, target, dispersion):
    met = p_meet_target(to_date, rest, target, dispersion)
    missed = p_meet_target(to_date, rest, target + 1, dispersion, improvement=1)

    assert met + missed == pytest.approx(1)


def test_boundaries_agree_with_an_independent_program(golden):
    table = golden("early_obf_boundaries")
    plans = np.unique([table["alpha"], table["K"]], axis=1).T
    assert (len(table["z"]), len(plans)) == (88, 12)

    for alpha, looks in plans:
        rows = (table["alpha"] == alpha) & (table["K"] == looks)
        beyond_its_grid = table["z"][rows] > 8  # so nothing can cross there in either
        ours = obrien_fleming(alpha, int(looks))
        same(ours[~beyond_its_grid], table["z"][rows][~beyond_its_grid], atol=0.01)
        assert (ours[beyond_its_grid] > 8).all()


@pytest.mark.parametrize("plan", PUBLISHED)
def test_boundaries_are_the_published_ones(plan):
    same(obrien_fleming(*plan), PUBLISHED[plan], atol=0.0006)


def test_boundaries_let_no_more_false_alarms_through_than_they_say():
    steps = np.random.default_rng(2008).normal(size=(40_000, 12))
    z = steps.cumsum(axis=1) / np.sqrt(np.arange(1, 13))

    alarms = (z > obrien_fleming(0.1, 12)).any(axis=1).mean()

    assert alarms == pytest.approx(0.1, abs=4 * np.sqrt(0.09 / 40_000))


def test_looks_may_be_shares_of_the_year():
    same(obrien_fleming(0.05, [0.25, 0.5, 0.75, 1]), obrien_fleming(0.05, 4))
    uneven = obrien_fleming(0.05, [0.1, 0.5, 1])
    assert (np.diff(uneven) < 0).all()
    assert obrien_fleming(0.05, [1e-4, 1])[0] == np.inf
    same(obrien_fleming(0.05, [1e-4, 1])[1], stats.norm.isf(0.05))


@pytest.mark.parametrize("looks", [0, -3, [], [0, 1], [0.5, 0.5], [0.5, 0.4], [0.5, 1.1], [np.nan]])
def test_looks_that_do_not_rise_to_the_year_are_refused(looks):
    with pytest.raises(ValueError, match="looks must be one or more"):
        obrien_fleming(0.05, looks)


@pytest.mark.parametrize("alpha", [0, 1, 5, np.nan])
def test_an_alpha_outside_0_to_1_is_refused(alpha):
    with pytest.raises(ValueError, match="alpha must be above 0 and below 1"):
        obrien_fleming(alpha, 12)


def test_false_discovery_agrees_with_an_independent_program(golden):
    table = golden("multiple_testing_p_adjust")

    for family, size in {"m25": 25, "m354": 354}.items():
        rows = table["family"] == family
        assert rows.sum() == size
        same(false_discovery(table["p"][rows]), table["bh"][rows])


@given(probabilities)
def test_a_missing_p_is_kept_and_not_counted(p):
    ours = false_discovery(p)
    known = ~np.isnan(p)

    np.testing.assert_array_equal(np.isnan(ours), ~known)
    same(ours[known], false_discovery(p[known]))
    if known.any():
        same(ours[known], stats.false_discovery_control(p[known]))


@given(probabilities, st.randoms(use_true_random=False))
def test_the_order_of_a_family_does_not_matter_nor_do_other_families(p, random):
    order = random.sample(range(25), 25)

    together = false_discovery([p, p[order], np.zeros(25)])

    np.testing.assert_array_equal(together[0], false_discovery(p))
    np.testing.assert_array_equal(together[1], together[0][order])


def test_what_is_no_probability_is_missing():
    same(false_discovery([1.2, 0.01, -0.1, 0.04]), [np.nan, 0.02, np.nan, 0.04])
    assert np.isnan(false_discovery([np.nan, np.nan])).all()


def judged(z, p_meet, **settings):
    z = np.asarray(z, float)
    return levels(z, stats.norm.sf(z), p_meet, look=6, **settings)


def test_levels_rise_with_the_evidence():
    ours = judged([0, 0, 2.3, 4, 4, 4], [0.5, 0.34, 0.5, 0.5, 0.1, 0.09])

    assert ours.level.tolist() == [
        *("on_path", "watch", "concern", "concern", "concern", "intervene_review")
    ]


def test_boundaries_are_those_of_the_look():
    concern, review = obrien_fleming(0.10, 12), obrien_fleming(0.025, 12)

    for look in (1, 6, 12):
        z = np.array([concern[look - 1] - 0.01, concern[look - 1] + 0.01, review[look - 1] + 0.01])
        ours = levels(z, np.zeros(3), [0.5, 0.5, 0.0], look=look)
        assert ours.level.tolist() == ["on_path", "concern", "intervene_review"]


def test_a_review_must_survive_the_number_of_areas_compared():
    alone, among_many = judged([3.3], 0), judged([3.3] + [0.0] * 999, 0.9 * np.r_[0, np.ones(999)])

    assert alone.level[0] == "intervene_review"
    assert among_many.level[0] == "concern"


def test_a_control_chart_that_flags_asks_for_a_watch():
    ours = judged([0, 0, 3], 0.9, adverse_flag=[True, False, True])

    assert ours.level.tolist() == ["watch", "on_path", "concern"]


def test_too_few_to_tell_is_not_on_path():
    ours = judged([0, 0, 0, 3], [0.9, 0.9, 0.1, 0.9], found=[0.8, 0.3, 0.3, 0.3])

    assert ours.level.tolist() == ["on_path", "too_few", "watch", "concern"]


def test_what_is_missing_is_unknown_unless_the_rest_warns():
    ours = judged([np.nan, 0, np.nan, 3], [0.9, np.nan, 0.1, np.nan])

    assert ours.level.tolist() == ["unknown", "unknown", "watch", "concern"]


def test_the_false_ones_to_expect_are_counted_over_those_judged():
    ours = judged([[0] * 100, [0] * 50 + [np.nan] * 50], 0.9, watch_below=0.2)

    same(ours.false_watch, [20, 20])
    same(ours.false_concern, [10, 5])
    same(ours.false_review, [2.5, 1.25])


@pytest.mark.parametrize("look", [0, 13])
def test_a_look_outside_the_year_is_refused(look):
    with pytest.raises(ValueError, match="look must be from 1 to 12"):
        levels([0], [0.5], [0.5], look=look)


def test_the_chance_of_finding_a_rise_grows_with_the_events():
    ours = chance_of_finding([100, 400, np.nan, -5, 0], 1.3)

    same(ours[:2], [0.338, 0.895], atol=0.001)
    assert np.isnan(ours[2:4]).all()
    assert ours[4] == pytest.approx(stats.norm.sf(obrien_fleming(0.025, 12)[-1]))
    same(chance_of_finding(200, 2), chance_of_finding(100, 1))


def test_a_cusum_agrees_with_an_independent_program(golden):
    table = golden("early_lr_cusum_expected")
    grid = {column: values.reshape(20, 12) for column, values in table.items()}
    assert (grid["series"] == grid["series"][:, :1]).all()

    ours = cusum(grid["count"], grid["mu0"], ratio=1.25, threshold=5)

    same(ours.value, grid["cusum"])
    np.testing.assert_array_equal(ours.alarm, grid["alarm"] == 1)


def test_a_cusum_divides_its_evidence_by_the_dispersion():
    plain = cusum([30, 26, 28], 20, threshold=99)
    clustered = cusum([[30, 26, 28]] * 2, 20, [1, 2], threshold=[99, np.nan])

    same(plain.value, np.cumsum(np.array([30, 26, 28]) * np.log(1.2) - 20 * 0.2))
    same(clustered.value, [plain.value, plain.value / 2])
    assert not clustered.alarm.any()


def test_a_cusum_starts_again_after_an_alarm():
    ours = cusum([60, 20, 60], 20, threshold=[2])

    assert ours.alarm.tolist() == [True, False, True]
    same(ours.value[0], ours.value[2])
    assert ours.value[1] == 0


def test_a_cusum_can_look_for_falls():
    assert cusum([5] * 6, 20, ratio=0.8, threshold=3).alarm.any()
    assert not cusum([35] * 6, 20, ratio=0.8, threshold=3).alarm.any()


@pytest.mark.parametrize("ratio", [0, 1, -2, np.nan])
def test_a_drift_to_the_same_place_is_refused(ratio):
    with pytest.raises(ValueError, match="ratio must be above 0 and not 1"):
        cusum([1], 1, ratio=ratio, threshold=1)


@given(series, st.randoms(use_true_random=False))
def test_a_cusum_stays_above_0_and_passes_over_what_is_missing(count, random):
    order = random.sample(range(3), 3)

    ours, shuffled = cusum(count, 50, threshold=4), cusum(count[order], 50, threshold=4)

    np.testing.assert_array_equal(np.isnan(ours.value), np.isnan(count))
    assert (ours.value[~np.isnan(count)] >= 0).all()
    np.testing.assert_array_equal(shuffled.value, ours.value[order])
    for row, values in zip(count, ours.value, strict=True):
        here = ~np.isnan(row)
        np.testing.assert_array_equal(values[here], cusum(row[here], 50, threshold=4).value)
