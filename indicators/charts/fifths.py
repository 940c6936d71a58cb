"""Areas in five groups of about as many, lowest first."""

from bisect import bisect_left
from collections.abc import Sequence

GROUPS = 5


def fifths(figures: Sequence[float]) -> list[int]:
    """Return the group of each figure, from 0 to 4; equal figures are in the same group.

    Where many are equal, or there are fewer than five, some groups are empty.
    """
    ordered = sorted(figures)
    return [GROUPS * bisect_left(ordered, figure) // len(ordered) for figure in figures]
