"""Where a series of events will be in some years, if nothing new is done.

The level of the last year is carried forward with the series' trend, drawn towards the trend of
all areas and fading with time, and with an interval that knows that levels wander: by how much is
learnt from all areas of the indicator. Call once for each indicator. (Projections of shares and
ratios are in `value_projection`.)
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from indicators.statistics.estimates import NO_BASE, Floats, Words, floats, normal_quantile
from indicators.statistics.random_walk import walk_variance_of, yearly_totals
from indicators.statistics.reasons import NO_EVENTS, PART_MISSING, TOO_FEW, first_reason
from indicators.statistics.seasonality import (
    Seasonality,
    checked_months,
    month_factors,
)
from indicators.statistics.shrinkage import shrink

DAMPING = 0.96  # of the trend, from one month to the next
EXTRA_MONTHS = 8  # of wandering, beyond those between the years
DOUBT = 0.6  # one standard error, as a share of the way from the fading trend to an unbroken one

Whole = NDArray[np.intp]


class Projection(NamedTuple):
    """One row a series. Where `reason` is not "", the numbers are NaN.

    `variance` is that of the median on the scale on which the intervals are even: the log, or
    for shares the logit. The limits are those of 50 % and of 95 % intervals.
    """

    median: Floats
    variance: Floats
    lower_50: Floats
    upper_50: Floats
    lower_95: Floats
    upper_95: Floats
    reason: Words


def project(
    count: ArrayLike,
    base: ArrayLike,
    month: ArrayLike,
    *,
    target_months: ArrayLike,
    future_base: ArrayLike | None = None,
    period: int = 12,
    damping: float = DAMPING,
    extra_months: float = EXTRA_MONTHS,
    doubt: float = DOUBT,
    walk_variance: float | None = None,
    borrowed: ArrayLike | None = None,
) -> Projection:
    """Return the events to be expected in the target months, if no new action is taken.

    Shapes: `count` and `base` series by periods, each column the period after the one before, all
    series of one indicator; `month` one a column; `target_months` one each; `future_base` series
    by target months, or what broadcasts to it. The results are one a series.
    Units: events and people; `month` from 1 to `period` (12 months, 4 quarters or 1 year);
    `target_months` in periods after the last column, from 1 (months 25 to 36 are the third year);
    without `future_base` the base of the last year stays. `damping` and `extra_months` are by the
    month whatever the period. `walk_variance` (log scale, a period) is learnt from the series
    unless given; a few series cannot teach it. `doubt` is how far the trend may do otherwise than
    fade: as a share of the way to a trend that goes on unbroken, which is about as far as to one
    that has stopped.
    Missing: NaN with a reason: those of `month_factors` (there for `borrowed`), "part missing"
    (any period of the last year, or a future base), "no events" (in the last year), "no base" (a
    future base not above 0), "too few" (no series has three whole years to learn wandering from).
    Errors: ValueError unless `target_months` are whole and from 1, and for months out of order.
    Source: the damped trend of E. S. Gardner and E. McKenzie (1985), Management Science
    31:1237-1246, with shrinkage and a pooled random walk of our own; simulated coverage in
    `benchmarks/statistics`.
    """
    count, base = (np.atleast_2d(array) for array in floats(count, base))
    ahead = checked_horizon(target_months)
    month = _checked_order(month, period, count.shape[1])
    season = month_factors(count, base, month, period=period, borrowed=borrowed)
    if walk_variance is None:
        walk_variance = _learnt(count, base, season.dispersion, period)
    trend = shrink(season.slope, season.error)
    way = _Way.to(ahead, period, damping)
    last = count[:, -period:].sum(axis=1)
    of_month = season.factors[:, (month[-1] + ahead - 1) % period]
    growth = _growth(base, future_base, period) * np.exp(np.outer(trend.slope, way.fading))
    median = last / period * (of_month * growth).sum(axis=1)

    chance = season.dispersion * (_inverse(median) + _inverse(last))
    doubted = doubt * trend.slope * (way.unbroken - way.fading).mean()
    of_trend = trend.variance * way.fading.mean() ** 2 + doubted**2
    wandering = walk_variance * (way.unbroken.mean() + extra_months * period / 12)
    variance = np.log1p(chance + of_trend + wandering)
    reason = _why_not(season, last, median, walk_variance)
    return on_log_scale(np.log(np.where(reason == "", median, 1)), variance, reason)


class _Way(NamedTuple):
    """How far each target period is from the middle of the last year, in periods of trend."""

    unbroken: Floats
    fading: Floats

    @classmethod
    def to(cls, ahead: Whole, period: int, damping: float) -> "_Way":
        to_last = (period - 1) / 2  # from the middle of the last year to its end
        (whole,) = floats(ahead)
        return cls(to_last + whole, to_last + faded(ahead, damping ** (12 / period)))


def faded(ahead: Whole, damping: float) -> Floats:
    """Return for how many whole periods' worth of trend these periods ahead count."""
    powers = damping ** np.arange(1, ahead.max() + 1)
    counts: Floats = np.cumsum(powers)[ahead - 1]
    return counts


