import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from indicators.statistics.comparison import (
    against_peers,
    log_rate,
    logit_share,
    msg_average,
)

EXACT = {"rtol": 1e-9, "atol": 1e-9}
EVERYBODY = np.arange(15)[np.newaxis].repeat(15, axis=0)
"""Fifteen areas, each with all as its peers: itself is passed over."""

values = st.floats(-5, 5)
variances = st.floats(0.01, 4)


def same(actual, expected, **tolerance):
    np.testing.assert_allclose(actual, expected, equal_nan=True, **(EXACT | tolerance))


def one_by_hand(own, own_variance, value, variance):
    """DerSimonian and Laird's mean and spread for one area, as a textbook works them out."""
    weight = [1 / v for v in variance]
    mean = sum(w * y for w, y in zip(weight, value, strict=True)) / sum(weight)
    q = sum(w * (y - mean) ** 2 for w, y in zip(weight, value, strict=True))
    c = sum(weight) - sum(w * w for w in weight) / sum(weight)
    between = max(0, (q - (len(value) - 1)) / c)
    weight = [1 / (v + between) for v in variance]
    mean = sum(w * y for w, y in zip(weight, value, strict=True)) / sum(weight)
    return (own - mean) / (own_variance + between + 1 / sum(weight)) ** 0.5


@given(arrays(float, 15, elements=values), arrays(float, 15, elements=variances))
def test_z_is_that_of_a_textbook_for_each_area(value, variance):
    ours = against_peers(value, variance, EVERYBODY)

    for area in range(15):
        others = np.arange(15) != area
        z = one_by_hand(value[area], variance[area], value[others], variance[others])
        same(ours.z[area], z, rtol=1e-6, atol=1e-6)
    same(ours.p, 2 * stats.t.sf(np.abs(ours.z), 12))
    assert (ours.peers == 14).all()


@given(
    arrays(float, 15, elements=values),
    arrays(float, 15, elements=variances),
    st.randoms(use_true_random=False),
)
def test_neither_the_order_of_areas_nor_that_of_peers_matters(value, variance, random):
    peers = np.array([random.sample(range(15), 9) for _ in range(15)])
    order = np.array(random.sample(range(15), 15))
    place = np.argsort(order)

    alone = against_peers(value, variance, peers)
    moved = against_peers(value[order], variance[order], place[peers[order][:, ::-1]])

    same(moved.z, alone.z[order])
    same(moved.percentile, alone.percentile[order])
    assert (moved.grade == alone.grade[order]).mean() > 0.9, "but for rounding at a boundary"


@given(arrays(float, 15, elements=values), variances, st.floats(-9, 9), st.floats(0.1, 10))
def test_neither_a_shift_nor_a_scale_of_all_values_matters(value, variance, shift, scale):
    once = against_peers(value, np.full(15, variance), EVERYBODY)
    again = against_peers(shift + scale * value, np.full(15, scale**2 * variance), EVERYBODY)

    same(again.z, once.z, rtol=1e-5, atol=1e-5)


@given(arrays(float, 15, elements=values), arrays(float, 15, elements=variances))
def test_turning_values_and_what_is_better_round_changes_no_grade(value, variance):
    low = against_peers(value, variance, EVERYBODY, improvement=-1)
    high = against_peers(-value, variance, EVERYBODY, improvement=1)

    same(low.z, -high.z)
    assert (low.grade == high.grade).all()
    same(low.percentile, high.percentile)


def exactly(z, freedom_of=14):
    """An area whose z is as given: its peers are all alike and surely known."""
    value = np.zeros(freedom_of + 1)
    variance = np.full(freedom_of + 1, 1e-12)
    value[0], variance[0] = z, 1
    return value, variance, np.arange(freedom_of + 1)[np.newaxis].repeat(freedom_of + 1, axis=0)


@pytest.mark.parametrize(
    ("point", "grades"),
    [
        (0.80, ("in line", "in line")),
        (0.89, ("in line", "in line")),
        (0.91, ("slightly worse", "slightly better")),
        (0.97, ("slightly worse", "slightly better")),
        (0.98, ("worse", "better")),
        (0.9985, ("worse", "better")),
        (0.9995, ("far worse", "far better")),
    ],
)
def test_grades_go_by_t_with_two_fewer_than_there_are_peers(point, grades):
    for improvement, expected in ((-1, grades), (1, grades[::-1])):
        for peers in (6, 14):
            z = stats.t.ppf(point, peers - 2)
            ours = against_peers(*exactly(z, peers), improvement=improvement)
            assert ours.grade[0] == expected[0]


def test_where_neither_direction_is_better_grades_say_which():
    above = against_peers(*exactly(2.5), improvement=0)
    below = against_peers(*exactly(-9), improvement=0)

    assert (above.grade[0], below.grade[0]) == ("above", "far below")
    assert (above.percentile[0], below.percentile[0]) == (100, 0)


def test_the_percentile_is_the_share_that_does_worse_and_half_the_equal():
    value = np.array([3, 1, 2, 3, 4, 5, 6, np.nan])
    peers = np.array([[1, 2, 3, 4, 5, 6, 7]] + [[-1] * 7] * 7)

    low = against_peers(value, np.ones(8), peers, improvement=-1)
    high = against_peers(value, np.ones(8), peers, improvement=1)

    same(low.percentile[0], 100 * 3.5 / 6)
    same(high.percentile[0], 100 * 2.5 / 6)
    assert low.peers[0] == 6


