"""What one writes first: each month tested by itself, and the flags of a control chart alone.

Both are given the true season and dispersion, which the portal has to estimate.
"""

from typing import NamedTuple

import numpy as np

from benchmarks.concerns.timing import false_rate
from benchmarks.concerns.world import HISTORY, SHARES, TERM, World
from indicators.statistics.control_charts import LIMIT, xmr
from indicators.statistics.early_warning import on_path

FIVE_PER_CENT = 1.645


def naive(world: World) -> np.ndarray:
    """Return the z of each month's count against the path when it comes in; NaN where none does."""
    size = world.dispersion[:, np.newaxis, np.newaxis]
    z = on_path(world.counts[..., HISTORY:], world.path[:, np.newaxis], size).z
    for late in set(world.late.tolist()) - {0}:
        rows = world.late == late
        z[:, rows, late:] = z[:, rows, :-late]
        z[:, rows, :late] = np.nan
    return z


class Chart(NamedTuple):
    """What a chart says of each newest month: measures by areas by months."""

    flag: np.ndarray
    """Whether any rule calls it special, for the worse."""
    height: np.ndarray
    """How far it lies above the mean, in mean moving ranges."""
    run: np.ndarray
    """How many points in a row lie above the mean by then."""


def chart(world: World) -> Chart:
    """Return what control charts say of counts over their path, with limits from the history."""
    before = 12 * world.events[:, np.newaxis] * np.tile(SHARES, HISTORY // 12)
    path = np.concatenate([before, world.path], axis=1)[:, np.newaxis]
    found = Chart(*(np.zeros((*world.counts.shape[:2], TERM)) for _ in range(3)))
    for month in range(TERM):
        values = world.known(month) / path[..., : HISTORY + month + 1]
        place = np.arange(values.shape[-1])
        newest = np.where(np.isfinite(values), place, -1).max(axis=-1, keepdims=True)
        drawn = xmr(values, fix_after=HISTORY, guard=False)
        height = LIMIT * (values - drawn.mean) / (drawn.upper - drawn.mean)
        last_below = np.where((values <= drawn.mean) & (place <= newest), place, -1).max(axis=-1)
        found.flag[..., month] = _at(drawn.point_type == "concern", newest)
        found.height[..., month] = _at(height, newest)
        found.run[..., month] = newest[..., 0] - last_below
    return found


def _at(values: np.ndarray, place: np.ndarray) -> np.ndarray:
    return np.take_along_axis(values, place, axis=-1)[..., 0]


def recalibrated(size: np.ndarray, world: World, rate: float) -> np.ndarray:
    """Return the alarms of a reference with the lowest bound that raises no more than `rate`.

    `size` is what it goes by, larger for worse; `rate` is of false alarms a series and year.
    """
    bounds = np.unique(np.quantile(size[np.isfinite(size)], QUANTILES))
    low, high = 0, len(bounds)
    while low < high:
        middle = (low + high) // 2
        if false_rate(size >= bounds[middle], world) <= rate:
            high = middle
        else:
            low = middle + 1
    return size >= (bounds[low] if low < len(bounds) else np.inf)


QUANTILES = np.concatenate([np.linspace(0, 0.99, 200), 1 - np.geomspace(0.01, 1e-6, 2000)])
