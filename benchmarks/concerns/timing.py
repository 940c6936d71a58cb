"""How often alarms are false, and how soon after a change the first true one comes."""

import numpy as np

from benchmarks.concerns.world import KINDS, ON_PATH, TERM, World


def false_rate(alarms: np.ndarray, world: World, *kinds: int) -> float:
    """Return the share of series and years on their path in which there is any alarm.

    `alarms`: measures by areas by months. `kinds` are places in KINDS; none: all on their path.
    """
    rows = np.isin(world.kind, kinds or ON_PATH)
    by_year = alarms[:, rows].reshape(len(alarms), rows.sum(), -1, 12).any(axis=-1)
    return float(by_year.mean())


def months_to_detect(alarms: np.ndarray, world: World, kind: int, events: int = 100) -> float:
    """Return the mean number of months from a change to its first alarm, that month included.

    What is not found within the term counts as the rest of it.
    """
    onset = KINDS[kind].onset
    chosen = alarms[world.events == events][:, world.kind == kind, onset:]
    found = np.where(chosen.any(axis=-1), chosen.argmax(axis=-1) + 1, TERM - onset)
    return float(found.mean())


def share_found(
    alarms: np.ndarray, world: World, kind: int, events: int = 100, within: int = 12
) -> float:
    """Return the share of changes that are found so many months after they begin."""
    onset = KINDS[kind].onset
    chosen = alarms[world.events == events][:, world.kind == kind, onset : onset + within]
    return float(chosen.any(axis=-1).mean())
