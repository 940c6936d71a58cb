"""The path from a baseline to a target, and how far along it a figure is."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators.statistics.estimates import MISSING, Floats, Words, floats
from indicators.statistics.runs import Bools

Places = NDArray[np.intp]

CERTAIN = 6  # decimals of the last printed place that binary fractions are sure to get right

NO_BASELINE = "no baseline"
NO_TARGET = "no target"
TARGET_IS_BASELINE = "target equals baseline"


class Milestones(NamedTuple):
    """The value to be reached in each period, or the reason there is none."""

    value: Floats
    reason: Words


class Progress(NamedTuple):
    """The share of the way that has been gone, or the reason there is none."""

    share: Floats
    reason: Words


def published(value: ArrayLike, decimals: int | None) -> Floats:
    """Return the values as they are printed: rounded, with halves away from 0.

    Shapes: the result has the shape of `value`.
    Units: those of the values; `decimals` is how many are printed, below 0 for tens or hundreds;
    None leaves the values as they are.
    Missing: NaN and infinity stay.
    Errors: none.
    Source: as on paper, where 2.675 is a half, although as a binary fraction it falls short of one.
    """
    (value,) = floats(value)
    if decimals is None:
        return value
    places, unit = _last_places(value, decimals), 10.0 ** abs(decimals)
    return places / unit if decimals > 0 else places * unit


def milestones(
    baseline: ArrayLike, targets: ArrayLike, *, decimals: int | None = None, ahead: int = 1
) -> Milestones:
    """Return the path through the agreed targets, in straight lines where none was agreed.

    What was agreed stays as it is. What lies between is rounded as published, but never past the
    agreed values around it, so that no path goes back on itself by rounding.

    Shapes: equally spaced periods along the last axis of `targets`; `baseline` broadcasts to its
    other axes. Fields have the shape of both.
    Units: those of the measure; `decimals` as for `published`; `ahead` is by how many periods the
    first target follows the baseline.
    Missing: a target is NaN where none was agreed. A milestone is NaN with a reason where no line
    leads: "no baseline" before the first value that is known, "no target" after the last.
    Errors: ValueError if `ahead` is below 1.
    Source: arithmetic; yearly targets that were agreed go before a straight line to the last.
    """
    if ahead < 1:
        raise ValueError(f"ahead must be 1 or more, not {ahead}")
    known = _after(baseline, targets)
    period = np.append(0, np.arange(known.shape[-1] - 1) + ahead)
    left, right = _neighbours(np.isfinite(known))
    reason = np.where(left < 0, NO_BASELINE, np.where(right == period.size, NO_TARGET, ""))
    left, right = (place.clip(0, period.size - 1) for place in (left, right))
    start, end = (np.take_along_axis(known, place, axis=-1) for place in (left, right))
    share = (period - period[left]) / np.maximum(period[right] - period[left], 1)
    between = published(start + (end - start) * share, decimals)
    value = between.clip(np.minimum(start, end), np.maximum(start, end))
    return Milestones(np.where(reason == "", value, np.nan)[..., 1:], reason[..., 1:])


def progress(
    actual: ArrayLike, baseline: ArrayLike, target: ArrayLike, *, decimals: int | None = None
) -> Progress:
    """Return the share of the way from baseline to target that has been gone.

    It is worked out from the figures as published, so that 1 or more is a target met, and 0 or
    less no progress, exactly as a reader of the printed figures sees it.

    Shapes: the inputs broadcast; both fields have the broadcast shape.
    Units: those of the measure in, `decimals` as for `published`; 1 is the whole way, below 0 is
    away from the target.
    Missing: NaN with a reason: "missing", or "target equals baseline", where there is no way to go.
    Errors: none.
    Source: arithmetic.
    """
    actual, baseline, target = floats(actual, baseline, target)
    reason = np.where(np.isfinite(actual + baseline + target), "", MISSING)
    figures = (np.where(reason == "", each, np.nan) for each in (actual, baseline, target))
    if decimals is not None:  # in whole last places, where differences are exact
        figures = (_last_places(each, decimals) for each in figures)
    now, start, end = figures
    reason = np.where(start == end, TARGET_IS_BASELINE, reason)
    return Progress((now - start) / np.where(end == start, np.nan, end - start), reason)


def _last_places(value: Floats, decimals: int) -> Floats:
    """Return how many units of the last printed decimal each value is."""
    places = np.round(np.abs(value) * 10.0**decimals, CERTAIN)
    return np.copysign(np.floor(places + 0.5), value) + 0.0  # no "-0" in print


def _after(baseline: ArrayLike, targets: ArrayLike) -> Floats:
    """Return the targets with the baseline before them, as the first period of a path."""
    (agreed,) = floats(targets)
    start = np.asarray(baseline, np.float64)[..., np.newaxis]
    shape = np.broadcast_shapes(start.shape[:-1], agreed.shape[:-1])
    parts = [np.broadcast_to(part, (*shape, part.shape[-1])) for part in (start, agreed)]
    return np.concatenate(parts, axis=-1)


def _neighbours(known: Bools) -> tuple[Places, Places]:
    """Return the places of the last known at or before each, or -1, and of the next, or the end."""
    places = np.broadcast_to(np.arange(known.shape[-1]), known.shape)
    left = np.maximum.accumulate(np.where(known, places, -1), axis=-1)
    ahead = np.where(known, places, known.shape[-1])[..., ::-1]
    return left, np.minimum.accumulate(ahead, axis=-1)[..., ::-1]
