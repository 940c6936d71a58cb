"""Whether meeting a target could be told from no change at all."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics.estimates import (
    MISSING,
    NO_BASE,
    Floats,
    Words,
    floats,
    normal_quantile,
)
from indicators.statistics.proportions import smallest_significant_change
from indicators.statistics.reasons import Booleans, first_reason


class Detectable(NamedTuple):
    """Whether the target, once met, could be told from no change; how far, in `z` or in needs."""

    size: Floats
    needed: Floats
    shown: Booleans
    reason: Words


def detectable(
    baseline: ArrayLike,
    target: ArrayLike,
    n_eff: ArrayLike,
    *,
    confidence: float = 0.95,
    power: float | None = None,
) -> Detectable:
    """Return whether surveys of this size could show that the target was met.

    Shapes: the inputs broadcast; each field has the broadcast shape.
    Units: proportions from 0 to 1, and the effective size of each of two surveys; `size` is the
    change asked for and `needed` the smallest that is significant (with `power`, that is found
    significant with that probability), both above 0.
    Missing: "missing" where an input is NaN or outside its range. Where no change that way could
    be shown, `needed` is NaN and `shown` false.
    Errors: as for `proportions.smallest_significant_change`.
    Source: as there. A change of nothing cannot be shown.
    """
    baseline, target, n_eff = floats(baseline, target, n_eff)
    fall, rise = smallest_significant_change(baseline, n_eff, confidence=confidence, power=power)
    inside = (baseline >= 0) & (baseline <= 1) & (target >= 0) & (target <= 1) & (n_eff > 0)
    size = np.where(inside, np.abs(target - baseline), np.nan)
    needed = np.where(target < baseline, fall, rise)
    shown = (size >= needed) & (size > 0)
    return Detectable(size, np.where(inside, needed, np.nan), shown, np.where(inside, "", MISSING))


def detectable_count(
    baseline: ArrayLike,
    target: ArrayLike,
    *,
    dispersion: ArrayLike = 1,
    confidence: float = 0.95,
) -> Detectable:
    """Return whether counts of events could show that the target was met.

    Shapes: the inputs broadcast; each field has the broadcast shape.
    Units: events in the year of the baseline and of the target; `size` is z, and `needed` the z of
    the confidence.
    Missing: "missing" where an input is NaN or a count negative; "no base" where the dispersion is
    not above 0.
    Errors: ValueError unless `confidence` is above 0 and below 1.
    Source: the square root of a Poisson count has variance 1/4 (M. S. Bartlett (1936), Supplement
    to JRSS 3:68-78). The baseline is taken as known, as a target is set against a figure.
    """
    baseline, target, dispersion = floats(baseline, target, dispersion)
    valid = (baseline >= 0) & (target >= 0) & np.isfinite(dispersion)
    reason = first_reason({MISSING: ~valid, NO_BASE: ~(dispersion > 0)})
    baseline, target, spread = (
        np.sqrt(np.where(reason == "", x, np.nan)) for x in (baseline, target, dispersion)
    )
    size = 2 * np.abs(target - baseline) / spread
    needed = np.where(reason == "", normal_quantile(confidence), np.nan)
    return Detectable(size, needed, size >= needed, reason)
