"""One figure beside another by their intervals.

This says whether a gap is more than chance in the figures themselves. It does not say that an area
does unusually: areas that are alike in everything a group was chosen by still differ, and of
ordinary members a quarter and more fall outside. For that see `against_peers`.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators.statistics.estimates import Floats, Words, floats

DIFFERENCES = {
    -1: ("Best", "Better", "Same", "Worse", "Worst"),
    0: ("Lowest", "Lower", "Same", "Higher", "Highest"),
    1: ("Worst", "Worse", "Same", "Better", "Best"),
}
"""Words for the levels from -2 to 2, by which direction is an improvement."""


def side_of(
    lower: ArrayLike, upper: ArrayLike, other_lower: ArrayLike, other_upper: ArrayLike
) -> Floats:
    """Return on which side of another interval one lies: 1 above, -1 below, 0 if they overlap.

    A figure without an interval is one whose two limits are the figure itself.

    Shapes: the four inputs broadcast; the result has the broadcast shape.
    Units: the same for all four.
    Missing: NaN where any limit is.
    Errors: none.
    Source: single and double overlap as in the Public Health Outcomes Framework (Fingertips).
    """
    lower, upper, other_lower, other_upper = floats(lower, upper, other_lower, other_upper)
    side = (lower > other_upper).astype(float) - (upper < other_lower)
    return np.where(np.isnan(lower + upper + other_lower + other_upper), np.nan, side)


def levels_of_difference(side_95: ArrayLike, side_998: ArrayLike) -> Floats:
    """Return -2 to 2: on which side, and 2 where that holds at 99.8 % confidence as well.

    Shapes: the two inputs broadcast; the result has the broadcast shape.
    Units: sides as `side_of` gives them.
    Missing: NaN where either is.
    Errors: none.
    Source: as for `side_of`.
    """
    at_95, at_998 = floats(side_95, side_998)
    return at_95 + at_998


def words_for(level: ArrayLike, *, improvement: int = -1) -> Words:
    """Return a side or level in a word: "Better", "Same", "Worse", "Best" or "Worst".

    Shapes: the result has the shape of `level`.
    Units: -2 to 2; `improvement` is -1 where lower is better, 1 where higher, 0 where neither,
    which gives "Lower" and "Higher".
    Missing: "" where `level` is NaN.
    Errors: ValueError unless `improvement` is -1, 0 or 1.
    Source: as for `side_of`.
    """
    if improvement not in DIFFERENCES:
        raise ValueError(f"improvement must be -1, 0 or 1, not {improvement}")
    (level,) = floats(level)
    position: NDArray[np.int64] = np.nan_to_num(level, nan=0).astype(np.int64) + 2
    return np.where(np.isnan(level), "", np.array(DIFFERENCES[improvement])[position])
