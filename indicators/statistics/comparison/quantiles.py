"""Areas in groups of equal size, for maps."""

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics.estimates import Floats, floats

DECIMALS = 10
"""Of the bounds, so that a value equal to one but for rounding falls on it."""


def bounds(values: ArrayLike, *, parts: int = 5) -> Floats:
    """Return the bounds of groups with as many areas each: the least value, ..., the greatest.

    Shapes: areas along the last axis of `values`; along the last axis of the result, the bounds,
    one more than there are parts.
    Units: those of the values, to ten decimals.
    Missing: a value that is NaN or infinite is an area left out; NaN where none is left.
    Errors: ValueError unless there is at least one part.
    Source: linear interpolation between values, Hyndman and Fan (1996), The American Statistician
    50:361-365, definition 7.
    """
    if parts < 1:
        raise ValueError(f"parts must be 1 or more, not {parts}")
    (values,) = floats(values)
    found = quantiles(values, np.arange(parts + 1) / parts)
    return np.moveaxis(found, 0, -1).round(DECIMALS)


def quantiles(values: Floats, at: ArrayLike) -> Floats:
    """Return the quantiles of finite values along the last axis, first; NaN where there is none."""
    here = np.isfinite(values)
    at = np.asarray(at)
    if not values.shape[-1]:
        return np.full((len(at), *values.shape[:-1]), np.nan)
    is_empty = ~np.asarray(here.any(axis=-1))
    known = np.where(is_empty[..., np.newaxis], 0, np.where(here, values, np.nan))
    found: Floats = np.nanquantile(known, at, axis=-1)
    return np.where(is_empty, np.nan, found)
