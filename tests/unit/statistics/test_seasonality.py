import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics.poisson_regression import extrapolate, fit
from indicators.statistics.seasonality import month_factors

MONTHS = np.arange(60) % 12 + 1
BASE = np.full(60, 1e5)
WAVE = 1 + 0.12 * np.sin(2 * np.pi * np.arange(12) / 12)


def same(actual, expected, *, rtol=1e-9):
    np.testing.assert_allclose(actual, expected, rtol=rtol, atol=1e-12)


def by_series(table, *columns):
    """Return each column as series by periods, the series in the order of the table."""
    names = list(dict.fromkeys(table["series"]))
    return [
        np.array([table[column][table["series"] == name] for name in names]) for column in columns
    ]


def drawn(seed, mean=100, series=3):
    """Return months of counts with a season and a falling trend."""
    random = np.random.default_rng(seed)
    return random.poisson(mean * WAVE[MONTHS - 1] * 0.995 ** np.arange(60), (series, 60)).astype(
        float
    )


def test_trend_and_dispersion_agree_with_an_independent_program(golden):
    table, expected = golden("proj_monthly_input"), golden("proj_monthly_quasipoisson_expected")
    count, base, month = by_series(table, "count", "pop", "month")
    assert count.shape == (26, 60)

    ours = month_factors(count, base, month)

    assert set(ours.reason) == {""}
    same(ours.slope, expected["slope"], rtol=1e-8)
    same(ours.error, expected["slope_se"], rtol=1e-5)
    same(ours.dispersion, expected["dispersion"], rtol=1e-5)


def test_a_trend_without_a_season_agrees_too(golden):
    table, expected = golden("proj_monthly_input"), golden("proj_monthly_quasipoisson_expected")
    count, base = by_series(table, "count", "pop")

    ours = fit(count, base, np.zeros(60, int), np.arange(60), seasons=1)

    same(ours.slope, expected["slope_noseason"], rtol=1e-8)
    same(np.sqrt(ours.variance * ours.dispersion), expected["slope_se_noseason"], rtol=1e-5)
    same(ours.dispersion, expected["dispersion_noseason"], rtol=1e-5)


def test_the_textbook_forecast_agrees_with_an_independent_program(golden):
    table, expected = golden("proj_monthly_input"), golden("proj_monthly_quasipoisson_expected")
    count, base, month = by_series(table, "count", "pop", "month")
    ahead = np.arange(85, 97)
    fitted = fit(count, base, month - 1, np.arange(1, 61), seasons=12)

    total, variance = extrapolate(fitted, base[:, -1:], (month[0, -1] + ahead - 61) % 12, ahead)

    same(total, expected["proj_count_target_year"], rtol=1e-8)
    same(variance * fitted.dispersion, expected["var_param"], rtol=1e-5)
    same(total * fitted.dispersion, expected["var_obs"], rtol=1e-5)


def test_a_forecast_of_years_agrees_with_an_independent_program(golden):
    table, expected = golden("proj_annual_input"), golden("proj_annual_poisson_expected")
    assert (len(table["t"]), len(expected["mu"])) == (232, 126)

    for name in np.unique(table["series"]):
        here, there = table["series"] == name, expected["series"] == name
        count, base, time = (table[column][here] for column in ("count", "pop", "t"))
        fitted = fit(count[np.newaxis], base[np.newaxis], np.zeros(len(time), int), time, seasons=1)
        dispersion = max(1, fitted.dispersion[0])
        for row in np.flatnonzero(there):
            ahead = time[-1:] + expected["h"][row]
            mean, variance = extrapolate(fitted, base[-1:], [0], ahead)
            same(mean[0], expected["mu"][row], rtol=1e-7)
            same(np.sqrt(variance[0]) / mean[0], expected["se_link_poisson"][row], rtol=1e-7)
            error = np.sqrt(dispersion * (mean[0] + variance[0]))
            same(error, expected["pred_sd"][row], rtol=1e-7)
        same(fitted.slope[0], expected["slope"][there], rtol=1e-7)
        same(np.sqrt(fitted.variance[0]), expected["slope_se_poisson"][there], rtol=1e-7)
        same(fitted.dispersion[0], expected["phi_raw"][there], rtol=1e-7)


