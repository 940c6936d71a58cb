"""Segments of series: the stretches of points that share limits, and sums over each."""

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators.statistics.estimates import Floats
from indicators.statistics.runs import Bools

Any = TypeVar("Any", bound=np.generic)


class Segments(NamedTuple):
    """Where each segment starts, and of each in turn, through all series, its place and length."""

    starts: Bools
    first: NDArray[np.intp]
    length: NDArray[np.intp]

    @property
    def joined(self) -> Bools:
        """Which points have the one before them in the same segment."""
        return ~self.starts

    def total(self, array: NDArray[Any]) -> Floats:
        """Return the sum over the points of each segment."""
        if not array.size:
            return np.empty(0)
        totals: Floats = np.add.reduceat(array.ravel(), self.first, dtype=np.float64)
        return totals

    def mean(self, array: Floats, counted: Bools) -> Floats:
        """Return the mean of each segment's counted points; NaN where there are none.

        The second pass takes rounding away, so that a constant series lies on its mean exactly.
        """
        points = self.total(counted)
        points[points == 0] = np.nan
        mean = self.total(np.where(counted, array, 0)) / points
        rest = np.where(counted, array - self.spread(mean), 0)
        return mean + self.total(rest) / points

    def spread(self, each: NDArray[Any]) -> NDArray[Any]:
        """Return an array of all points, each with the entry of its segment."""
        return np.repeat(each, self.length).reshape(self.starts.shape)

    def places(self) -> NDArray[np.intp]:
        """Return how many points of its segment come before each point."""
        return np.arange(self.starts.size).reshape(self.starts.shape) - self.spread(self.first)


def segments(values: Floats, label: ArrayLike | None, *, break_at_gaps: bool) -> Segments:
    """Return the segments of series along the last axis: a new one wherever the label changes.

    With `break_at_gaps` every missing value is a segment by itself, so that none spans it.
    """
    starts = np.zeros(values.shape, bool)
    starts[..., :1] = True
    if label is not None:
        labels = np.broadcast_to(label, values.shape)
        starts[..., 1:] |= labels[..., 1:] != labels[..., :-1]
    if break_at_gaps:
        gap = np.isnan(values)
        starts |= gap
        starts[..., 1:] |= gap[..., :-1]
    first = np.flatnonzero(starts)
    return Segments(starts, first, np.diff(first, append=starts.size))
