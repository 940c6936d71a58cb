"""The season of a series: how far each month of the year stands above or below the others."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators.statistics.estimates import (
    MISSING,
    NEGATIVE_COUNT,
    NO_BASE,
    Floats,
    Words,
    floats,
)
from indicators.statistics.poisson_regression import Fit, fit, members
from indicators.statistics.reasons import (
    NO_EVENTS,
    NO_FIT,
    NO_VARIATION,
    PART_MISSING,
    TOO_FEW,
    Booleans,
    first_reason,
)

THIN = 20.0  # events a period: below, a series' own factors are mostly chance
CYCLES = 3  # whole years of periods, below which a season cannot be told from chance
FEWEST = 4  # periods, of whatever length, from which a trend and its dispersion are worked out
EXACT = 1e-12  # a dispersion that is 0 but for rounding
PERIODS = (1, 4, 12)

Months = NDArray[np.intp]


class Seasonality(NamedTuple):
    """One row a series. Where `reason` is not "", the numbers are NaN.

    `slope` is the trend on the log scale, per period; `error` its standard error, dispersion
    included. `factors` has a column for each month (or quarter) of the year; their mean is 1.
    """

    factors: Floats
    slope: Floats
    error: Floats
    dispersion: Floats
    reason: Words


def month_factors(
    count: ArrayLike,
    base: ArrayLike,
    month: ArrayLike,
    *,
    period: int = 12,
    days: ArrayLike = 1.0,
    borrowed: ArrayLike | None = None,
    thin: float = THIN,
) -> Seasonality:
    """Return the seasonal factors, trend and dispersion of each series.

    Divide a rate by its month's factor to adjust it for the season. Series with fewer than `thin`
    events a period take the factors of `borrowed`, where there are any: those of the same
    indicator in a larger area.

    Shapes: `count`, `base` and `days` broadcast to series by periods (one row is one series),
    each column the period after the one before; `month` one a column, or series by periods;
    `borrowed` one a month, or series by months. Factors come back series by months, the rest
    one a series.
    Units: events; people (or vehicles); `days` in the period, so that a short month is not taken
    for a quiet one; `month` from 1 to `period`, which is 12 for months, 4 for quarters and 1 for
    years (then without a season).
    Missing: periods with a NaN are left out. A row is NaN throughout with a reason: "missing"
    (nothing is left), "negative count", "no base", "too few" (under three years, or four
    periods), "part missing" (a month of the year is never seen), "no events", "no variation" (a
    season was looked for, and the model meets every count exactly), "no fit".
    Errors: ValueError unless `period` is 1, 4 or 12 and `month` lies within 1 to it.
    Source: quasi-likelihood, R. W. M. Wedderburn (1974), Biometrika 61:439-447.
    """
    count, base, days = (np.atleast_2d(array) for array in floats(count, base, days))
    month = checked_months(month, period, count.shape[1])
    base = base * days
    found = _own_season(count, base, month, period)
    if borrowed is not None:
        rows = _mean(count) < thin
        lent = _lent_season(count, base, month, np.asarray(borrowed, np.float64))
        found = _Found(*(np.where(_like(rows, b), b, a) for a, b in zip(found, lent, strict=True)))
    reason = _why_no_season(count, base, month, period, found)
    factors, slope, error, dispersion = (
        np.where(_like(reason == "", array), array, np.nan) for array in found
    )
    return Seasonality(factors, slope, error, dispersion, reason)


def checked_months(month: ArrayLike, period: int, columns: int) -> Months:
    """Return the months as whole numbers, one a column (or series by columns), or refuse them."""
    if period not in PERIODS:
        raise ValueError(f"a year has 12 months, 4 quarters or 1 year, not {period} periods")
    month = np.asarray(month)
    if not np.isin(month, np.arange(1, period + 1)).all():
        raise ValueError(f"each month must be a whole number from 1 to {period}")
    return np.broadcast_to(month, (*month.shape[:-1], columns)).astype(np.intp)


class _Found(NamedTuple):
    """The numbers of a `Seasonality`, before rows without a meaning are emptied."""

    factors: Floats
    slope: Floats
    error: Floats
    dispersion: Floats


def _own_season(count: Floats, base: Floats, month: Months, period: int) -> _Found:
    fitted = fit(count, base, month - 1, np.arange(count.shape[1]), seasons=period)
    against_highest = np.exp(fitted.level - fitted.level.max(axis=1, keepdims=True))
    factors = against_highest / against_highest.mean(axis=1, keepdims=True)
    # Four to seven years say too little of the dispersion to be believed below that of chance.
    return _found(fitted, factors, least=1 if period == 1 else 0)


def _lent_season(count: Floats, base: Floats, month: Months, borrowed: Floats) -> _Found:
    borrowed = borrowed / borrowed.mean(axis=-1, keepdims=True)
    factors = np.broadcast_to(borrowed, (len(count), borrowed.shape[-1]))
    places = np.broadcast_to(month - 1, count.shape)
    expected = base * np.take_along_axis(factors, places, axis=1)
    one_level = np.zeros(count.shape[1], np.intp)
    fitted = fit(count, expected, one_level, np.arange(count.shape[1]), seasons=1)
    return _found(fitted, factors, least=0)


def _found(fitted: Fit, factors: Floats, least: float) -> _Found:
    dispersion = np.maximum(fitted.dispersion, least)
    return _Found(factors, fitted.slope, np.sqrt(fitted.variance * dispersion), dispersion)


def _why_no_season(count: Floats, base: Floats, month: Months, period: int, found: _Found) -> Words:
    """Return for each row the first reason that applies, or ""."""
    kept = np.isfinite(count) & np.isfinite(base)
    seen = kept.astype(float)[:, np.newaxis] @ members(month - 1, period)
    applies = {
        MISSING: ~kept.any(axis=1),
        NEGATIVE_COUNT: (kept & (count < 0)).any(axis=1),
        NO_BASE: (kept & (base <= 0)).any(axis=1),
        TOO_FEW: kept.sum(axis=1) < max(CYCLES * period, FEWEST),
        PART_MISSING: (seen[:, 0] == 0).any(axis=1),
        NO_EVENTS: np.where(kept, count, 0).sum(axis=1) == 0,
        NO_FIT: np.isnan(found.slope),
        NO_VARIATION: found.dispersion < EXACT,
    }
    return first_reason(applies)


def _mean(count: Floats) -> Floats:
    """Return the mean of each row over what is not missing, and 0 of nothing."""
    kept = np.isfinite(count)
    mean: Floats = np.where(kept, count, 0).sum(axis=1) / np.maximum(kept.sum(axis=1), 1)
    return mean


def _like(rows: Booleans, array: Floats) -> Booleans:
    """Return one value a row in a shape that broadcasts over the columns of `array`."""
    return rows if array.ndim == 1 else rows[:, np.newaxis]
