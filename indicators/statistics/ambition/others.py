"""A target beside what other areas have done, and are on their way to do."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics.ambition.chances import check_improvement
from indicators.statistics.estimates import MISSING, Floats, Words, floats
from indicators.statistics.reasons import TOO_FEW, first_reason

FEWEST_CHANGES = 30
FEWEST_PEERS = 6
SAME = 1e-9  # two logarithms equal but for rounding


class Precedent(NamedTuple):
    """`required` change on the log scale, its `percentile` from 0 to 100, of so many `changes`.

    At 100 nobody has improved so much; at 0 everybody has.
    """

    required: Floats
    percentile: Floats
    changes: Floats
    reason: Words


class Place(NamedTuple):
    """From which rank (1 is best) to which, `of` so many, and how the target compares.

    The baseline is ranked among the peers' present values and the target among their projected
    ones; percentiles and z are the target's among either. At percentile 100 it is better than all;
    z is in standard deviations of the peers, above 0 where the target is better than they.
    """

    rank_now: Floats
    rank_then: Floats
    of: Floats
    percentile_now: Floats
    percentile_then: Floats
    z_now: Floats
    z_then: Floats
    reason: Words


def precedent(
    baseline: ArrayLike,
    target: ArrayLike,
    before: ArrayLike,
    after: ArrayLike,
    *,
    improvement: int = -1,
    fewest: int = FEWEST_CHANGES,
) -> Precedent:
    """Return where the required change stands among the changes of the same length seen elsewhere.

    Shapes: `baseline` and `target` one a target; `before` and `after` targets by changes seen, or
    changes seen, if all targets look at the same ones.
    Units: rates or counts, alike within a pair.
    Missing: pairs that are not both above 0 are left out; NaN with the reason "missing" where
    baseline or target is not above 0, or "too few" with under `fewest` pairs.
    Errors: ValueError unless `improvement` is -1 (lower is better) or 1.
    Source: definition; the percentile is the share of changes that improve less, and half of those
    that improve as much.
    """
    check_improvement(improvement)
    baseline, target = (np.atleast_1d(array) for array in floats(baseline, target))
    required = improvement * _log_change(baseline, target)
    seen = np.atleast_2d(improvement * _log_change(*floats(before, after)))
    changes = np.broadcast_to(np.isfinite(seen).sum(axis=1), required.shape).astype(float)
    reason = first_reason({MISSING: np.isnan(required), TOO_FEW: changes < fewest})
    percentile = _percentile(seen, required[:, np.newaxis])
    return Precedent(
        improvement * required, np.where(reason == "", percentile, np.nan), changes, reason
    )


def place_among_peers(
    baseline: ArrayLike,
    target: ArrayLike,
    peers_now: ArrayLike,
    peers_then: ArrayLike,
    *,
    improvement: int = -1,
    fewest: int = FEWEST_PEERS,
) -> Place:
    """Return the rank of the baseline among its peers now, and of the target among theirs then.

    Shapes: `baseline` and `target` one a target; `peers_now` and `peers_then` (their projections
    for the year of the target) targets by peers, without the area itself.
    Units: values above 0, alike. Ranks count from 1, the best; equals share the better rank.
    Missing: peers without two values above 0 are left out; NaN with the reason "missing" where the
    baseline or target is not above 0, or no peer is left. Under `fewest` peers the reason is
    "too few" and z is NaN: only ranks and percentiles are given.
    Errors: ValueError unless `improvement` is -1 (lower is better) or 1.
    Source: z of a new member of a normal sample, on the log scale.
    """
    check_improvement(improvement)
    baseline, target = (np.atleast_1d(array) for array in floats(baseline, target))
    now, then = (np.atleast_2d(array) for array in floats(peers_now, peers_then))
    both = (now > 0) & (then > 0)
    number = np.broadcast_to(both.sum(axis=1), baseline.shape)
    gone = ~((baseline > 0) & (target > 0)) | (number == 0)
    reason = first_reason({MISSING: gone, TOO_FEW: number < fewest})
    good = [improvement * np.log(np.where(both, peers, np.nan)) for peers in (now, then)]
    own, aim = (improvement * np.log(np.where(gone, np.nan, x)) for x in (baseline, target))
    z_now, z_then = (np.where(reason == "", _z(aim, peers), np.nan) for peers in good)
    return Place(
        rank_now=_rank(own, good[0]),
        rank_then=_rank(aim, good[1]),
        of=np.where(gone, np.nan, number + 1.0),
        percentile_now=_percentile(good[0], aim[:, np.newaxis]),
        percentile_then=_percentile(good[1], aim[:, np.newaxis]),
        z_now=z_now,
        z_then=z_then,
        reason=reason,
    )


def _log_change(before: Floats, after: Floats) -> Floats:
    there = (before > 0) & (after > 0)
    change: Floats = np.log(np.where(there, after, np.nan) / np.where(there, before, np.nan))
    return change


def _percentile(others: Floats, own: Floats) -> Floats:
    """Return the percentage of the others that are below, and half of those that are equal."""
    below = (others < own - SAME).sum(axis=1) + 0.5 * (np.abs(others - own) <= SAME).sum(axis=1)
    number = np.isfinite(others).sum(axis=1)
    known = np.isfinite(own[:, 0]) & (number > 0)
    percentile: Floats = 100 * below / np.where(known, number, np.nan)
    return percentile


def _rank(own: Floats, others: Floats) -> Floats:
    """Return 1 and how many others are higher; NaN where there is no own value."""
    return np.where(np.isnan(own), np.nan, 1.0 + (others > own[:, np.newaxis] + SAME).sum(axis=1))


def _z(own: Floats, others: Floats) -> Floats:
    """Return how far `own` is above the mean of the others, as a new member of their sample."""
    known = np.isfinite(others)
    number = np.where(known.sum(axis=1) > 1, known.sum(axis=1), np.nan)
    mean = np.where(known, others, 0).sum(axis=1) / number
    away = np.where(known, others - mean[:, np.newaxis], 0)
    variance = (away**2).sum(axis=1) / (number - 1) * (1 + 1 / number)
    z: Floats = (own - mean) / np.sqrt(np.where(variance > 0, variance, np.nan))
    return z
