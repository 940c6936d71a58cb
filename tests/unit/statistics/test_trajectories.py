from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indicators.statistics.trajectories import milestones, progress, published

GAP = np.nan

figures = st.floats(-1000, 1000).map(lambda figure: round(figure, 3))
agreed = st.one_of(figures, st.just(np.nan))
paths = arrays(float, (3, 6), elements=agreed)
digits = st.integers(-1, 3)


def same(actual, expected, **tolerance):
    np.testing.assert_allclose(actual, expected, equal_nan=True, **({"rtol": 1e-9} | tolerance))


def test_a_path_with_only_its_end_agreed_is_straight():
    quarters = milestones(18.0, [GAP] * 11 + [14.4], decimals=1)

    printed = [17.7, 17.4, 17.1, 16.8, 16.5, 16.2, 15.9, 15.6, 15.3, 15.0, 14.7, 14.4]
    assert quarters.value.tolist() == printed
    assert set(quarters.reason) == {""}


def test_yearly_targets_that_were_agreed_go_before_the_straight_line():
    path = milestones(18.0, [GAP, 17.9, GAP, 12.5], decimals=1)

    assert path.value.tolist() == [18.0, 17.9, 15.2, 12.5]


def test_a_target_may_rest_on_a_baseline_of_years_before():
    assert milestones(100, [GAP, 80], decimals=0, ahead=3).value.tolist() == [85, 80]
    with pytest.raises(ValueError, match="ahead must be 1 or more"):
        milestones(100, [GAP, 80], ahead=0)


def test_rounding_never_goes_past_what_was_agreed():
    finer = milestones([18.04, 18.01, 5], [[GAP, GAP, 18.01], [GAP, GAP, 18.04], [5, GAP, 5]])
    rounded = milestones([18.04, 18.01], [[GAP, GAP, 18.01], [GAP, GAP, 18.04]], decimals=1)

    same(finer.value[0], [18.03, 18.02, 18.01])
    assert rounded.value.tolist() == [[18.01, 18.01, 18.01], [18.01, 18.01, 18.04]]
    assert finer.value[2].tolist() == [5, 5, 5]


def test_where_no_line_leads_there_is_a_reason():
    path = milestones([GAP, 10, GAP, 10], [[GAP, 8, 6], [9, GAP, GAP], [GAP] * 3, [GAP] * 3])

    none, end = "no baseline", "no target"
    assert path.reason.tolist() == [[none, "", ""], ["", end, end], [none] * 3, [end] * 3]
    np.testing.assert_array_equal(np.isnan(path.value), path.reason != "")


def test_one_baseline_serves_many_paths_and_many_baselines_one():
    many_paths = milestones(10, [[GAP, 6], [GAP, 8]])
    many_starts = milestones([10, 8], [GAP, 6])

    assert many_paths.value.tolist() == [[8, 6], [9, 8]]
    assert many_starts.value.tolist() == [[8, 6], [7, 6]]


@given(figures, paths, digits)
def test_a_path_stays_between_what_is_known_and_keeps_it(baseline, targets, decimals):
    path = milestones(baseline, targets, decimals=decimals)
    given = np.isfinite(targets)

    np.testing.assert_array_equal(path.value[given], targets[given])
    for row, line in zip(targets, path.value, strict=True):
        ends = [-1, *np.flatnonzero(np.isfinite(row))]
        whole = np.append(baseline, line)
        for start, end in pairwise(ends):
            steps = np.diff(whole[start + 1 : end + 2])
            assert (steps >= 0).all() or (steps <= 0).all()
        assert np.isnan(line[ends[-1] + 1 :]).all()


@given(figures, paths, st.randoms(use_true_random=False))
def test_the_order_of_paths_does_not_matter(baseline, targets, random):
    order = random.sample(range(3), 3)

    there, shuffled = (milestones(baseline, rows, decimals=1) for rows in (targets, targets[order]))

    np.testing.assert_array_equal(there.value[order], shuffled.value)
    np.testing.assert_array_equal(there.reason[order], shuffled.reason)


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (2.675, 2, 2.68),
        (1.005, 2, 1.01),
        (0.5, 0, 1),
        (1.5, 0, 2),
        (2.5, 0, 3),
        (-2.5, 0, -3),
        (2.4999, 0, 2),
        (123456.785, 2, 123456.79),
        (1250, -2, 1300),
        (70049, -2, 70000),
        (1.23456, None, 1.23456),
    ],
)
def test_halves_are_rounded_away_from_0_as_on_paper(value, decimals, printed):
    assert published(value, decimals) == printed


def test_what_is_nearly_nothing_prints_no_sign_and_missing_stays_missing():
    assert str(published(-0.04, 1)) == "0.0"
    same(published([np.nan, np.inf], 1), [np.nan, np.inf])


@pytest.mark.parametrize(
    ("actual", "share"), [(18.0, 0), (16.2, 0.5), (14.4, 1), (12.6, 1.5), (19.8, -0.5)]
)
def test_progress_is_the_share_of_the_way(actual, share):
    ours = progress(actual, 18.0, 14.4, decimals=1)

    assert (ours.share, str(ours.reason)) == (share, "")


def test_a_target_that_is_printed_as_met_is_met():
    third = 14.4 + 1 / 30

    assert progress(third, 18.0, 14.4, decimals=1).share == 1
    assert progress(third, 18.0, 14.4).share < 1
    assert progress(14.5, 18.0, 14.4, decimals=1).share < 1
    assert progress(0.1 + 0.2, 0.9, 0.3, decimals=1).share == 1


def test_where_there_is_no_way_to_go_there_is_no_progress():
    ours = progress([5, 5, np.nan, 5], [4.0, 4.04, 4, 4], [4, 4, 4, np.inf], decimals=1)

    assert ours.reason.tolist() == [*["target equals baseline"] * 2, "missing", "missing"]
    assert np.isnan(ours.share).all()
    assert progress(5, 4.04, 4).reason == ""


@given(arrays(float, (3, 8), elements=agreed), st.randoms(use_true_random=False), digits)
def test_neither_order_nor_a_neighbour_changes_progress(drawn, random, decimals):
    order = random.sample(range(8), 8)

    there, shuffled = (
        progress(*drawn, decimals=decimals),
        progress(*drawn[:, order], decimals=decimals),
    )

    np.testing.assert_array_equal(there.share[order], shuffled.share)
    np.testing.assert_array_equal(np.isnan(there.share), there.reason != "")
    np.testing.assert_array_equal(np.isnan(drawn).any(axis=0), there.reason == "missing")


@given(*[st.integers(-5000, 5000)] * 5)
def test_neither_unit_nor_zero_changes_progress(actual, baseline, target, zero, unit):
    plain = progress(actual, baseline, target, decimals=0)
    moved = progress(actual + zero, baseline + zero, target + zero, decimals=0)

    same(moved.share, plain.share)
    if unit:
        same(progress(actual * unit, baseline * unit, target * unit).share, plain.share)


@given(*[st.integers(-5000, 5000)] * 3)
def test_met_and_no_progress_are_what_the_printed_figures_say(actual, baseline, target):
    share = progress(actual / 100, baseline / 100, target / 100, decimals=2).share

    if baseline != target:
        way = np.sign(target - baseline)
        assert (share >= 1) == (actual * way >= target * way)
        assert (share <= 0) == (actual * way <= baseline * way)
