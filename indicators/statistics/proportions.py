"""Proportions of people, as a survey or a count gives them, and differences between two."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize.elementwise import find_root
from scipy.special import ndtr, ndtri

from indicators.statistics.estimates import Estimate, Floats, floats, normal_quantile, why_not


class Difference(NamedTuple):
    """The second proportion less the first, its interval, and the test of "they are the same"."""

    value: Floats
    lower: Floats
    upper: Floats
    z: Floats
    p: Floats


class WeightedShare(NamedTuple):
    """A proportion of weighted answers, its standard error, and how many answers it is worth."""

    value: Floats
    error: Floats
    effective: Floats


def wilson(count: ArrayLike, base: ArrayLike, *, per: float = 100, confidence: float) -> Estimate:
    """Return `count` of `base` as a proportion, with its Wilson score interval.

    Shapes: `count` and `base` broadcast; each field has the broadcast shape.
    Units: people or answers in, fractions allowed (weighted, or an effective size); a share of
    `per` out, so per cent unless told otherwise.
    Missing: NaN with a reason where a proportion means nothing: "missing", "negative count",
    "no base", "count above base".
    Errors: ValueError unless `per` is above 0 and `confidence` above 0 and below 1.
    Source: E. B. Wilson (1927), JASA 22:209-212; the method for proportions in APHO Technical
    Briefing 3 (March 2008).
    """
    if not per > 0:
        raise ValueError(f"per must be above 0, not {per}")
    z = normal_quantile(confidence)
    count, base = floats(count, base)
    reason = why_not(count, base, is_share=True)
    base = np.where(reason == "", base, np.nan)
    share = count / base
    centre = 2 * count + z**2
    spread = z * np.sqrt(z**2 + 4 * count * (1 - share))
    scale = 1 / (2 * (base + z**2))
    lower = ((centre - spread) * scale).clip(0, share)  # rounding can stray a hair outside
    upper = ((centre + spread) * scale).clip(share, 1)
    return Estimate(share * per, lower * per, upper * per, reason)


def size_behind(
    share: ArrayLike, lower: ArrayLike, upper: ArrayLike, *, confidence: float
) -> Floats:
    """Return on how many answers a Wilson interval rests: `wilson` the other way round.

    Where a figure is published with its interval, that says what its sample is worth, its design
    allowed for.

    Shapes: the inputs broadcast; the result has the broadcast shape.
    Units: proportions from 0 to 1 in; answers (an effective size) out.
    Missing: NaN where an input is NaN, or the limits are no interval inside 0 to 1.
    Errors: ValueError unless `confidence` is above 0 and below 1.
    Source: the width of the interval as given for `wilson`, squared, is a quadratic in the size.
    """
    z_squared = normal_quantile(confidence) ** 2
    share, lower, upper = floats(share, lower, upper)
    valid = (lower >= 0) & (upper <= 1) & (lower < upper) & (share >= 0) & (share <= 1)
    share, width = np.where(valid, share, np.nan), np.where(valid, upper - lower, np.nan)
    half = z_squared * (width**2 - 2 * share * (1 - share))
    beyond = (z_squared * width) ** 2 * (width**2 - 1)
    size: Floats = (np.sqrt(half**2 - beyond) - half) / width**2
    return size


def effective_size(weights: ArrayLike) -> Floats:
    """Return how many answers of equal weight are worth as much as these weighted ones.

    Shapes: respondents along the last axis of `weights`; the result has the other axes.
    Units: answers.
    Missing: a NaN weight is a respondent left out; NaN where no weight is left, where all are 0
    or any is negative or infinite.
    Errors: none.
    Source: L. Kish (1965), Survey Sampling, 11.7.
    """
    (weights,) = floats(weights)
    counted = np.where(np.isnan(weights), 0, weights)
    squares = (counted**2).sum(axis=-1)
    valid = (squares > 0) & np.isfinite(squares) & (counted >= 0).all(axis=-1)
    size: Floats = counted.sum(axis=-1) ** 2 / np.where(valid, squares, np.nan)
    return size


def weighted_share(answers: ArrayLike, weights: ArrayLike) -> WeightedShare:
    """Return the proportion of a weighted sample that gave an answer.

    For an interval give `value * effective` of `effective` to `wilson`.

    Shapes: respondents along the last axis of both, which broadcast; the results have the others.
    Units: `answers` 1 or 0 (or anything between); proportions out, and answers.
    Missing: a respondent with a NaN is left out. NaN where `effective_size` is, or where an answer
    lies outside 0 to 1; the error is NaN too with one respondent.
    Errors: none.
    Source: linearised variance of a ratio, respondents drawn with replacement: C.-E. Särndal, B.
    Swensson and J. Wretman (1992), Model Assisted Survey Sampling, 5.7.
    """
    answers, weights = floats(answers, weights)
    here = np.isfinite(answers) & ~np.isnan(weights)
    answers, weights = np.where(here, answers, 0), np.where(here, weights, 0)
    effective = effective_size(weights)
    effective = np.where(((answers >= 0) & (answers <= 1)).all(axis=-1), effective, np.nan)
    total = np.where(np.isnan(effective), np.nan, weights.sum(axis=-1))
    share = weights / total[..., np.newaxis]
    value = np.where(np.isnan(total), np.nan, (share * answers).sum(axis=-1))
    apart = share * (answers - value[..., np.newaxis])
    number = here.sum(axis=-1)
    drawn = number / np.where(number > 1, number - 1, np.nan)
    return WeightedShare(value, np.sqrt((apart**2).sum(axis=-1) * drawn), effective)


def difference(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, *, confidence: float
) -> Difference:
    """Return how far the second of two independent proportions is above the first.

    Shapes: the four inputs broadcast; each field has the broadcast shape.
    Units: `x1` of `n1` and `x2` of `n2` answers in; proportions (from -1 to 1) out.
    Missing: NaN where either proportion means nothing (see `wilson`); z and p are NaN too where
    both are 0 or both 1, which leaves nothing to test.
    Errors: ValueError unless `confidence` is above 0 and below 1.
    Source: interval by R. G. Newcombe (1998), Statistics in Medicine 17:873-890, method 10; test
    with the pooled proportion and no correction for continuity.
    """
    first = wilson(x1, n1, per=1, confidence=confidence)
    second = wilson(x2, n2, per=1, confidence=confidence)
    value = second.value - first.value
    below = np.hypot(second.value - second.lower, first.upper - first.value)
    above = np.hypot(second.upper - second.value, first.value - first.lower)
    x1, n1, x2, n2 = (np.where(np.isnan(value), np.nan, array) for array in floats(x1, n1, x2, n2))
    pooled = (x1 + x2) / (n1 + n2)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    z = value / np.where(error > 0, error, np.nan)
    return Difference(value, value - below, value + above, z, 2 * ndtr(-np.abs(z)))


def smallest_significant_change(
    p: ArrayLike, n_eff: ArrayLike, *, confidence: float, power: float | None = None
) -> tuple[Floats, Floats]:
    """Return the smallest fall and rise from `p` that a second survey of this size would show.

    Without `power` it is the change that is just significant when found; with it, the change that
    is found significant with that probability when it is real.

    Shapes: `p` and `n_eff` broadcast; both results have the broadcast shape.
    Units: a proportion from 0 to 1 and the effective size of each survey in; the change, above 0,
    in proportions out.
    Missing: NaN where an input is NaN, `p` is outside 0 to 1, `n_eff` is not above 0, or even a
    change all the way to 0 (or 1) would not do.
    Errors: ValueError unless `confidence` (and `power`, if given) is above 0 and below 1.
    Source: J. L. Fleiss (1981), Statistical Methods for Rates and Proportions, chapter 3, without
    correction for continuity.
    """
    if power is not None and not 0 < power < 1:
        raise ValueError(f"power must be above 0 and below 1, not {power}")
    z, z_power = normal_quantile(confidence), 0.0 if power is None else float(ndtri(power))
    p, n_eff = floats(p, n_eff)
    valid = (p >= 0) & (p <= 1) & (n_eff > 0)
    p, n_eff = np.where(valid, p, np.nan), np.where(valid, n_eff, np.nan)
    fall = _smallest_rise(1 - p, n_eff, z, z_power)  # a fall of p is a rise of what is left
    return fall, _smallest_rise(p, n_eff, z, z_power)


def _smallest_rise(p: Floats, n_eff: Floats, z: float, z_power: float) -> Floats:
    """Return the root of `change = what chance alone can do`, of which there is at most one."""

    def shortfall(change: Floats, p: Floats, n_eff: Floats) -> Floats:
        middle, after = p + change / 2, p + change
        if_same = np.sqrt(2 * middle * (1 - middle))
        if_changed = np.sqrt(np.maximum(p * (1 - p) + after * (1 - after), 0))
        return change * np.sqrt(n_eff) - z * if_same - z_power * if_changed

    found = find_root(shortfall, (np.zeros_like(p), 1 - p), args=(p, n_eff))
    return np.where(found.success, found.x, np.nan)
