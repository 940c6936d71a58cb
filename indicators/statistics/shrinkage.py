"""What areas can learn from each other: trends drawn towards the common one."""

from typing import NamedTuple

import numpy as np

from indicators.statistics.estimates import Floats


class Shrunk(NamedTuple):
    """One row a series: the slope to believe, and the variance of the error it still has."""

    slope: Floats
    variance: Floats


def shrink(slope: Floats, error: Floats) -> Shrunk:
    """Return each slope drawn towards the mean of all, the more so the less is known of it.

    Shapes: one a series, all of one indicator.
    Units: a slope and its standard error, per period.
    Missing: NaN where either is NaN or the error is 0; such a series teaches the others nothing.
    A series alone keeps its slope.
    Errors: none.
    Source: G. E. P. Box and G. C. Tiao (1973), Bayesian Inference in Statistical Analysis, 7.2,
    with the variance between areas by moments. The error of the common slope is counted too:
    next to nothing among hundreds of areas, everything where there is one.
    """
    known = np.isfinite(slope) & (error > 0)
    if not known.any():
        return Shrunk(np.full_like(slope, np.nan), np.full_like(slope, np.nan))
    noise = np.where(known, error, np.nan) ** 2
    between = max(0.0, spread(slope[known]) - float(noise[known].mean()))
    trust = between / (between + noise)
    precision = 1 / (between + noise[known])
    common = np.average(slope[known], weights=precision)
    return Shrunk(
        slope=trust * slope + (1 - trust) * common,
        variance=trust * noise + (1 - trust) ** 2 / precision.sum(),
    )


def spread(values: Floats) -> float:
    """Return the variance of the values, and 0 of a single one."""
    return float(values.var(ddof=1)) if len(values) > 1 else 0.0
