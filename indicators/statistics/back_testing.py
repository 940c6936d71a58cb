"""How projections made some years ago would have done."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics.estimates import Floats, floats
from indicators.statistics.projection import Projection, checked_horizon, project

LEAST_INSIDE = 0.85  # of actual totals in their 95 % intervals, or the method is withdrawn


class BackTest(NamedTuple):
    """The shares of the series whose actual total lay inside its intervals, of how many series."""

    inside_50: float
    inside_95: float
    series: int

    @property
    def withdrawn(self) -> bool:
        """Whether the method has failed here, and must not be shown."""
        return not self.inside_95 >= LEAST_INSIDE


def back_test(
    count: ArrayLike, base: ArrayLike, month: ArrayLike, *, target_months: ArrayLike, **how: Any
) -> BackTest:
    """Return how the projection would have done: the last months are hidden, and then compared.

    Shapes, units, errors: as for `project`, whose other arguments may be given in `how`; columns
    up to the last target month are hidden, and their base is taken as known.
    Missing: series that cannot be projected, or miss one of the actual months, do not count; the
    shares are NaN where none is left.
    Source: definition.
    """
    count, base = (np.atleast_2d(array) for array in floats(count, base))
    ahead = checked_horizon(target_months)
    known = count.shape[1] - int(ahead.max())
    hidden = known + ahead - 1
    month = np.broadcast_to(month, count.shape[1:])
    before = project(
        count[:, :known],
        base[:, :known],
        month[:known],
        target_months=ahead,
        future_base=base[:, hidden],
        **how,
    )
    return compare(count[:, hidden].sum(axis=1), before)


def compare(actual: Floats, projected: Projection) -> BackTest:
    """Return which shares of the actual totals the intervals held."""
    counted = (projected.reason == "") & np.isfinite(actual)
    in_50 = (projected.lower_50 <= actual) & (actual <= projected.upper_50)
    in_95 = (projected.lower_95 <= actual) & (actual <= projected.upper_95)
    number = int(counted.sum())
    if not number:
        return BackTest(float("nan"), float("nan"), 0)
    return BackTest(float(in_50[counted].mean()), float(in_95[counted].mean()), number)