def test_factors_are_near_those_of_the_classical_decomposition(golden):
    table, classical = golden("proj_monthly_input"), golden("season_expected")
    names = np.unique(classical["series"])
    assert (len(classical["y"]), len(names)) == (120, 2)

    for name in names:
        here, there = table["series"] == name, classical["series"] == name
        month = table["month"][here].astype(int)
        ours = month_factors(table["count"][here], table["pop"][here], month)
        same(ours.factors[0, month - 1], classical["classic_seasonal_mult"][there], rtol=0.05)


def test_a_season_and_a_trend_put_in_come_out():
    exact = 100 * WAVE[MONTHS - 1] * np.exp(-0.01 * np.arange(60))

    ours = month_factors(exact + 1e-4 * np.cos(np.arange(60)), BASE, MONTHS)

    same(ours.factors[0], WAVE / WAVE.mean(), rtol=1e-5)
    same(ours.slope, -0.01, rtol=1e-3)


def test_a_short_month_is_not_a_quiet_one():
    days = np.tile([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], 5).astype(float)
    count = 10 * days + np.resize([0.1, -0.1], 60) * np.resize([1, 1, 1, -1, -1], 60)

    with_days = month_factors(count, BASE, MONTHS, days=days)
    without = month_factors(count, BASE, MONTHS)

    assert np.ptp(with_days.factors) < 0.001 < 0.09 < np.ptp(without.factors)


def test_quarters_and_years_are_fitted_as_months_are():
    count = drawn(1)
    quarterly = count.reshape(3, 20, 3).sum(axis=2)
    yearly = count.reshape(3, 5, 12).sum(axis=2)

    quarters = month_factors(quarterly, 1e5, np.arange(20) % 4 + 1, period=4)
    years = month_factors(yearly, 1e5, 1, period=1)

    same(quarters.slope, 3 * month_factors(count, 1e5, MONTHS).slope, rtol=0.2)
    assert (quarters.factors.shape, years.factors.tolist()) == ((3, 4), [[1], [1], [1]])
    assert (years.dispersion >= 1).all()


def test_thin_series_borrow_the_factors_of_a_larger_area():
    count = np.vstack([drawn(2, mean=2), drawn(3, mean=100)])

    ours = month_factors(count, 1e5, MONTHS, borrowed=WAVE)

    alone = month_factors(count, 1e5, MONTHS)
    same(ours.factors[:3], np.tile(WAVE / WAVE.mean(), (3, 1)))
    same(ours.factors[3:], alone.factors[3:])
    expected = 1e5 * WAVE[MONTHS - 1] * np.ones((3, 1))
    plain = fit(count[:3], expected, np.zeros(60, int), np.arange(60), seasons=1)
    same(ours.slope[:3], plain.slope)


BAD = {
    "missing": np.full(60, np.nan),
    "negative count": np.where(np.arange(60) == 7, -1.0, 5.0),
    "too few": np.where(np.arange(60) < 25, np.nan, 5.0),
    "part missing": np.where(MONTHS == 8, np.nan, 5.0),
    "no events": np.zeros(60),
    "no fit": np.where(np.arange(60) == 59, 5.0, 0.0),
    "no variation": np.full(60, 5.0),
}


@pytest.mark.parametrize("reason", BAD)
def test_a_row_without_a_season_says_why_and_harms_no_neighbour(reason):
    good = drawn(4)

    ours = month_factors(np.vstack([good, BAD[reason]]), BASE, MONTHS)

    alone = month_factors(good, BASE, MONTHS)
    assert ours.reason.tolist() == ["", "", "", reason]
    for field, unmixed in zip(ours[:-1], alone[:-1], strict=True):
        assert np.isnan(field[-1]).all()
        same(field[:-1], unmixed)


