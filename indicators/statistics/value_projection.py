"""Where shares and ratios will be in some years: the same ideas as `projection`, other scales.

A share is projected by its log odds, a ratio of observed to expected by its logarithm. The columns
are years (or waves of a survey), and the chance in each is known from its sample.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import logit

from indicators.statistics.estimates import (
    COUNT_ABOVE_BASE,
    MISSING,
    NEGATIVE_COUNT,
    NO_BASE,
    Floats,
    Words,
    floats,
)
from indicators.statistics.projection import (
    DAMPING,
    DOUBT,
    EXTRA_MONTHS,
    Projection,
    faded,
    on_log_scale,
    on_logit_scale,
)
from indicators.statistics.random_walk import step_variance
from indicators.statistics.reasons import NO_EXPECTED, PART_MISSING, TOO_FEW, first_reason
from indicators.statistics.seasonality import FEWEST
from indicators.statistics.shrinkage import shrink, spread

YEARLY_DAMPING = DAMPING**12
EXTRA_YEARS = EXTRA_MONTHS / 12


def project_share(
    share: ArrayLike, size: ArrayLike, *, years_ahead: int, damping: float = YEARLY_DAMPING
) -> Projection:
    """Return the share to be expected some years after the last, with the areas' fading trends.

    Shapes: `share` and `size` broadcast to series by years, all of one indicator and one year
    apart; the results are one a series.
    Units: proportions from 0 to 1 of `size` people or answers (effective ones, of a survey); the
    interval is for what a sample as large as the last would find; `damping` is by the year.
    Missing: NaN with a reason: "missing" (throughout), "no base", "negative count", "count above
    base" (a share above 1), "too few" (under four years, or no series has
    three neighbouring ones), "part missing" (the last year).
    Errors: ValueError unless `years_ahead` is at least 1.
    Source: as for `projection.project`, with the variance 1 / (size share (1 - share)) of log odds.
    """
    share, size = (np.atleast_2d(array) for array in floats(share, size))
    odds, by_chance = _log_odds(share, size)
    walk = _yearly_walk(odds, by_chance)
    reason = _why_no_share(share, size, walk, fewest=FEWEST)
    ahead = _checked_years(years_ahead)
    slope, error = _slopes(np.where(reason[:, np.newaxis] == "", odds, np.nan), by_chance)
    trend = shrink(slope, error)
    reach = faded(ahead, damping)[0]
    unbroken = trend.slope * (years_ahead - reach)
    of_trend = trend.variance * reach**2 + (DOUBT * unbroken) ** 2
    variance = 2 * by_chance[:, -1] + of_trend + walk * (years_ahead + EXTRA_YEARS)
    return on_logit_scale(odds[:, -1] + trend.slope * reach, variance, reason)


def project_survey(
    share: ArrayLike, size: ArrayLike, *, years_between: float, years_ahead: float
) -> Projection:
    """Return the share to be expected of a later survey where there have been only two.

    Two surveys tell no trend, so the last is held; the variation between areas of the change tells
    by how much such shares wander.

    Shapes: `share` and `size` broadcast to series by two surveys, all of one indicator; the
    results are one a series.
    Units: proportions from 0 to 1 of `size` effective answers; years between the surveys, and from
    the last to the target's, which is taken to be of the same size.
    Missing: NaN with a reason: as for `project_share`, with "too few" unless at least two areas
    have both surveys.
    Errors: ValueError unless there are two columns and both spans of years are above 0.
    Source: as for `project_share`.
    """
    share, size = (np.atleast_2d(array) for array in floats(share, size))
    if share.shape[1] != 2 or not (years_between > 0 and years_ahead > 0):
        raise ValueError("two surveys are needed, some years apart and before the target's")
    odds, by_chance = _log_odds(share, size)
    change, of_change = odds[:, 1] - odds[:, 0], by_chance.sum(axis=1)
    both = np.isfinite(change) & np.isfinite(of_change)
    walk = _walk_between(change[both], of_change[both]) / years_between
    variance = 2 * by_chance[:, 1] + walk * (years_ahead + EXTRA_YEARS)
    reason = _why_no_share(share, size, walk, fewest=1)
    return on_logit_scale(odds[:, 1], variance, reason)


def project_ratio(
    observed: ArrayLike,
    expected: ArrayLike,
    *,
    years_ahead: int,
    dispersion: float = 1,
    damping: float = YEARLY_DAMPING,
) -> Projection:
    """Return the ratio of observed to expected some years after the last, on its way back to 1.

    Shapes: `observed` and `expected` broadcast to series by years, all of one indicator and one
    year apart; the results are one a series.
    Units: events in, their ratio out (1 is as expected); what is left of the distance to 1 (on the
    log scale) falls by `damping` a year; `dispersion` is that of the events.
    Missing: NaN with a reason: "missing" (throughout), "negative count", "no expected", "part
    missing" (the last year), "too few" (no series has three neighbouring years). Nothing observed
    counts as half an event.
    Errors: ValueError unless `years_ahead` is at least 1.
    Source: as for `projection.project`.
    """
    observed, expected = (np.atleast_2d(array) for array in floats(observed, expected))
    ahead = _checked_years(years_ahead)
    seen = np.where((observed >= 0) & (expected > 0), np.maximum(observed, 0.5), np.nan)
    ratio, by_chance = np.log(seen / np.where(expected > 0, expected, np.nan)), dispersion / seen
    walk = _yearly_walk(ratio, by_chance)
    left = damping ** ahead[0]
    variance = by_chance[:, -1] * (1 + left**2) + walk * (years_ahead + EXTRA_YEARS)
    reason = first_reason(
        {
            MISSING: np.isnan(observed + expected).all(axis=1),
            NEGATIVE_COUNT: (observed < 0).any(axis=1),
            NO_EXPECTED: (expected <= 0).any(axis=1),
            PART_MISSING: np.isnan(ratio[:, -1]),
            TOO_FEW: np.full(len(ratio), np.isnan(walk)),
        }
    )
    return on_log_scale(ratio[:, -1] * left, variance, reason)


def _log_odds(share: Floats, size: Floats) -> tuple[Floats, Floats]:
    """Return the log odds and their variance; none, or all, counts as half an answer off."""
    valid = (share >= 0) & (share <= 1) & (size >= 1)
    share, size = np.where(valid, share, np.nan), np.where(valid, size, np.nan)
    inside = share.clip(0.5 / size, 1 - 0.5 / size)
    return logit(inside), 1 / (size * inside * (1 - inside))


def _walk_between(change: Floats, by_chance: Floats) -> float:
    """Return how much more the areas' changes differ than by chance; NaN with under two areas."""
    if len(change) < 2:
        return float("nan")
    return max(0.0, spread(change) - float(by_chance.mean()))


