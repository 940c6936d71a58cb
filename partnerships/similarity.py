"""Which areas are most alike, from facts about them. Pure: arrays in, arrays out."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

NOBODY = -1

SAME_TO = 9
"""Decimals to which distances are told apart, so that equal ones keep the order of the rows."""


def nearest(
    numbers: ArrayLike,
    labels: ArrayLike,
    *,
    apart: ArrayLike,
    tiers: ArrayLike,
    can_be_peer: ArrayLike,
    count: int,
) -> NDArray[np.int64]:
    """Return for each area the rows of the areas most like it in its own tier, nearest first.

    The distance is Euclidean. Each number counts in standard deviations of its tier, each label by
    what `apart` says two different ones are worth, in the same unit. Of areas equally far the one
    that comes first in the rows is taken.

    Shapes: an area a row in `numbers`, `labels`, `tiers` and `can_be_peer`; `numbers` and `labels`
    have a column a fact, `apart` an entry a label; the result has `count` columns.
    Units: any for numbers; labels and tiers are compared for equality only.
    Missing: -1 where a tier has too few areas. A NaN is not accepted.
    Errors: ValueError for a NaN.
    Source: nearest neighbours on standardised variables, as CIPFA's model of councils has them; the
    facts and what a label is worth are the portal's own.
    """
    numbers, labels, apart = np.asarray(numbers, float), np.asarray(labels), np.asarray(apart)
    tiers, can_be_peer = np.asarray(tiers), np.asarray(can_be_peer, bool)
    if np.isnan(numbers).any():
        raise ValueError("every area needs every number")
    found = np.full((len(numbers), count), NOBODY, dtype=np.int64)
    for tier in np.unique(tiers):
        rows = np.flatnonzero(tiers == tier)
        distance = _distances(_standardised(numbers[rows]), labels[rows], apart)
        distance[:, ~can_be_peer[rows]] = np.inf
        np.fill_diagonal(distance, np.inf)
        order = np.argsort(distance.round(SAME_TO), axis=1, kind="stable")[:, :count]
        is_peer = np.isfinite(np.take_along_axis(distance, order, axis=1))
        found[rows, : order.shape[1]] = np.where(is_peer, rows[order], NOBODY)
    return found


def _standardised(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return columns in their standard deviations; one without any counts nothing."""
    spread = numbers.std(axis=0)
    return numbers / np.where(spread > 0, spread, np.inf)


def _distances(
    numbers: NDArray[np.float64], labels: NDArray, apart: NDArray
) -> NDArray[np.float64]:
    squares = ((numbers[:, np.newaxis] - numbers) ** 2).sum(axis=2)
    differ = labels[:, np.newaxis] != labels
    distances: NDArray[np.float64] = np.sqrt(squares + (differ * apart**2).sum(axis=2))
    return distances
