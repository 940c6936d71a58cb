import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import binomtest

from indicators.statistics.rolling import three_year_change

EXACT = {"rtol": 1e-9, "atol": 1e-9}

casualties = st.one_of(st.integers(0, 300).map(float), st.just(np.nan))
batches = arrays(float, (3, 9), elements=casualties)


def same(actual, expected, **tolerance):
    np.testing.assert_allclose(actual, expected, equal_nan=True, **(EXACT | tolerance))


def test_three_year_changes_agree_with_an_independent_program(golden):
    table = golden("ksi_rolling_expected")
    grid = {column: values.reshape(17, 9) for column, values in table.items()}
    assert (grid["year"] == np.arange(2000, 2009)).all()
    assert (grid["area"] == grid["area"][:, :1]).all()

    ours = three_year_change(grid["ksi"])

    same(ours.mean, grid["avg3"])
    same(ours.lower, grid["avg3_lower95"])
    same(ours.upper, grid["avg3_upper95"])
    same(ours.previous, grid["prev3"])
    same(ours.change, grid["pct_change"])
    same(ours.change, -grid["pct_reduction"])
    same(ours.p, grid["exact_p_now_vs_dropped"])


def test_a_missing_year_empties_three_means_and_four_changes():
    ours = three_year_change([5, 6, 7, np.nan, 9, 9, 9, 9])

    same(ours.mean, [np.nan, np.nan, 6, np.nan, np.nan, np.nan, 9, 9])
    few, part = "too few years", "part missing"
    assert ours.reason.tolist() == [few, few, few, part, part, part, part, ""]
    same(ours.change, [np.nan] * 7 + [0])
    assert np.flatnonzero(~np.isnan(ours.p)).tolist() == [4, 5, 7]


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([0, 0, 0, 4], "no base"),
        ([5, -1, 4, 4], "negative count"),
        ([5, np.inf, -4, 4], "part missing"),
        ([5, 3, 4, -4], "negative count"),
    ],
)
def test_what_is_no_change_says_why_and_harms_no_neighbour(counts, reason):
    ours = three_year_change([counts, [5, 5, 5, 8]])

    assert ours.reason[:, -1].tolist() == [reason, ""]
    same(ours.change[:, -1], [np.nan, 20])


def test_no_casualties_at_all_still_have_an_upper_limit():
    ours = three_year_change([0, 0, 0, 0])

    assert (ours.mean[-1], ours.lower[-1], ours.p[-1]) == (0, 0, 1)
    assert ours.upper[-1] == pytest.approx(3.688879 / 3, rel=1e-6)


def test_a_series_that_begins_late_has_too_few_years_whenever_others_began():
    ours = three_year_change([[4, 4, 4, 4, 4, 4], [np.nan, np.nan, 4, 4, 4, 4], [np.nan] * 6])

    few = "too few years"
    assert ours.reason.tolist() == [[few] * 3 + [""] * 3, [few] * 5 + [""], [few] * 6]


def test_limits_of_the_change_are_those_of_the_two_years_that_differ():
    ours = three_year_change([12, 20, 25, 18])
    of_30 = binomtest(18, 30).proportion_ci(method="exact")

    assert ours.change[-1] == pytest.approx(100 * (63 / 57 - 1))
    for limit, share in ((ours.change_lower, of_30.low), (ours.change_upper, of_30.high)):
        newest, dropped = 30 * share, 30 * (1 - share)
        assert limit[-1] == pytest.approx(100 * (newest - dropped) / (45 + dropped), rel=1e-6)


@pytest.mark.parametrize(
    ("counts", "has_change"),
    [([0, 5, 5, 0], True), ([4.5, 5, 5, 4], True), ([0, 0, 0, 4], False), ([3, 0, 0, 0], None)],
    ids=["no event in either year", "not whole", "no base", "an event in one"],
)
def test_where_the_two_years_tell_nothing_the_change_has_no_limits(counts, has_change):
    ours = three_year_change(counts)

    is_limited = has_change is None
    assert np.isfinite(ours.change[-1]) == (has_change is not False)
    assert np.isfinite(ours.change_lower[-1]) == is_limited
    assert np.isfinite(ours.change_upper[-1]) == is_limited


@pytest.mark.parametrize("mean", [3, 30])
@pytest.mark.parametrize("times", [0.5, 1, 2])
def test_limits_of_the_change_hold_the_true_change_as_often_as_they_say(mean, times):
    counts = np.random.default_rng(7).poisson([mean, mean, mean, times * mean], (2000, 4))
    true = 100 * (times - 1) / 3

    ours = three_year_change(counts)

    lower, upper = ours.change_lower[:, -1], ours.change_upper[:, -1]
    assert np.nanmean(np.where(np.isnan(lower), np.nan, (lower <= true) & (true <= upper))) > 0.93


@pytest.mark.parametrize("years", [1, 2, 3])
def test_fewer_than_four_years_have_no_change(years):
    ours = three_year_change(np.ones((2, years)))

    assert {field.shape for field in ours} == {(2, years)}
    assert np.isnan(ours.change).all()
    assert set(ours.reason.flat) == {"too few years"}


def test_a_confidence_outside_0_to_1_is_refused():
    with pytest.raises(ValueError, match="confidence must be above 0 and below 1"):
        three_year_change(np.ones(4), confidence=95)


@given(batches)
def test_limits_hold_the_mean_and_missing_stays_missing(counts):
    ours = three_year_change(counts)
    here = ~np.isnan(ours.mean)

    assert ((ours.lower <= ours.mean) & (ours.mean <= ours.upper))[here].all()
    np.testing.assert_array_equal(np.isnan(ours.change), ours.reason != "")
    assert np.isnan(ours.mean[np.isnan(counts)]).all()


@given(batches)
def test_limits_of_the_change_hold_it_and_agree_with_the_test(counts):
    ours = three_year_change(counts)
    limited = ~np.isnan(ours.change_lower)

    assert not limited[ours.reason != ""].any()
    lower, change, upper, p = (
        field[limited] for field in (ours.change_lower, ours.change, ours.change_upper, ours.p)
    )
    assert ((lower <= change + 1e-9) & (change <= upper + 1e-9)).all()
    assert (p[(lower > 0) | (upper < 0)] <= 0.05 + 1e-9).all()


@given(batches, st.randoms(use_true_random=False))
def test_the_order_of_series_does_not_matter(counts, random):
    order = random.sample(range(3), 3)

    for field, shuffled in zip(
        three_year_change(counts), three_year_change(counts[order]), strict=True
    ):
        np.testing.assert_array_equal(field[order], shuffled)


@given(batches, st.sampled_from([2, 5, 10]))
def test_a_change_in_per_cent_does_not_know_the_size_of_the_area(counts, times):
    small, large = three_year_change(counts), three_year_change(counts * times)

    same(large.change, small.change)
    same(large.mean, small.mean * times)
    tested = ~np.isnan(small.p)
    assert (large.p <= small.p + 1e-9)[tested].all()  # the same change in more events shows more