def on_log_scale(middle: Floats, variance: Floats, reason: Words) -> Projection:
    """Return the projection whose logarithm is normal about `middle`."""
    return _described(middle, variance, reason, np.exp)


def on_logit_scale(middle: Floats, variance: Floats, reason: Words) -> Projection:
    """Return the projection whose log odds are normal about `middle`."""
    return _described(middle, variance, reason, expit)


def _described(
    middle: Floats, variance: Floats, reason: Words, back: Callable[[Floats], Floats]
) -> Projection:
    middle = np.where(reason == "", middle, np.nan)
    variance = np.where(reason == "", variance, np.nan)
    half, most = (normal_quantile(level) * np.sqrt(variance) for level in (0.5, 0.95))
    return Projection(
        median=back(middle),
        variance=variance,
        lower_50=back(middle - half),
        upper_50=back(middle + half),
        lower_95=back(middle - most),
        upper_95=back(middle + most),
        reason=reason,
    )


def carried_forward(
    count: ArrayLike,
    base: ArrayLike,
    *,
    target_months: ArrayLike,
    future_base: ArrayLike | None = None,
    period: int = 12,
) -> Floats:
    """Return the events of the target months if each is as the same month of the last year was.

    Shapes, units: as for `project`.
    Missing: NaN where one of those months is missing, or a base is not above 0.
    Errors: ValueError unless `target_months` are whole and from 1.
    Source: the first of the three lines of a trajectory's chart.
    """
    count, base = (np.atleast_2d(array) for array in floats(count, base))
    ahead = checked_horizon(target_months)
    same_months = count[:, -period:][:, (ahead - 1) % period]
    total: Floats = (same_months * _growth(base, future_base, period)).sum(axis=1)
    return total


def straight_line(baseline: ArrayLike, target: ArrayLike, *, years: int) -> Floats:
    """Return the even path from a baseline to a target so many years later.

    Shapes: `baseline` and `target` broadcast; the years from 0 are a last axis of the result.
    Units: as the inputs.
    Missing: NaN where either is NaN.
    Errors: ValueError unless `years` is at least 1.
    Source: definition.
    """
    if years < 1:
        raise ValueError(f"a target must be at least a year after its baseline, not {years}")
    baseline, target = floats(baseline, target)
    way = np.arange(years + 1) / years
    path: Floats = baseline[..., np.newaxis] * (1 - way) + target[..., np.newaxis] * way
    return path


def checked_horizon(target_months: ArrayLike) -> Whole:
    """Return the periods ahead as whole numbers, or refuse them."""
    ahead = np.atleast_1d(np.asarray(target_months))
    if not (ahead.size and (ahead >= 1).all() and (ahead == np.floor(ahead)).all()):
        raise ValueError("target months are whole numbers of periods ahead, from 1")
    return ahead.astype(np.intp)


def _checked_order(month: ArrayLike, period: int, columns: int) -> Whole:
    month = checked_months(month, period, columns)
    if month.ndim > 1 or ((np.diff(month) - 1) % period).any():
        raise ValueError("each column must be the period after the one before, for all series")
    return month


def _growth(base: Floats, future_base: ArrayLike | None, period: int) -> Floats:
    """Return the base of the target months over that of the last year."""
    if future_base is None:
        return np.ones((len(base), 1))
    now = base[:, -period:].mean(axis=1, keepdims=True)
    growth: Floats = np.asarray(future_base, np.float64) / np.where(now > 0, now, np.nan)
    return growth


def _inverse(events: Floats) -> Floats:
    return 1 / np.where(events > 0, events, np.nan)


def _learnt(count: Floats, base: Floats, dispersion: Floats, period: int) -> float:
    """Return the variance of a step that the series teach.

    Years alone cannot tell clustered events from a wandering level: the dispersion found has
    swallowed the wandering. All beyond plain chance is then taken for wandering.
    """
    by_chance = np.ones_like(dispersion) if period == 1 else dispersion
    return walk_variance_of(
        yearly_totals(count, period), yearly_totals(base, period), by_chance, period
    )


def _why_not(season: Seasonality, last: Floats, median: Floats, walk_variance: float) -> Words:
    """Return why a series has no projection: the first reason that applies, or ""."""
    later = first_reason(
        {
            NO_EVENTS: last == 0,
            PART_MISSING: np.isnan(last) | np.isnan(median),
            NO_BASE: ~(median > 0),
            TOO_FEW: np.full(last.shape, np.isnan(walk_variance)),
        }
    )
    return np.where(season.reason == "", later, season.reason)