def test_a_slope_that_does_not_settle_is_no_fit(monkeypatch):
    monkeypatch.setattr("indicators.statistics.poisson_regression.MOST_STEPS", 2)

    assert month_factors(drawn(5), BASE, MONTHS).reason.tolist() == ["no fit"] * 3


def test_slopes_of_thin_series_settle_in_a_few_steps(monkeypatch):
    monkeypatch.setattr("indicators.statistics.poisson_regression.MOST_STEPS", 15)

    assert set(month_factors(drawn(5, mean=1, series=500), BASE, MONTHS).reason) == {""}


def test_a_base_of_nothing_is_a_reason():
    base = np.where(np.arange(60) == 3, 0.0, 1e5)

    assert month_factors(drawn(5), base, MONTHS).reason.tolist() == ["no base"] * 3


def test_a_column_of_seasons_never_reached_is_part_missing():
    ours = month_factors(drawn(5), BASE, (MONTHS - 1) % 6 + 1)

    assert ours.reason.tolist() == ["part missing"] * 3


@pytest.mark.parametrize(
    ("month", "period", "message"),
    [(MONTHS - 1, 12, "from 1 to 12"), (MONTHS, 4, "from 1 to 4"), (MONTHS, 7, "not 7 periods")],
)
def test_what_is_no_calendar_is_refused(month, period, message):
    with pytest.raises(ValueError, match=message):
        month_factors(drawn(6), BASE, month, period=period)


@given(st.integers(0, 10**6), st.floats(0.01, 1e4))
def test_the_size_of_the_base_does_not_matter(seed, scale):
    count = drawn(seed)

    ours, scaled = month_factors(count, BASE, MONTHS), month_factors(count, BASE * scale, MONTHS)

    for field, other in zip(ours[:-1], scaled[:-1], strict=True):
        same(field, other, rtol=1e-6)


@given(st.integers(0, 10**6), st.integers(2, 50))
def test_counting_every_event_many_times_multiplies_the_dispersion_only(seed, times):
    count = drawn(seed)

    ours, many = month_factors(count, BASE, MONTHS), month_factors(times * count, BASE, MONTHS)

    same(many.slope, ours.slope, rtol=1e-6)
    same(many.error, ours.error, rtol=1e-6)
    same(many.dispersion, times * ours.dispersion, rtol=1e-6)


@given(st.integers(0, 10**6), st.permutations(range(3)))
def test_neither_order_nor_company_matters(seed, order):
    count = drawn(seed)

    ours, shuffled = (month_factors(rows, BASE, MONTHS) for rows in (count, count[list(order)]))

    same(shuffled.slope, ours.slope[list(order)])
    same(shuffled.factors, ours.factors[list(order)])


@given(st.integers(0, 10**6), st.sets(st.integers(0, 59), max_size=20))
def test_a_missing_month_is_left_out_and_not_nought(seed, gaps):
    gaps = sorted(gaps)
    count = drawn(seed, series=1)
    kept = np.setdiff1d(np.arange(60), gaps)
    holed = count.copy()
    holed[:, gaps] = np.nan

    ours = fit(holed, BASE * np.ones((1, 1)), MONTHS - 1, np.arange(60), seasons=12)
    without = fit(
        count[:, kept], BASE[np.newaxis, kept], (MONTHS - 1)[kept], np.arange(60)[kept], seasons=12
    )

    same(ours.slope, without.slope, rtol=1e-6)
    same(ours.dispersion, without.dispersion, rtol=1e-6)
    assert ours.spare == without.spare


@given(st.integers(0, 10**6), st.floats(0.2, 30))
def test_the_slope_found_is_the_likeliest(seed, mean):
    count = drawn(seed, mean=mean)
    ours = fit(count, np.ones((3, 60)), MONTHS - 1, np.arange(60), seasons=12)
    found = np.isfinite(ours.slope)
    fitted = np.exp(ours.level[:, MONTHS - 1] + np.outer(ours.slope, np.arange(60)))

    pull = ((count - fitted) * (np.arange(60) - 29.5)).sum(axis=1)

    assert np.abs(pull[found] / (1 + count.sum(axis=1)[found])).max(initial=0) < 1e-7
