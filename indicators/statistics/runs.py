"""Runs along a series: which points belong to so many like steps, one after the other.

A step leads from one period to the next. Step `t` is the one into period `t`, so the first period
of a series has none. Arrays have periods along the last axis.
"""

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]


def steps_between(points: Bools, joined: Bools) -> Bools:
    """Return the steps from one of these points to the next of them, where the two are joined."""
    steps = points & joined
    steps[..., 1:] &= points[..., :-1]
    return steps


def run_starts(steps: Bools, length: int) -> Bools:
    """Return the points that `length` of these steps follow without a break."""
    starts = np.zeros_like(steps)
    last = steps.shape[-1] - length
    if last > 0:
        starts[..., :last] = True
        for ahead in range(1, length + 1):
            starts[..., :last] &= steps[..., ahead : ahead + last]
    return starts


def points_in_runs(steps: Bools, length: int) -> Bools:
    """Return the points that lie anywhere in an unbroken run of at least `length` such steps."""
    starts = run_starts(steps, length)
    points = starts.copy()
    for behind in range(1, length + 1):
        points[..., behind:] |= starts[..., :-behind]
    return points


def near_in_threes(near: Bools, steps: Bools) -> Bools:
    """Return the `near` points that lie in three joined points of which two or three are near."""
    two = near[..., :-1] & near[..., 1:]
    threes = run_starts(steps, 2)
    width = max(near.shape[-1] - 2, 0)
    enough = two[..., :width] | two[..., 1:] | (near[..., :width] & near[..., 2:])
    threes[..., :width] &= enough
    points = threes.copy()
    for behind in (1, 2):
        points[..., behind:] |= threes[..., :-behind]
    return points & near
