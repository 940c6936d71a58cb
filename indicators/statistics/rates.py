"""Counts and rates of events, with Poisson intervals.

The edition followed is Public Health England's technical guide on confidence intervals (25 May
2018), which revised APHO Technical Briefing 3 (March 2008): exact limits below ten events, where
Byar's approximation can even turn negative, and Byar's from ten upwards, where it is within 0.2 %
of exact at 95 % confidence.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats
from scipy.special import betaincinv, gammainccinv, gammaincinv

from indicators.statistics.estimates import (
    Estimate,
    Floats,
    floats,
    normal_quantile,
    tail,
    why_not,
)

EXACT_BELOW = 10  # events
SAME_PROBABILITY = 1 + 1e-7  # two outcomes as likely as each other, but for rounding


class RateRatio(NamedTuple):
    """The second rate over the first, its interval, and the p-value of "they are the same"."""

    ratio: Floats
    lower: Floats
    upper: Floats
    p: Floats


def poisson_interval(count: ArrayLike, *, confidence: float) -> tuple[Floats, Floats]:
    """Return the limits for the number of events expected where `count` were seen.

    Shapes: both limits have the shape of `count`.
    Units: events, fractions allowed (9.5 is below ten, so exact).
    Missing: NaN where `count` is NaN, infinite or negative.
    Errors: ValueError unless `confidence` is above 0 and below 1.
    Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, equation 2.10
    (Byar); Garwood (1936), Biometrika 28:437-442 (exact).
    """
    (count,) = floats(count)
    exact = (count >= 0) & (count < EXACT_BELOW)
    many = (count >= EXACT_BELOW) & np.isfinite(count)
    few, row = np.unique(count[exact], return_inverse=True)  # exact limits are slow, few differ
    limits = np.full((2, *count.shape), np.nan)
    limits[:, many] = _byar(count[many], normal_quantile(confidence))
    limits[:, exact] = _exact(few, tail(confidence))[:, row]
    return limits[0], limits[1]


def _byar(count: Floats, z: float) -> Floats:
    above = count + 1
    lower = 1 - 1 / (9 * count) - z / (3 * np.sqrt(count))
    upper = 1 - 1 / (9 * above) + z / (3 * np.sqrt(above))
    return np.stack([count * lower * lower * lower, above * upper * upper * upper])


def _exact(count: Floats, beyond: float) -> Floats:
    lower = np.where(count > 0, gammaincinv(count, beyond), 0)
    return np.stack([lower, gammainccinv(count + 1, beyond)])


def exact_poisson_interval(count: ArrayLike, *, confidence: float) -> tuple[Floats, Floats]:
    """Return the exact limits at every number of events, large or small.

    Read the other way round they are the limits of a funnel: `count` may be how many events are
    expected, or the events at which a limit is touched.

    Shapes: both limits have the shape of `count`.
    Units: events, fractions allowed.
    Missing: NaN where `count` is NaN, infinite or negative.
    Errors: ValueError unless `confidence` is above 0 and below 1.
    Source: Garwood (1936), Biometrika 28:437-442.
    """
    (count,) = floats(count)
    count = np.where((count >= 0) & np.isfinite(count), count, np.nan)
    lower, upper = _exact(count, tail(confidence))
    return np.where(np.isnan(count), np.nan, lower), upper


def rate(count: ArrayLike, base: ArrayLike, *, per: float, confidence: float) -> Estimate:
    """Return `count` events in `base` people as a rate, with its Poisson interval.

    Shapes: `count` and `base` broadcast; each field has the broadcast shape.
    Units: events and people (or vehicles, person-years) in; events per `per` of the base out.
    Missing: NaN with a reason where a rate means nothing: "missing", "negative count", "no base".
    Errors: ValueError unless `per` is above 0 and `confidence` above 0 and below 1.
    Source: as for `poisson_interval`. The interval is for chance alone: it does not know of
    offences that come in clusters, nor of error in the base.
    """
    if not per > 0:
        raise ValueError(f"per must be above 0, not {per}")
    lower, upper = poisson_interval(count, confidence=confidence)
    count, base, lower, upper = floats(count, base, lower, upper)
    reason = why_not(count, base, is_share=False)
    scale = per / np.where(reason == "", base, np.nan)
    return Estimate(count * scale, lower * scale, upper * scale, reason)


def rate_ratio_test(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, *, confidence: float = 0.95
) -> RateRatio:
    """Return the exact test of whether two rates differ, and the interval of their ratio.

    Shapes: the four inputs broadcast; each field has the broadcast shape.
    Units: whole events `x1` and `x2` in bases `n1` and `n2`; the ratio is `(x2/n2) / (x1/n1)`.
    Missing: NaN where an input is NaN, a base is not above 0, or a count is negative or not whole.
    Without events in the first rate the ratio is infinite; without any, NaN with p = 1.
    Errors: ValueError unless `confidence` is above 0 and below 1.
    Source: given all the events, those of the second rate are binomial: Przyborowski and Wilenski
    (1940), Biometrika 31:313-323; interval by Clopper and Pearson (1934), Biometrika 26:404-413.
    """
    beyond = tail(confidence)
    x1, n1, x2, n2 = floats(x1, n1, x2, n2)
    valid = _are_events(x1) & _are_events(x2) & (n1 > 0) & (n2 > 0) & np.isfinite(n1 + n2)
    x1, n1, x2, n2 = (np.where(valid, array, np.nan) for array in (x1, n1, x2, n2))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (x2 / n2) / (x1 / n1)
        lower = _odds(betaincinv(x2, x1 + 1, beyond)) * n1 / n2
        upper = _odds(betaincinv(x2 + 1, x1, 1 - beyond)) * n1 / n2
    lower, upper = np.where(x2 == 0, 0.0, lower), np.where(x1 == 0, np.inf, upper)
    return RateRatio(ratio, lower, upper, _binomial_p(x2, x1 + x2, n2 / (n1 + n2)))


def _are_events(count: Floats) -> NDArray[np.bool_]:
    whole: NDArray[np.bool_] = np.isfinite(count) & (count == np.floor(count))
    return whole & (count >= 0)


def _odds(probability: ArrayLike) -> Floats:
    (probability,) = floats(probability)
    return probability / (1 - probability)


def _binomial_p(successes: Floats, trials: Floats, probability: Floats) -> Floats:
    """Return the chance of any outcome no likelier than the one seen (as R's binom.test does).

    The outcome is mirrored to lie below its mean. The no likelier ones above the mean then start
    at the first there that is not likelier, which is found by halving, all rows at once.
    """
    mirror = successes > trials * probability
    seen = np.where(mirror, trials - successes, successes)
    probability = np.where(mirror, 1 - probability, probability)
    likelihood = stats.binom.pmf(seen, trials, probability) * SAME_PROBABILITY
    low, high = np.ceil(trials * probability), trials + 1
    for _ in range(int(np.log2(np.nan_to_num(trials).max(initial=0) + 1)) + 2):
        middle = np.floor((low + high) / 2)
        likelier = stats.binom.pmf(middle, trials, probability) > likelihood
        low, high = np.where(likelier, middle + 1, low), np.where(likelier, high, middle)
    below = stats.binom.cdf(seen, trials, probability)
    above = stats.binom.sf(high - 1, trials, probability)
    return np.minimum(below + above, 1.0)
