"""Columns of a summary: an array for each, with an entry an area."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .grids import Bools, Floats, Grid

Columns = dict[str, NDArray[Any]]

FEWEST_TESTED = "too few events a year to test"
NO_FIGURE = "no figure"
NO_YEARS = "no yearly figures"


def of_finest(tried: Sequence[tuple[Grid, Bools, Columns]], otherwise: Columns) -> Columns:
    """Return for each area the columns of the finest kind of period that are given for it.

    `tried` has the grid of each kind, the finest first, for which areas its columns are given, and
    the columns. Where none is, those of the longest kind the area has say why.
    """
    options = [(given, columns) for _, given, columns in tried]
    options += [(grid.has_any, columns) for grid, _, columns in reversed(tried)]
    chosen = otherwise
    for given, columns in reversed(options):
        chosen = {name: np.where(given, columns[name], chosen[name]) for name in chosen}
    return chosen


def is_rare(grid: Grid, count: Floats, minimum: int) -> Bools:
    """Return which series have too few events a year to be tested, on average of `count`."""
    known = np.isfinite(count)
    events = np.where(known, count, 0).sum(axis=1) * grid.per_year
    rare: Bools = known.any(axis=1) & (events < minimum * known.sum(axis=1))
    return rare
