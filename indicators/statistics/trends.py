"""The recent trend: whether the last five yearly figures rise or fall by more than chance."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics.estimates import MISSING, Floats, Words, floats, why_not
from indicators.statistics.rates import rate
from indicators.statistics.runs import Bools

YEARS = 5
YEAR = np.arange(YEARS) - YEARS // 2
CRITICAL = 9.54953570608324  # exceeded by chance twice in a thousand: chi-squared, 1 degree
ERRORS_ACROSS = 3.92  # standard errors from one 95 % limit to the other
ROUNDING = 1e-12  # a slope that is no more than this share of its terms is none
LEFT_OUT = 1 - np.eye(YEARS)  # a row for each year: the weights without it

COUNT_IS_BASE = "count is the base"
NO_INTERVAL = "no interval"
ONE_YEAR_DECIDES = "one year decides"


class Trend(NamedTuple):
    """One entry a series. `reason` says why there is no trend to be had, or to be believed."""

    chi_squared: Floats
    significant: Bools
    marker: Words
    reason: Words


def recent_trend(
    count: ArrayLike,
    base: ArrayLike,
    *,
    kind: Literal["proportion", "rate"],
    value: ArrayLike | None = None,
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
) -> Trend:
    """Return whether each series rises or falls over five years by more than chance.

    A trend counts as one if chi-squared is above 9.55 and the slope keeps its sign whichever year
    is left out. The marker is "increasing", "decreasing", "no_change" or "cannot_be_calculated".

    Shapes: `count` and `base` broadcast, with five consecutive years along the last axis; each
    field has the other axes.
    Units: `count` of `base` people for a proportion; for a rate, events in a base, with the rates
    and their 95 % limits in any unit if they are not those of `rate`. Years must be separate:
    rolling figures trend by themselves.
    Missing: chi-squared is NaN with a reason where a year has one (the first year's): "missing",
    "negative count", "no base", "count above base", for a proportion also "count is the base", for
    a rate "no interval". The reason "one year decides" means no change: without that year the
    slope would turn.
    Errors: ValueError without five years, for another kind, or with some but not all of `value`,
    `lower` and `upper`.
    Source: Fingertips technical guidance, Trend markers: Cochran-Armitage's test for a proportion
    (its slope that of the log odds, with Haldane's half added where a count is 0), else a
    weighted line.
    """
    count, base = floats(count, base)
    if count.shape[-1:] != (YEARS,):
        raise ValueError(f"a recent trend needs {YEARS} years, not the shape {count.shape}")
    if kind == "proportion":
        reason, chi_squared, direction = _of_proportions(count, base)
    elif kind == "rate":
        reason, chi_squared, direction = _of_rates(count, base, _given(value, lower, upper))
    else:
        raise ValueError(f"kind must be proportion or rate, not {kind}")
    return _judged(reason, chi_squared, direction)


def _judged(reason: Words, chi_squared: Floats, direction: Floats) -> Trend:
    valid = reason == ""
    large = valid & (chi_squared > CRITICAL)
    significant = large & (direction != 0)
    marker = np.where(direction > 0, "increasing", "decreasing")
    marker = np.where(significant, marker, "no_change")
    return Trend(
        np.where(valid, chi_squared, np.nan),
        significant,
        np.where(valid, marker, "cannot_be_calculated"),
        np.where(large & ~significant, ONE_YEAR_DECIDES, reason),
    )


def _given(
    value: ArrayLike | None, lower: ArrayLike | None, upper: ArrayLike | None
) -> tuple[Floats, ...] | None:
    given = [each for each in (value, lower, upper) if each is not None]
    if len(given) not in (0, 3):
        raise ValueError("value, lower and upper go together")
    return floats(*given) if given else None


def _of_proportions(count: Floats, base: Floats) -> tuple[Words, Floats, Floats]:
    """Return the reason, chi-squared and direction of each series of proportions."""
    reason = why_not(count, base, is_share=True)
    reason = _first(np.where((reason == "") & (count == base), COUNT_IS_BASE, reason))
    count, base = _usable(reason, count, base)
    together, spread = _line(count / base, base)
    share = count.sum(axis=-1) / base.sum(axis=-1)
    variance = np.where(share > 0, share * (1 - share), 1)  # no events at all: no slope either
    half = np.where(count > 0, 0, 0.5)  # on both sides: the log odds of none are infinite
    log_odds = np.log((count + half) / (base - count + half))
    return reason, together**2 / spread / variance, _direction(log_odds, np.ones(YEARS))


def _of_rates(
    count: Floats, base: Floats, given: tuple[Floats, ...] | None
) -> tuple[Words, Floats, Floats]:
    """Return the reason, chi-squared and direction of each series of rates."""
    value, lower, upper = given or rate(count, base, per=1, confidence=0.95)[:3]
    reason = why_not(count, base, is_share=False)
    reason[(reason == "") & ~np.isfinite(value + lower + upper)] = MISSING
    reason = _first(np.where((reason == "") & ~(upper > lower), NO_INTERVAL, reason))
    value, lower, upper = _usable(reason, *floats(value, lower, upper))
    weight = (ERRORS_ACROSS / (upper - lower)) ** 2
    together, spread = _line(value, weight)
    return reason, together**2 / spread, _direction(value, weight)


def _first(reason: Words) -> Words:
    """Return for each series the reason of the first of its years that has one."""
    place = (reason != "").argmax(axis=-1)
    return np.take_along_axis(reason, place[..., np.newaxis], axis=-1)[..., 0]


def _usable(reason: Words, *arrays: Floats) -> tuple[Floats, ...]:
    valid = (reason == "")[..., np.newaxis]
    return tuple(np.where(valid, array, np.nan) for array in arrays)


def _direction(value: Floats, weight: Floats) -> Floats:
    """Return the sign of each slope, or 0 where it hangs on a single year."""
    whole = np.sign(_line(value, weight)[0])
    without = np.sign(_line(value[..., np.newaxis, :], weight[..., np.newaxis, :] * LEFT_OUT)[0])
    return np.where((without == whole[..., np.newaxis]).all(axis=-1), whole, 0)


def _line(value: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Return how values and years vary together, and years by themselves: slope over and under."""
    middle = (weight * YEAR).sum(axis=-1) / weight.sum(axis=-1)
    moment = weight * (YEAR - middle[..., np.newaxis])
    together = (moment * value).sum(axis=-1)
    noise = ROUNDING * np.abs(moment * value).sum(axis=-1)
    spread = (moment * YEAR).sum(axis=-1)
    return np.where(np.abs(together) > noise, together, 0), spread
