"""What every estimate is made of: a value, its interval, or the reason there is none."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]
Words = NDArray[np.str_]

MISSING = "missing"
NEGATIVE_COUNT = "negative count"
NO_BASE = "no base"
COUNT_ABOVE_BASE = "count above base"
NO_EXPECTED = "no expected"
TOO_FEW = "too few"


class Estimate(NamedTuple):
    """Arrays of one shape. Where `reason` is not "", the other three are NaN."""

    value: Floats
    lower: Floats
    upper: Floats
    reason: Words


def lengthened(estimate: Estimate, dispersion: ArrayLike) -> Estimate:
    """Return the estimate with both arms of its interval longer by the root of `dispersion`.

    For events that vary more than chance alone. A dispersion below 1 is taken as 1, the lower limit
    ends at 0, and a dispersion that is NaN leaves the limits missing.
    """
    value, lower, upper, dispersion = floats(*estimate[:3], dispersion)
    factor = np.sqrt(np.maximum(dispersion, 1))
    low = np.maximum(value - (value - lower) * factor, 0)
    return Estimate(value, low, value + (upper - value) * factor, estimate.reason)


def floats(*arrays: ArrayLike) -> tuple[Floats, ...]:
    """Return the arrays as float64, broadcast against each other (read-only views)."""
    return np.broadcast_arrays(*(np.asarray(array, np.float64) for array in arrays))


def tail(confidence: float) -> float:
    """Return the probability left beyond each of the two limits of an interval.

    Errors: ValueError unless `confidence` is above 0 and below 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must be above 0 and below 1, not {confidence}")
    return (1 - confidence) / 2


def normal_quantile(confidence: float) -> float:
    """Return z such that a standard normal lies within -z and z with this probability."""
    return -float(ndtri(tail(confidence)))


def why_not(count: Floats, base: Floats, *, is_share: bool) -> Words:
    """Return for each row why `count / base` means nothing, or "" where it does.

    A row that could have several reasons gets the first of: missing (NaN or infinite), negative
    count, no base, and, where the count is a share of the base, count above base.
    """
    reason = np.zeros(count.shape, dtype=f"<U{len(COUNT_ABOVE_BASE)}")
    if is_share:
        reason[count > base] = COUNT_ABOVE_BASE
    reason[base <= 0] = NO_BASE
    reason[count < 0] = NEGATIVE_COUNT
    reason[~(np.isfinite(count) & np.isfinite(base))] = MISSING
    return reason
