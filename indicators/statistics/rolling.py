"""Three-year averages of yearly counts, and what their change does and does not show."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammainccinv, gammaincinv

from indicators.statistics.estimates import (
    NEGATIVE_COUNT,
    NO_BASE,
    Floats,
    Words,
    floats,
    tail,
)
from indicators.statistics.rates import rate_ratio_test

YEARS = 3

TOO_FEW_YEARS = "too few years"
PART_MISSING = "part missing"


class ThreeYearChange(NamedTuple):
    """Arrays of the shape of the counts: `lower` and `upper` are limits of the mean.

    `reason` says why there is no `change`.
    """

    mean: Floats
    lower: Floats
    upper: Floats
    previous: Floats
    change: Floats
    change_lower: Floats
    change_upper: Floats
    p: Floats
    reason: Words


def three_year_change(counts: ArrayLike, *, confidence: float = 0.95) -> ThreeYearChange:
    """Return the mean of each year and the two before, and its change on the year before.

    Two such means share two of their years, so all that a change of the mean can show is that the
    newest year differs from the one that dropped out, three years before: that is what `p` tests.
    For the same reason a series of them is no matter for control charts or tests of trend.

    The limits of the change say how far it would go if the ratio of those two years were one of the
    limits of their ratio, with as many events in both; the years shared are taken as they were. So
    they hold 0 unless the test finds a difference.

    Shapes: consecutive years along the last axis of `counts`; every field has its shape.
    Units: events a year; `change` in per cent of the previous mean, below 0 for a fall (indicators
    count a fall one way or the other: their definition decides, not this).
    Missing: a mean is NaN with a year missing, and so the next two. `change` is NaN with a reason:
    "too few years" (before the fourth that is given), "part missing", "negative count" (in any of
    the four years), "no base" (none in the previous three). `p` and the limits of the change need
    whole numbers in their two years; the limits an event in one of them as well.
    Errors: ValueError unless `confidence` is above 0 and below 1.
    Source: limits of the three-year sum by Garwood (1936), Biometrika 28:437-442, over three, and
    exact at every count, since these are few; test and limits of the ratio as `rate_ratio_test`.
    """
    beyond = tail(confidence)
    (given,) = floats(counts)
    valid = np.where(np.isfinite(given) & (given >= 0), given, np.nan)
    newest, second, third, dropped = (_before(valid, years) for years in range(YEARS + 1))
    total, shared = newest + second + third, second + third
    previous = (shared + dropped) / YEARS
    base = np.where(previous > 0, previous, np.nan)
    both = np.where((newest + dropped > 0) & (previous > 0), newest + dropped, np.nan)
    test = rate_ratio_test(dropped, 1, newest, 1, confidence=confidence)
    return ThreeYearChange(
        mean=total / YEARS,
        lower=np.where(total > 0, gammaincinv(total, beyond), total) / YEARS,
        upper=gammainccinv(total + 1, beyond) / YEARS,
        previous=previous,
        change=100 * (total / YEARS - previous) / base,
        change_lower=_change_at(test.lower, both, shared),
        change_upper=_change_at(test.upper, both, shared),
        p=test.p,
        reason=_why_no_change(given, previous),
    )


def _change_at(ratio: Floats, both: Floats, shared: Floats) -> Floats:
    """Return the change if the newest of two years had `ratio` times the events of the dropped."""
    dropped = both / (1 + ratio)
    return 100 * (both - 2 * dropped) / (shared + dropped)


def _before(counts: Floats, years: int) -> Floats:
    """Return for each year the count of so many years before; NaN where there is none."""
    earlier = np.full(counts.shape, np.nan)
    earlier[..., years:] = counts[..., : max(counts.shape[-1] - years, 0)]
    return earlier


def _why_no_change(counts: Floats, previous: Floats) -> Words:
    window = np.stack([_before(counts, years) for years in range(YEARS + 1)])
    reason = np.where(previous == 0, NO_BASE, "")
    reason = np.where((window < 0).any(axis=0), NEGATIVE_COUNT, reason)
    reason = np.where(~np.isfinite(window).all(axis=0), PART_MISSING, reason)
    has_begun = np.maximum.accumulate(np.isfinite(counts), axis=-1)
    return np.where(has_begun.cumsum(axis=-1) <= YEARS, TOO_FEW_YEARS, reason)
