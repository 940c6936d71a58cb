"""Which areas to look at, and how hard: three levels of early warning for one indicator."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from indicators.statistics.early_warning.looks import obrien_fleming
from indicators.statistics.estimates import Floats, Words, floats


class Levels(NamedTuple):
    """The level of each area, and how many of each level chance alone would bring about."""

    level: Words
    false_watch: Floats
    false_concern: Floats
    false_review: Floats


def levels(
    z: ArrayLike,
    p: ArrayLike,
    p_meet: ArrayLike,
    *,
    look: int,
    looks: int = 12,
    adverse_flag: ArrayLike = False,
    found: ArrayLike = 1,
    watch_below: float = 0.35,
    concern_alpha: float = 0.10,
    review_alpha: float = 0.025,
    review_below: float = 0.10,
    discovery_rate: float = 0.10,
    found_from: float = 0.5,
) -> Levels:
    """Return the level of each area in one indicator at one look.

    "watch": the chance of meeting the target is below `watch_below`, or the control chart flags.
    It orders a list and alarms nobody: late in the year a third of the areas exactly on path are
    on it. "concern": off the path by O'Brien and Fleming's boundary. "intervene_review": off it by
    the stricter boundary, the target all but out of reach, and still so after the number of areas
    compared is allowed for. An officer decides what follows. Otherwise "on_path"; or "too_few",
    where a count so small would hide a rise; or "unknown", where something is missing.

    Shapes: areas along the last axis; all arrays broadcast; the false ones have the other axes.
    Units: `z` and `p` as `on_path` gives them; `p_meet` the chance of meeting the year-end or the
    target; `look` counts from 1; `found` as `chance_of_finding` gives it. False watches are those
    of areas on path late in the year; false concerns and reviews those of a whole year of looks.
    Missing: see "unknown". A missing area does not count as compared.
    Errors: ValueError unless `look` is from 1 to `looks`, and as `obrien_fleming`.
    Source: the levels are this project's judgement, and each threshold a setting.
    """
    if not 1 <= look <= looks:
        raise ValueError(f"look must be from 1 to {looks}, not {look}")
    z, p, p_meet, found = floats(z, p, p_meet, found)
    concern, review = (obrien_fleming(a, looks)[look - 1] for a in (concern_alpha, review_alpha))
    off_path = (z > review) & (p_meet < review_below) & (false_discovery(p) <= discovery_rate)
    level = np.select(
        [
            off_path,
            z > concern,
            (p_meet < watch_below) | np.asarray(adverse_flag, bool),
            ~np.isfinite(p + p_meet),
            ~(found >= found_from),
        ],
        ["intervene_review", "concern", "watch", "unknown", "too_few"],
        "on_path",
    )
    judged = np.isfinite(p).sum(axis=-1)
    watched = np.isfinite(p_meet).sum(axis=-1)
    return Levels(level, watched * watch_below, judged * concern_alpha, judged * review_alpha)


def false_discovery(p: ArrayLike) -> Floats:
    """Return p-values adjusted for how many there are, so that few of those picked are false.

    Shapes: one family along the last axis of `p`; the result has its shape.
    Units: probabilities in and out. Picking what is at most q leaves at most q of the picked false.
    Missing: NaN stays NaN and does not count as one of the family; so does what is no probability.
    Errors: none.
    Source: Y. Benjamini and Y. Hochberg (1995), JRSS B 57:289-300.
    """
    (p,) = floats(p)
    known = np.where((p >= 0) & (p <= 1), p, np.nan)
    order = np.argsort(known, axis=-1)  # NaN comes last
    family = np.isfinite(known).sum(axis=-1, keepdims=True)
    scaled = np.take_along_axis(known, order, axis=-1) * family / np.arange(1, p.shape[-1] + 1)
    lowest = np.fmin.accumulate(scaled[..., ::-1], axis=-1)[..., ::-1]
    adjusted = np.empty_like(known)
    np.put_along_axis(adjusted, order, np.minimum(lowest, 1), axis=-1)
    return adjusted


def chance_of_finding(
    expected: ArrayLike,
    dispersion: ArrayLike,
    *,
    rise: float = 0.2,
    alpha: float = 0.025,
    looks: int = 12,
) -> Floats:
    """Return the chance that a lasting rise above the path is found by the end of the year.

    Shapes: `expected` and `dispersion` broadcast; the result has the broadcast shape.
    Units: events of the path in the whole year; `rise` is a share of them.
    Missing: NaN where an input is NaN, or `expected` is negative.
    Errors: as `obrien_fleming`.
    Source: as `on_path`, at the last look; earlier looks add a little.
    """
    expected, dispersion = floats(expected, dispersion)
    events = np.where(expected >= 0, expected, np.nan) / np.maximum(dispersion, 1)
    shift = 2 * (np.sqrt(events * (1 + rise)) - np.sqrt(events))
    found: Floats = ndtr(shift - obrien_fleming(alpha, looks)[-1])
    return found
