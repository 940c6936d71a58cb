"""Quasi-Poisson regression of many series at once: a straight trend and a level for each season.

The model is `log(mean) = level[season] + slope * time + log(base)`, and the variance `dispersion`
times the mean. At any slope the best levels are known outright (events seen over those expected),
so only the slope is looked for: one number a series instead of a system of equations.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics.estimates import Floats

STEEPEST = 50.0  # on the log scale, first period to last: beyond it the fit runs off to infinity
CLOSE_ENOUGH = 1e-11  # the last step of the slope, on the same scale
MOST_STEPS = 100


class Seen(NamedTuple):
    """What was observed. A period left out has 0 events and a base of 0, and so weighs nothing."""

    events: Floats
    base: Floats
    member: Floats  # 1 where a period (row) is of a season (column), else 0; or that per series
    time: Floats  # one a period, 0 in the middle

    def by_season(self, of_period: Floats) -> Floats:
        """Return the sums over the periods of each season, one column a season."""
        sums: Floats = (of_period[:, np.newaxis] @ self.member)[:, 0]
        return sums

    def spread(self, of_season: Floats) -> Floats:
        """Return for each period what belongs to its season."""
        spread: Floats = (of_season[:, np.newaxis] @ self.member.swapaxes(-1, -2))[:, 0]
        return spread


class Fit(NamedTuple):
    """What was found, one row a series; NaN where there is no fit.

    `variance` is that of the slope, `events` and `centre` the fitted events of each season and
    their mean time, all for a dispersion of 1: multiply variances by the dispersion.
    """

    level: Floats
    slope: Floats
    variance: Floats
    dispersion: Floats
    spare: Floats  # periods seen less parameters fitted
    events: Floats
    centre: Floats


def fit(count: Floats, base: Floats, season: ArrayLike, time: ArrayLike, *, seasons: int) -> Fit:
    """Return the fit of each series.

    Shapes: `count` and `base` series by periods; `season` one a period, or series by periods;
    `time` one a period. Levels come back series by seasons, the rest one a series.
    Units: events, and people or whatever the events are expected to be proportional to; the
    `seasons` numbered from 0; the slope is on the log scale, per unit of time.
    Missing: periods without a finite count of at least 0 and a finite base above 0 are left out. A
    series has no fit where fewer periods are left than parameters, or events lie so that the
    steeper the slope the better the fit (all in the last period, say); no dispersion where
    no period is to spare.
    Errors: none.
    Source: P. McCullagh and J. A. Nelder (1989), Generalized Linear Models, chapters 6 and 9.
    """
    kept = np.isfinite(count) & np.isfinite(base) & (count >= 0) & (base > 0)
    time = np.asarray(time, np.float64)
    middle = (time.min() + time.max()) / 2
    member = members(season, seasons)
    seen = Seen(np.where(kept, count, 0), np.where(kept, base, 0), member, time - middle)
    levels = (seen.by_season(kept.astype(float)) > 0).sum(axis=1)
    spare = (kept.sum(axis=1) - levels - 1).astype(float)
    slope = np.where(spare >= 0, _steepness(seen), np.nan)
    return _described(seen, slope, spare, middle)


def members(season: ArrayLike, seasons: int) -> Floats:
    """Return a column for each season, 1 in its periods and 0 in the others."""
    return (np.asarray(season)[..., np.newaxis] == np.arange(seasons)).astype(float)


def _steepness(seen: Seen) -> Floats:
    """Return the likeliest slope of each series: Newton's steps, kept between two bounds.

    The pull (the derivative of the likelihood) falls as the slope rises, so its sign says on which
    side the likeliest slope is; a step that would leave the bounds is replaced by their middle. At
    the end a step may be too small to leave its bound.
    """
    span = max(float(np.ptp(seen.time)), 1.0)
    high = np.full(len(seen.events), STEEPEST / span)
    low = -high
    found = (_pull(seen, low)[0] > 0) & (_pull(seen, high)[0] < 0)
    slope = np.where(found, 0, np.nan)
    for _ in range(MOST_STEPS):
        pull, stiffness = _pull(seen, slope)
        low, high = np.where(pull > 0, slope, low), np.where(pull < 0, slope, high)
        step = np.divide(pull, stiffness, out=np.full_like(pull, np.inf), where=stiffness > 0)
        before, slope = slope, slope + step
        slope = np.where((slope >= low) & (slope <= high), slope, (low + high) / 2)
        settled = np.abs(slope - before) * span <= CLOSE_ENOUGH
        if settled[found].all():
            break
    return np.where(found & settled, slope, np.nan)


def _pull(seen: Seen, slope: Floats) -> tuple[Floats, Floats]:
    """Return the first derivative of the log-likelihood by the slope, and the second, negated."""
    expected = seen.base * np.exp(slope[:, np.newaxis] * seen.time)
    total = seen.by_season(expected)
    centre = _ratio(seen.by_season(expected * seen.time), total)
    width = _ratio(seen.by_season(expected * seen.time**2), total) - centre**2
    events = seen.by_season(seen.events)
    pull = (seen.events * seen.time).sum(axis=1) - (events * centre).sum(axis=1)
    return pull, (events * width).sum(axis=1)


def _ratio(above: Floats, below: Floats) -> Floats:
    """Return the ratio, and 0 where nothing is below."""
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def _described(seen: Seen, slope: Floats, spare: Floats, middle: float) -> Fit:
    """Return all that follows from the slopes."""
    lost = np.isnan(slope)
    expected = seen.base * np.exp(np.where(lost, 0, slope)[:, np.newaxis] * seen.time)
    events, total = seen.by_season(seen.events), seen.by_season(expected)
    fitted = expected * seen.spread(_ratio(events, total))
    centre = _ratio(seen.by_season(expected * seen.time), total)
    stiffness = (fitted * (seen.time - seen.spread(centre)) ** 2).sum(axis=1)
    misfit = _ratio((seen.events - fitted) ** 2, fitted).sum(axis=1)
    with np.errstate(divide="ignore"):
        level = np.log(_ratio(events, total))  # a season without events: minus infinity
    return Fit(
        level=level - middle * slope[:, np.newaxis],
        slope=slope,
        variance=1 / np.where(lost | (stiffness <= 0), np.nan, stiffness),
        dispersion=misfit / np.where(lost | (spare <= 0), np.nan, spare),
        spare=np.where(lost, np.nan, spare),
        events=np.where(lost[:, np.newaxis], np.nan, events),
        centre=centre + middle,
    )


def extrapolate(
    fitted: Fit, base: ArrayLike, season: ArrayLike, time: ArrayLike
) -> tuple[Floats, Floats]:
    """Return the total of later periods if the trend went on for ever, and its variance.

    The variance is that of the parameters alone, for a dispersion of 1. This is what textbooks
    give; as a forecast it is too sure of itself (see `projection`), so it serves to compare.

    Shapes: `base` series by later periods (or one a period); `season` and `time` one a period;
    both results one a series.
    Units: as for `fit`.
    Missing: NaN where there is no fit.
    Errors: none.
    Source: the delta method, as in McCullagh and Nelder (1989), appendix C.
    """
    season, time = np.asarray(season, np.intp), np.asarray(time, np.float64)
    rate = np.exp(fitted.level[:, season] + np.outer(fitted.slope, time))
    mean = np.asarray(base, np.float64) * rate
    of_season = mean @ members(season, fitted.level.shape[1])
    lever = (mean * time).sum(axis=1) - (of_season * fitted.centre).sum(axis=1)
    variance = _ratio(of_season**2, fitted.events).sum(axis=1) + lever**2 * fitted.variance
    return mean.sum(axis=1), np.where(np.isnan(fitted.slope), np.nan, variance)
