import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics.back_testing import BackTest, back_test, compare
from indicators.statistics.projection import carried_forward, project, straight_line
from indicators.statistics.random_walk import step_variance, walk_variance_of, yearly_totals
from indicators.statistics.seasonality import month_factors
from indicators.statistics.shrinkage import shrink

MONTHS = np.arange(60) % 12 + 1
THIRD_YEAR = np.arange(25, 37)
BASE = np.full(60, 1e5)


def same(actual, expected, *, rtol=1e-9):
    np.testing.assert_allclose(actual, expected, rtol=rtol, atol=1e-12)


def drawn(seed, *, series=20, months=60, yearly=-0.03, mean=100):
    """Return months of counts of areas, each with a trend and a season of its own."""
    random = np.random.default_rng(seed)
    time = np.arange(months)
    trend = random.normal(yearly, 0.04, (series, 1)) / 12 * time
    season = 0.1 * np.sin(2 * np.pi * (time + random.integers(0, 12, (series, 1))) / 12)
    return random.poisson(mean * np.exp(trend + season)).astype(float)


def numbers(projection):
    return np.array(projection[:-1])


def test_the_projection_is_that_of_its_formulae():
    count = drawn(1)
    season = month_factors(count, BASE, MONTHS)
    dispersion, slope, noise = season.dispersion, season.slope, season.error**2
    between = max(0, slope.var(ddof=1) - noise.mean())
    trust = between / (between + noise)
    common = np.average(slope, weights=1 / (between + noise))
    slope = trust * slope + (1 - trust) * common
    of_slope = trust * noise + (1 - trust) ** 2 / (1 / (between + noise)).sum()
    last = count[:, 48:].sum(axis=1)
    fading = np.array([sum(0.96**k for k in range(1, h + 1)) for h in range(25, 37)])
    path = last[:, np.newaxis] / 12 * season.factors * np.exp(np.outer(slope, 5.5 + fading))
    median = path.sum(axis=1)
    years = count.reshape(20, 5, 12).sum(axis=2)
    chance = dispersion * (1 / years[:, 1:] + 1 / years[:, :-1]).mean(axis=1)
    walk = max(0, (np.diff(np.log(years)).var(axis=1, ddof=1) - chance).mean()) / (289 / 36)
    variance = dispersion / median + dispersion / last + of_slope * (5.5 + fading.mean()) ** 2
    variance += (0.6 * slope * (30.5 - fading.mean())) ** 2 + walk * (36 + 8)
    half = 1.959963984540054 * np.sqrt(np.log(1 + variance))

    ours = project(count, BASE, MONTHS, target_months=THIRD_YEAR)

    assert set(ours.reason) == {""}
    same(ours.median, median)
    same(ours.variance, np.log(1 + variance))
    same(ours.lower_95, median * np.exp(-half))
    same(ours.upper_95, median * np.exp(half))
    same(np.log(ours.upper_50 / median), half * 0.6744897501960817 / 1.959963984540054)


def test_a_level_without_trend_or_season_is_carried_forward():
    sign = np.repeat([1, -1, -1, 1, 0], 12)
    count = 100 + sign * np.resize([1.0, -1.0], (1, 60))  # no sum over a year moves

    ours = project(count, BASE, MONTHS, target_months=THIRD_YEAR, walk_variance=0)

    same(ours.median, 1200, rtol=1e-3)
    same(carried_forward(count, BASE, target_months=THIRD_YEAR), 1200)


def test_quarters_and_years_tell_what_months_do():
    count = drawn(2, series=60)
    quarters, years = (count.reshape(60, -1, size).sum(axis=2) for size in (3, 12))

    monthly = project(count, BASE, MONTHS, target_months=THIRD_YEAR)
    quarterly = project(
        quarters, 1e5, np.arange(20) % 4 + 1, period=4, target_months=[9, 10, 11, 12]
    )
    yearly = project(years, 1e5, 1, period=1, target_months=3)

    for other in (quarterly, yearly):
        assert set(other.reason) == {""}
        assert np.abs(np.log(other.median / monthly.median)).mean() < 0.03
        assert 0.5 < np.median(other.variance / monthly.variance) < 2


def test_a_growing_base_grows_the_events():
    count = drawn(3)

    still = project(count, BASE, MONTHS, target_months=THIRD_YEAR)
    growing = project(count, BASE, MONTHS, target_months=THIRD_YEAR, future_base=1.1e5)

    same(growing.median, 1.1 * still.median)