def _yearly_walk(values: Floats, by_chance: Floats) -> float:
    return step_variance(np.diff(values), by_chance[:, 1:] + by_chance[:, :-1], period=1)


def _slopes(odds: Floats, by_chance: Floats) -> tuple[Floats, Floats]:
    """Return the weighted least squares slope of each row, and its standard error.

    The error is that of chance alone, or more where the points lie further from the line.
    """
    weight = np.where(np.isfinite(odds), 1 / by_chance, 0)
    odds = np.where(weight > 0, odds, 0)
    total = np.where(weight.any(axis=1), weight.sum(axis=1), np.nan)[:, np.newaxis]
    away = np.arange(odds.shape[1]) - (weight @ np.arange(odds.shape[1]))[:, np.newaxis] / total
    middle = (weight * odds).sum(axis=1, keepdims=True) / total
    width = (weight * away**2).sum(axis=1)
    width = np.where(width > 0, width, np.nan)
    slope = (weight * away * odds).sum(axis=1) / width
    misfit = (weight * (odds - middle - slope[:, np.newaxis] * away) ** 2).sum(axis=1)
    spare = np.maximum((weight > 0).sum(axis=1) - 2, 1)
    return slope, np.sqrt(np.maximum(misfit / spare, 1) / width)


def _checked_years(years_ahead: int) -> NDArray[np.intp]:
    if years_ahead < 1:
        raise ValueError(f"a target must be at least a year ahead, not {years_ahead}")
    return np.array([years_ahead])


def _why_no_share(share: Floats, size: Floats, walk: float, *, fewest: int) -> Words:
    usable = np.isfinite(share) & (size >= 1)
    return first_reason(
        {
            MISSING: np.isnan(share + size).all(axis=1),
            NEGATIVE_COUNT: (share < 0).any(axis=1),
            NO_BASE: (size <= 0).any(axis=1),
            COUNT_ABOVE_BASE: (share > 1).any(axis=1),
            TOO_FEW: (usable.sum(axis=1) < fewest) | np.isnan(walk),
            PART_MISSING: ~usable[:, -1],
        }
    )
