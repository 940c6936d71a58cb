import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import logit
from scipy.stats import norm

from indicators.statistics.ambition import (
    detectable,
    detectable_count,
    place_among_peers,
    precedent,
    probability_of_meeting,
    regression_to_mean,
)

positive = st.floats(0.1, 1e5)
shares = st.floats(0.01, 0.99)
directions = st.sampled_from([-1, 1])


def same(actual, expected, *, rtol=1e-9):
    np.testing.assert_allclose(actual, expected, rtol=rtol, atol=1e-12)


def at(probability, *, improvement=-1):
    """Return the chance of a target that has just this probability, lower (or higher) better."""
    target = 100 * np.exp(-improvement * 0.1 * norm.ppf(probability))
    return probability_of_meeting(target, 100, 0.01, improvement=improvement)


@pytest.mark.parametrize("improvement", [-1, 1])
def test_words_follow_the_probability(improvement):
    ours = at([0.97, 0.81, 0.79, 0.51, 0.49, 0.21, 0.19, 0.06, 0.04], improvement=improvement)

    same(ours.probability, [0.97, 0.81, 0.79, 0.51, 0.49, 0.21, 0.19, 0.06, 0.04])
    same(ours.printed, [0.95, 0.80, 0.80, 0.50, 0.50, 0.20, 0.20, 0.05, 0.05])
    assert ours.word.tolist() == [
        "already expected",
        "already expected",
        "in line with trend",
        "in line with trend",
        "stretching",
        "stretching",
        "very stretching",
        "very stretching",
        "no precedent in trend",
    ]


def test_a_target_at_the_median_is_as_likely_met_as_not_and_a_cut_off_belongs_to_the_better_word():
    ours = probability_of_meeting(100, 100, 0.04)

    assert (float(ours.probability), str(ours.word)) == (0.5, "in line with trend")


def test_cut_offs_are_settings():
    ours = probability_of_meeting(100, 100, 0.04, words=((0.4, "easy"), (0, "hard")))

    assert str(ours.word) == "easy"


def test_shares_are_judged_on_their_log_odds():
    ours = probability_of_meeting(0.3, 0.25, 0.04, scale="logit")

    same(ours.probability, norm.cdf((logit(0.3) - logit(0.25)) / 0.2))
    edge = probability_of_meeting([0, 1], 0.25, 0.04, scale="logit")
    same(edge.probability, [0, 1])


def test_a_target_of_nothing_is_out_of_reach_and_certainty_is_certain():
    ours = probability_of_meeting([0, 99, 100, 101], 100, [0.04, 0, 0, 0])

    same(ours.probability, [0, 0, 1, 1])


def test_what_has_no_chance_to_give_says_so():
    ours = probability_of_meeting(
        [np.nan, 90, 90, 90, -1, 90], [100, np.nan, 0, 100, 100, 100], [0.1, 0.1, 0.1, -1, 0.1, 0.1]
    )

    assert ours.reason.tolist() == ["missing"] * 5 + [""]
    assert ours.word.tolist()[:5] == [""] * 5
    assert np.isnan(ours.probability).tolist() == [True] * 5 + [False]
    above = probability_of_meeting([0.5, 1.5], [1.5, 0.5], 0.1, scale="logit")
    assert above.reason.tolist() == ["missing"] * 2


@given(positive, positive, st.floats(0.001, 1), st.floats(0.01, 100))
def test_chances_of_both_directions_add_to_one_whatever_the_unit(target, median, variance, unit):
    lower = probability_of_meeting(target, median, variance)
    higher = probability_of_meeting(target, median, variance, improvement=1)
    scaled = probability_of_meeting(unit * target, unit * median, variance)

    same(lower.probability + higher.probability, 1)
    same(scaled.probability, lower.probability, rtol=1e-6)


@given(st.floats(0.5, 2), st.floats(1.01, 2))
def test_a_harder_target_is_never_likelier(ratio, harder):
    easy = probability_of_meeting(100 * ratio, 100, 0.04)
    hard = probability_of_meeting(100 * ratio / harder, 100, 0.04)

    assert hard.probability < easy.probability


@pytest.mark.parametrize(
    ("arguments", "message"), [({"improvement": 0}, "improvement"), ({"scale": "root"}, "scale")]
)
def test_other_directions_and_scales_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        probability_of_meeting(1, 1, 1, **arguments)


def test_a_change_is_placed_among_those_seen():
    before, after = np.full(40, 100.0), 100 + np.arange(-20, 20.0)  # falls of 20 to rises of 19

    ours = precedent([100, 100, 100], [90, 79, 130], before, after)

    same(ours.required, np.log([0.9, 0.79, 1.3]))
    same(ours.percentile, [100 * 29.5 / 40, 100, 0])
    assert ours.changes.tolist() == [40, 40, 40]


def test_where_higher_is_better_a_rise_is_the_rarer_the_larger():
    before, after = np.full(40, 100.0), 100 + np.arange(-20, 20.0)

    ours = precedent(100, 110, before, after, improvement=1)

    same(ours.percentile, [100 * 30.5 / 40])


def test_too_few_changes_or_no_baseline_is_no_precedent():
    changes = np.full((3, 30), 100.0)
    after = changes * 0.9
    after[0, 0], after[1, 0] = np.nan, 0

    ours = precedent([100, 100, 0], 95, changes, after)

    assert ours.reason.tolist() == ["too few", "too few", "missing"]
    assert np.isnan(ours.percentile).all()
    assert precedent(100, 95, changes[2], after[2]).reason.tolist() == [""]
    assert precedent(100, 95, changes[0], after[0], fewest=29).reason.tolist() == [""]