def test_a_single_series_keeps_its_own_trend_and_its_doubt():
    season = month_factors(drawn(4, series=1), BASE, MONTHS)

    trend = shrink(season.slope, season.error)

    same(trend.slope, season.slope)
    same(trend.variance, season.error**2)


def test_a_slope_known_badly_is_drawn_to_the_common_one():
    slope = np.array([-0.02, 0.01, 0.02, 0.05, np.nan])
    error = np.array([0.001, 0.001, 0.001, 0.05, 0.1])

    trend = shrink(slope, error)

    assert abs(trend.slope[3]) < 0.03
    same(trend.slope[:3], slope[:3], rtol=0.1)
    assert np.isnan(trend.slope[4])
    assert np.isnan(shrink(slope[4:], error[4:]).slope).all()


@pytest.mark.parametrize("period", [1, 4, 12])
def test_the_steps_of_a_walk_are_found_again(period):
    random = np.random.default_rng(5)
    walk = np.cumsum(random.normal(0, 0.02, (4000, period * 8)), axis=1)
    years = yearly_totals(np.exp(10 + walk), period)

    found = walk_variance_of(years, np.ones_like(years), np.zeros(4000), period)

    # neighbouring changes of a walk go together, which hides a seventh of them with few years
    assert 0.85 < found / 0.02**2 < 1.15


def test_chance_alone_is_hardly_taken_for_a_walk():
    random = np.random.default_rng(6)
    years = random.poisson(1000, (4000, 5)).astype(float)

    found = walk_variance_of(years, np.ones_like(years), np.ones(4000), 12)

    assert 0 <= found * 8 < 0.3 * 2 / 1000  # part of what chance gives a change


def test_without_three_years_no_walk_can_be_learnt():
    assert np.isnan(step_variance(np.ones((2, 1)), np.ones((2, 1)), 12))
    same(step_variance(np.array([[1.0, 1.0, 1.0]]), np.zeros((1, 3)), 1), 0)


def test_years_are_counted_back_from_the_last_month():
    months = np.arange(30.0)[np.newaxis]
    months[0, 20] = np.nan

    same(yearly_totals(months, 12), [[6 * 12 + 66, np.nan]])
    assert yearly_totals(months[:, :11], 12).shape == (1, 0)


def test_years_alone_take_what_exceeds_chance_for_wandering():
    random = np.random.default_rng(12)
    walk = np.cumsum(random.normal(0, 0.1, (300, 7)), axis=1)
    count = random.poisson(1000 * np.exp(walk)).astype(float)

    ours = project(count, 1e5, 1, period=1, target_months=3)

    assert set(ours.reason) == {""}
    assert (ours.variance > 3 * 0.1**2).all()  # three years' steps, whatever the dispersion


BAD = {
    "missing": np.full(60, np.nan),
    "negative count": np.where(np.arange(60) == 7, -1.0, 5.0),
    "too few": np.where(np.arange(60) < 25, np.nan, 5.0),
    "part missing": np.where(np.arange(60) == 55, np.nan, np.resize([4.0, 5.0, 7.0, 5.0, 6.0], 60)),
    "no events": np.where(np.arange(60) >= 48, 0.0, np.resize([4.0, 5.0, 7.0, 5.0, 6.0], 60)),
    "no variation": np.full(60, 5.0),
}


@pytest.mark.parametrize("reason", BAD)
def test_a_row_that_cannot_be_projected_says_why(reason):
    good = drawn(7)

    ours = project(np.vstack([good, BAD[reason]]), BASE, MONTHS, target_months=THIRD_YEAR)

    assert ours.reason.tolist() == [""] * 20 + [reason]
    assert np.isnan(numbers(ours)[:, -1]).all()
    assert np.isfinite(numbers(ours)[:, :-1]).all()


def test_a_missing_or_empty_future_base_says_why():
    future = np.full((20, 12), 1e5)
    future[0, 3], future[1] = np.nan, -1

    ours = project(drawn(8), BASE, MONTHS, target_months=THIRD_YEAR, future_base=future)

    assert ours.reason[:3].tolist() == ["part missing", "no base", ""]


def test_where_nothing_teaches_the_wandering_there_is_no_interval():
    count = drawn(9)
    count[:, [10, 30]] = np.nan  # each year but two has a month missing

    alone = project(count[:, :48], BASE[:48], MONTHS[:48], target_months=THIRD_YEAR)
    told = project(
        count[:, :48], BASE[:48], MONTHS[:48], target_months=THIRD_YEAR, walk_variance=0.001
    )

    assert set(alone.reason) == {"too few"}
    assert set(told.reason) == {""}


