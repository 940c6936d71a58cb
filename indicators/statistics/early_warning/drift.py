"""Slow drift off a path, across years: evidence that adds up until it is enough."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics.estimates import Floats, floats
from indicators.statistics.runs import Bools


class Cusum(NamedTuple):
    """The evidence gathered by each period, and where it was enough for an alarm."""

    value: Floats
    alarm: Bools


def cusum(
    count: ArrayLike,
    expected: ArrayLike,
    dispersion: ArrayLike = 1,
    *,
    ratio: float = 1.2,
    threshold: ArrayLike,
) -> Cusum:
    """Return how much the counts so far speak for a drift to `ratio` times their path.

    Each period adds its log likelihood ratio; below 0 the sum starts again, and after an alarm.

    Shapes: periods along the last axis; `count` and `expected` broadcast; `dispersion` and
    `threshold` have one entry a series, or are one for all. Fields have the broadcast shape.
    Units: events; `dispersion` as in `tails`, at least 1; a `ratio` below 1 looks for falls. The
    threshold decides how rare false alarms are: for one in a hundred series of 36 months it is
    from 2.4 to 6.8, by the monthly mean and the dispersion.
    Missing: NaN where a period's count or path is NaN, infinite or negative; the sum goes on after
    it as it was before. No alarm without a threshold.
    Errors: ValueError unless `ratio` is above 0 and not 1.
    Source: J. M. Lucas (1985), Technometrics 27:129-144, for counts against a changing mean, over
    the dispersion.
    """
    if not ratio > 0 or ratio == 1:
        raise ValueError(f"ratio must be above 0 and not 1, not {ratio}")
    count, expected = floats(count, expected)
    valid = np.isfinite(count + expected) & (count >= 0) & (expected >= 0)
    scale = np.maximum(np.asarray(dispersion, np.float64), 1)[..., np.newaxis]
    evidence = np.where(valid, count * np.log(ratio) - expected * (ratio - 1), np.nan) / scale
    (limit,) = floats(threshold)
    value, alarm = np.empty(evidence.shape), np.zeros(evidence.shape, bool)
    so_far = np.zeros(evidence.shape[:-1])
    for period in range(evidence.shape[-1]):
        value[..., period] = np.maximum(so_far + evidence[..., period], 0)
        alarm[..., period] = value[..., period] >= limit
        known = np.where(np.isnan(value[..., period]), so_far, value[..., period])
        so_far = np.where(alarm[..., period], 0, known)
    return Cusum(value, alarm)