def test_a_target_moves_an_area_up_its_group():
    now = np.arange(10.0, 150, 10)  # fourteen peers
    then = now * 0.9

    ours = place_among_peers(85, 40, now, then)

    assert (ours.rank_now[0], ours.rank_then[0], ours.of[0]) == (9, 5, 15)
    same(ours.percentile_then, [100 * 10 / 14])
    same(ours.percentile_now, [100 * 10.5 / 14])
    logs = np.log(then)
    same(ours.z_then, (logs.mean() - np.log(40)) / (logs.std(ddof=1) * np.sqrt(1 + 1 / 14)))


def test_few_peers_give_a_place_but_no_z_and_none_give_nothing():
    peers = np.full((3, 6), np.nan)
    peers[0], peers[1, :5] = np.arange(1, 7), np.arange(1, 6)
    ours = place_among_peers([3.5, 3.5, 3.5], 2.5, peers, peers)

    assert ours.reason.tolist() == ["", "too few", "missing"]
    assert np.isnan(ours.z_then).tolist() == [False, True, True]
    assert ours.rank_then.tolist()[:2] == [3, 3]
    assert ours.of.tolist()[:2] == [7, 6]
    assert np.isnan([field[2] for field in ours[:-1]]).all()


def test_peers_all_alike_leave_no_z():
    ours = place_among_peers(5, 4, np.full(8, 5.0), np.full(8, 5.0))

    assert (ours.rank_now[0], ours.rank_then[0]) == (1, 1)
    assert np.isnan(ours.z_then).all()


@given(st.lists(positive, min_size=6, max_size=14, unique=True), positive, positive, directions)
def test_neither_order_of_peers_nor_unit_changes_a_place(peers, baseline, target, improvement):
    peers = np.array(peers)
    ours, turned = (
        place_among_peers(
            unit * baseline, unit * target, unit * group, unit * group, improvement=improvement
        )
        for unit, group in ((1, peers), (4, peers[::-1]))
    )

    for field, other in zip(ours[:-1], turned[:-1], strict=True):
        same(field, other, rtol=1e-6)


def test_surveys_show_what_is_significant(golden):
    table = golden("survey_min_significant_change")
    p, size = table["p1"], table["n_eff"]

    for way, column in ((-1, "min_sig_fall"), (1, "min_sig_rise")):
        enough = detectable(p, p + way * (table[column] + 1e-5), size)
        less = detectable(p, p + way * (table[column] - 1e-5), size)
        np.testing.assert_allclose(enough.needed, table[column], atol=1e-6)
        assert enough.shown.all()
        assert not less.shown.any()
    powered = detectable(p, p + table["power80_rise"] + 1e-5, size, power=0.8)
    assert powered.shown.all()


def test_a_survey_that_cannot_show_it_says_so():
    ours = detectable(
        [0.02, 0.5, 0.5, np.nan, 0.5], [0.0, 0.5, 1.2, 0.4, 0.4], [50, 1000, 1000, 1000, 0]
    )

    assert ours.shown.tolist() == [False] * 5
    assert ours.reason.tolist() == ["", "", "missing", "missing", "missing"]


def test_counts_show_a_change_of_two_standard_errors():
    ours = detectable_count([100, 100, 100, 100], [81, 80, 120, 100], dispersion=[1, 1, 4, 1])

    same(ours.size, [2, 2 * (10 - np.sqrt(80)), np.sqrt(120) - 10, 0])
    assert ours.shown.tolist() == [True, True, False, False]
    bad = detectable_count([np.nan, -1, 100], 80, dispersion=[1, 1, 0])
    assert bad.reason.tolist() == ["missing", "missing", "no base"]
    assert not bad.shown.any()


@given(st.floats(1, 1e5), st.floats(1, 1e5), st.floats(0.1, 50))
def test_which_count_came_first_does_not_matter(first, second, dispersion):
    there, back = (
        detectable_count(*pair, dispersion=dispersion)
        for pair in ((first, second), (second, first))
    )

    assert there.size == back.size
    assert there.shown == back.shown


def test_a_bad_year_goes_back_by_itself():
    ours = regression_to_mean(
        np.log([120, 120, 120]), [0.01, 0.03, 0], np.log(100), 0.01, np.log(112)
    )

    same(ours.weight, [0.5, 0.25, 1])
    same(np.exp(ours.value), [120**0.5 * 100**0.5, 120**0.25 * 100**0.75, 120])
    assert ours.met_already.tolist() == [True, True, False]


def test_regression_without_variance_or_figures():
    ours = regression_to_mean([1, 1, np.nan, 1], [0, 0.1, 0.1, -1], 0, [0, 0, 0.1, 0.1], 0.5)

    same(ours.weight[:2], [1, 0])
    assert ours.met_already.tolist() == [False, True, False, False]
    assert ours.reason.tolist() == ["", "", "missing", "missing"]


@given(st.floats(-5, 5), st.floats(0.001, 1), st.floats(-5, 5), st.floats(0.001, 1), directions)
def test_the_shrunk_baseline_lies_between_itself_and_its_peers(y, v, mean, between, improvement):
    ours = regression_to_mean(y, v, mean, between, 0, improvement=improvement)

    assert min(y, mean) - 1e-9 <= ours.value <= max(y, mean) + 1e-9
    assert ours.met_already == (improvement * ours.value >= 0)