def test_less_than_a_year_is_too_few():
    ours = project(np.ones((2, 5)), BASE[:5], MONTHS[:5], target_months=[1])

    assert set(ours.reason) == {"too few"}


@pytest.mark.parametrize("target_months", [[], [0], [1.5], [-3, 4], [np.nan]])
def test_target_months_that_are_not_ahead_are_refused(target_months):
    with pytest.raises(ValueError, match="whole numbers of periods ahead"):
        project(drawn(10), BASE, MONTHS, target_months=target_months)


@pytest.mark.parametrize("month", [MONTHS[::-1], np.tile(MONTHS, (20, 1))])
def test_months_out_of_order_are_refused(month):
    with pytest.raises(ValueError, match="the period after the one before"):
        project(drawn(10), BASE, month, target_months=THIRD_YEAR)


@given(st.integers(0, 10**6))
def test_intervals_hold_the_median_and_each_other(seed):
    ours = project(drawn(seed), BASE, MONTHS, target_months=THIRD_YEAR)

    in_order = [ours.lower_95, ours.lower_50, ours.median, ours.upper_50, ours.upper_95]
    assert (np.diff(in_order, axis=0) > 0).all()


@given(st.integers(0, 10**6), st.integers(1, 30), st.integers(1, 12))
def test_further_ahead_is_less_certain(seed, first, later):
    count = drawn(seed)

    near, far = (
        project(count, BASE, MONTHS, target_months=np.arange(start, start + 12), damping=1)
        for start in (first, first + later)
    )

    more = np.log(far.upper_95 / far.lower_95) - np.log(near.upper_95 / near.lower_95)
    falls = far.median < near.median  # where more events are ahead, chance is relatively less
    assert (more[falls] > 0).all()


@given(st.integers(0, 10**6), st.permutations(range(20)))
def test_the_order_of_series_does_not_matter(seed, order):
    count, order = drawn(seed), list(order)

    ours = project(count, BASE, MONTHS, target_months=THIRD_YEAR)
    shuffled = project(count[order], BASE, MONTHS, target_months=THIRD_YEAR)

    same(numbers(shuffled), numbers(ours)[:, order], rtol=1e-6)


@given(st.integers(0, 10**6), st.floats(0.01, 1e4))
def test_the_size_of_the_base_does_not_matter(seed, scale):
    count = drawn(seed)

    ours = project(count, BASE, MONTHS, target_months=THIRD_YEAR)
    scaled = project(count, scale * BASE, MONTHS, target_months=THIRD_YEAR)

    same(numbers(scaled), numbers(ours), rtol=1e-6)


@given(st.integers(0, 10**6), st.integers(2, 9))
def test_counting_every_event_many_times_only_multiplies_the_result(seed, times):
    count = drawn(seed)

    ours = project(count, BASE, MONTHS, target_months=THIRD_YEAR)
    many = project(times * count, BASE, MONTHS, target_months=THIRD_YEAR)

    same(many.median, times * ours.median, rtol=1e-6)
    same(many.variance, ours.variance, rtol=1e-6)


def test_carried_forward_takes_the_same_months_and_the_new_base():
    count = np.arange(24.0)[np.newaxis]

    same(carried_forward(count, BASE[:24], target_months=[1, 13]), 24)
    same(carried_forward(count, BASE[:24], target_months=[12], future_base=2e5), 46)
    count[0, 12] = np.nan
    assert np.isnan(carried_forward(count, BASE[:24], target_months=[1])).all()
    same(carried_forward(count, BASE[:24], target_months=[2]), 13)


def test_a_straight_line_goes_from_baseline_to_target():
    same(straight_line([100, np.nan], 70, years=3), [[100, 90, 80, 70], [np.nan] * 3 + [np.nan]])
    with pytest.raises(ValueError, match="at least a year"):
        straight_line(1, 2, years=0)


def test_a_back_test_hides_what_it_compares_with():
    count = drawn(11, series=50, months=96)
    month = np.arange(96) % 12 + 1
    count[0, 95] = np.nan  # hidden, so it can only be missed in comparing
    base = np.full(96, 1e5)

    ours = back_test(count, base, month, target_months=THIRD_YEAR)

    made = project(count[1:, :60], BASE, MONTHS, target_months=THIRD_YEAR)
    assert ours.series == 49
    assert ours.inside_95 >= 0.85 > ours.inside_50
    assert not ours.withdrawn
    held = compare(made.median, made)
    assert held == BackTest(1, 1, 49)
    assert compare(3 * made.median, made).withdrawn
    assert compare(np.full(49, np.nan), made).withdrawn
