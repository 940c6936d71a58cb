"""Whether a count is on the agreed path so far, and whether its target can still be met."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaincc, gammainc, gammaincc, ndtr, ndtri

from indicators.statistics.estimates import MISSING, NEGATIVE_COUNT, Floats, Words, floats
from indicators.statistics.runs import Bools

EXACT_BELOW = 20  # events expected
NO_EXPECTED = "no expected"


class Tails(NamedTuple):
    """The chance of as many or more, of as many or fewer, and of more and half of as many."""

    upper: Floats
    lower: Floats
    mid_upper: Floats


class OnPath(NamedTuple):
    """How far a count is on the bad side of its path, and the chance of as far or further."""

    z: Floats
    p: Floats
    reason: Words


def tails(observed: ArrayLike, expected: ArrayLike, dispersion: ArrayLike = 1) -> Tails:
    """Return how likely chance alone is to go as far as `observed` from `expected`.

    Shapes: the inputs broadcast; each field has the broadcast shape.
    Units: events, of which only whole ones happen: 2.5 or more are 3 or more. `dispersion` is the
    variance over the mean: above 1 where events come in clusters (negative binomial), and taken
    as 1 below it (Poisson).
    Missing: NaN where an input is NaN or infinite, or `observed` or `expected` is negative.
    Errors: none.
    Source: the negative binomial of mean m and size m / (dispersion - 1), at 1 Poisson.
    """
    observed, expected, dispersion = floats(observed, expected, dispersion)
    valid = np.isfinite(observed + expected + dispersion) & (observed >= 0) & (expected >= 0)
    observed, mean = np.where(valid, observed, np.nan), np.where(valid, expected, np.nan)
    upper = _at_least(np.ceil(observed), mean, dispersion)
    more = _at_least(np.floor(observed) + 1, mean, dispersion)
    return Tails(upper, _at_most(np.floor(observed), mean, dispersion), (upper + more) / 2)


def on_path(
    to_date: ArrayLike, expected: ArrayLike, dispersion: ArrayLike, *, improvement: ArrayLike = -1
) -> OnPath:
    """Return how far each count so far is on the bad side of its agreed path.

    Shapes: the inputs broadcast; each field has the broadcast shape.
    Units: events since the start of the year, and of the path up to the same day; `dispersion` as
    in `tails`; `improvement` is -1 where few are good, 1 where many are. z is in standard errors,
    above 0 on the bad side, and p the chance of as bad or worse if the path is kept to.
    Missing: NaN with a reason: "missing", "negative count", "no expected" (a path at 0 or below).
    Errors: ValueError where `improvement` is not -1 or 1.
    Source: square roots of counts with F. J. Anscombe's 3/8 (1948), Biometrika 35:246-254, over
    their dispersion; below 20 expected the exact tail, and z the normal quantile of it.
    """
    high_is_good = _is_high_good(improvement)
    to_date, expected, dispersion = floats(to_date, expected, dispersion)
    reason = _why_not(to_date, expected, dispersion)
    to_date, mean = (np.where(reason == "", each, np.nan) for each in (to_date, expected))
    size = np.maximum(dispersion, 1)
    z = 2 * (np.sqrt(to_date / size + 3 / 8) - np.sqrt(mean / size + 1 / 8))
    z = np.where(high_is_good, -z, z)
    chance = tails(to_date, mean, dispersion)
    exact = np.where(high_is_good, chance.lower, chance.upper)
    few = mean < EXACT_BELOW
    return OnPath(np.where(few, -ndtri(exact), z), np.where(few, exact, ndtr(-z)), reason)


def p_meet_target(
    to_date: ArrayLike,
    rest: ArrayLike,
    target: ArrayLike,
    dispersion: ArrayLike = 1,
    *,
    improvement: ArrayLike = -1,
) -> Floats:
    """Return the chance that what has happened and what is still to come meet the target.

    Shapes: the inputs broadcast; the result has the broadcast shape.
    Units: events: those to date, those expected in the rest of the year, and the most (where
    few are good) or the fewest (where many are) that meet the target; `dispersion` of the rest.
    Missing: NaN where an input is NaN or infinite, or `to_date` or `rest` is negative.
    Errors: ValueError where `improvement` is not -1 or 1.
    Source: as `tails`; the uncertainty of `rest` itself is not in it.
    """
    high_is_good = _is_high_good(improvement)
    to_date, rest, target, dispersion = floats(to_date, rest, target, dispersion)
    valid = np.isfinite(to_date + rest + target + dispersion) & (to_date >= 0) & (rest >= 0)
    left = np.where(valid, target - to_date, np.nan)
    enough = _at_least(np.ceil(left), rest, dispersion)
    return np.where(high_is_good, enough, _at_most(np.floor(left), rest, dispersion))


def _is_high_good(improvement: ArrayLike) -> Bools:
    directions = np.asarray(improvement)
    if not np.isin(directions, (-1, 1)).all():
        raise ValueError(f"improvement must be -1 or 1, not {directions}")
    return directions == 1


def _why_not(to_date: Floats, expected: Floats, dispersion: Floats) -> Words:
    reason = np.where(expected <= 0, NO_EXPECTED, "")
    reason = np.where(to_date < 0, NEGATIVE_COUNT, reason)
    return np.where(np.isfinite(to_date + expected + dispersion), reason, MISSING)


def _at_least(count: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """Return the chance of `count` (whole) or more events; NaN where the count is."""
    clustered, size, share = _clusters(mean, dispersion)
    some = np.maximum(count, 1)
    chance = np.where(clustered, betainc(some, size, share), gammainc(some, mean))
    return np.where(count <= 0, 1, chance)


def _at_most(count: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """Return the chance of `count` (whole) or fewer events; NaN where the count is."""
    clustered, size, share = _clusters(mean, dispersion)
    above = np.maximum(count, 0) + 1
    chance = np.where(clustered, betaincc(above, size, share), gammaincc(above, mean))
    return np.where(count < 0, 0, chance)


def _clusters(mean: Floats, dispersion: Floats) -> tuple[Bools, Floats, Floats]:
    """Return where events come in clusters, and the negative binomial's size and share there."""
    clustered = (dispersion > 1) & (mean > 0)
    beyond = np.where(clustered, dispersion - 1, 1)
    return clustered, np.where(clustered, mean / beyond, 1), beyond / (1 + beyond)