def test_fewer_than_six_peers_give_a_percentile_alone_and_say_so():
    value, variance = np.arange(8.0), np.ones(8)
    peers = np.array([[1, 2, 3, 4, 5, -1], [0, 2, 3, 4, 5, 6]] + [[-1] * 6] * 6)

    ours = against_peers(value, variance, peers)

    assert ours.reason.tolist() == ["too few", "", *["too few"] * 6]
    assert ours.grade[0] == ""
    assert np.isnan([ours.z[0], ours.p[0]]).all()
    assert ours.percentile[0] == 100
    assert ours.peers.tolist() == [5, 6, 0, 0, 0, 0, 0, 0]
    assert np.isnan(ours.percentile[2:]).all()


def test_peers_without_a_figure_are_passed_over():
    value, variance = np.arange(15.0), np.linspace(1, 2, 15)
    there = against_peers(value[:13], variance[:13], EVERYBODY[:13, :13])

    value[13], variance[14] = np.nan, np.nan
    ours = against_peers(value, variance, EVERYBODY)

    same(ours.z[:13], there.z)
    assert (ours.peers[:13] == 12).all()
    assert ours.reason.tolist() == [""] * 13 + ["missing", "no variance"]
    assert np.isnan(ours.z[13:]).all()
    assert np.isnan(ours.percentile[13])
    assert ours.percentile[14] == 0, "a place needs no variance"


@pytest.mark.parametrize("bad", [0, -1, np.nan, np.inf])
def test_an_area_without_a_variance_above_nothing_gets_no_z(bad):
    variance = np.append(np.ones(14), bad)

    ours = against_peers(np.arange(15.0), variance, EVERYBODY)

    assert ours.reason.tolist() == [""] * 14 + ["no variance"]


def test_periods_stand_in_columns():
    random = np.random.default_rng(1)
    value, variance = random.normal(size=(15, 4)), random.uniform(0.5, 2, size=(15, 4))
    value[3, 2] = np.nan

    together = against_peers(value, variance, EVERYBODY)

    for period in range(4):
        alone = against_peers(value[:, period], variance[:, period], EVERYBODY)
        for ours, theirs in zip(together, alone, strict=True):
            if theirs.dtype.kind == "f":
                same(ours[:, period], theirs)
            else:
                assert (ours[:, period] == theirs).all()


def test_peers_that_are_no_more_apart_than_chance_add_no_spread():
    value = np.full(15, 2.0)
    ours = against_peers(value + np.eye(15)[0], np.ones(15), EVERYBODY)

    same(ours.z[0], 1 / np.sqrt(1 + 1 / 14))
    assert ours.grade[0] == "in line"


@pytest.mark.parametrize("improvement", [2, -2, 0.5])
def test_a_direction_that_is_none_is_refused(improvement):
    with pytest.raises(ValueError, match="improvement must be -1, 0 or 1"):
        against_peers(np.zeros(15), np.ones(15), EVERYBODY, improvement=improvement)


def test_peers_of_other_areas_than_there_are_values_are_refused():
    with pytest.raises(ValueError, match="a row for each of 15 areas"):
        against_peers(np.zeros(15), np.ones(15), EVERYBODY[:14])
    with pytest.raises(ValueError, match="a row for each of 15 areas"):
        msg_average(np.zeros(15), np.arange(15))
    with pytest.raises(IndexError):
        against_peers(np.zeros(15), np.ones(15), EVERYBODY + 2)


def test_the_published_average_has_the_area_in_it(golden):
    table = golden("msg_compare_input")
    assert len(table["case_id"]) == 151

    for own, peers, mean in zip(
        table["value"], table["peer_values"], table["peers_simple_mean"], strict=True
    ):
        rates = np.array([own, *map(float, peers.split(";"))])
        nobody = [[-1] * 14] * 14
        ours = msg_average(rates, [list(range(1, 15)), *nobody])
        same(ours.value[0], (14 * mean + own) / 15)
        assert ours.areas.tolist() == [15] + [1] * 14


def test_the_published_average_is_of_those_that_have_a_rate():
    ours = msg_average([1, np.nan, 5, np.nan], [[1, 2], [0, 2], [1, -1], [1, -1]])

    same(ours.value, [3, 3, 5, np.nan])
    assert ours.areas.tolist() == [2, 2, 1, 0]


def test_groups_need_not_be_mutual():
    ours = msg_average([1.0, 5, 9], [[1], [2], [-1]])

    same(ours.value, [3, 7, 9])


def test_a_rate_on_logs_has_a_variance_by_its_events():
    value, variance = log_rate([0, 19.5, -1, np.nan, 3], [100, 40, 10, 10, 0], dispersion=1.5)

    same(value, [np.log(0.5 / 100), np.log(0.5), np.nan, np.nan, np.nan])
    same(variance, [3, 1.5 / 20, np.nan, np.nan, np.nan])
    same(log_rate(9.5, 1, dispersion=0.2)[1], 0.1)


def test_a_share_in_log_odds_is_the_same_the_other_way_round():
    yes, variance = logit_share([0, 30, 100, 101, np.nan], 100)
    no, _ = logit_share([100, 70, 0, 101, np.nan], 100)

    same(yes, -no)
    same(variance[1], 1 / 30.5 + 1 / 70.5)
    assert np.isfinite(yes).tolist() == [True, True, True, False, False]
    same(logit_share(3e5, 1e6)[1], 1 / (1e6 * 0.3 * 0.7), rtol=1e-5)


def test_half_an_event_makes_the_logarithm_of_a_rate_nearly_unbiased():
    counts = np.random.default_rng(3).poisson(20, size=200_000)
    value, variance = log_rate(counts, 1)

    assert value.mean() == pytest.approx(np.log(20), abs=0.002)
    assert variance.mean() == pytest.approx(value.var(), rel=0.03)
