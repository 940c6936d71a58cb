"""How much further areas lie apart than chance alone would have them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri
from scipy.stats import rankdata

from indicators.statistics.estimates import Floats, floats, why_not

from .quantiles import quantiles

TRIM = 0.1
"""The share of areas at either end that may not sway the estimate of dispersion."""


class Overdispersion(NamedTuple):
    """How far z-scores spread beyond chance, with an entry a group of areas."""

    dispersion: Floats
    between: Floats
    z: Floats


def overdispersion(
    z: ArrayLike, error: ArrayLike, *, trim: float = TRIM, truncate: bool = False
) -> Overdispersion:
    """Return how much further z-scores spread than chance, and the variance between areas it takes.

    `dispersion` is their mean square, once the extremes are drawn in to the quantiles at `trim`
    from either end (winsorised) or left out (truncated); `between` the variance that must be added
    to each squared error to make it 1.

    Shapes: areas along the last axis; `dispersion` and `between` lack it, `z` (as trimmed) has it.
    Units: z-scores, and the standard errors that they were divided by.
    Missing: an area with a NaN is left out; NaN where fewer than two are left.
    Errors: ValueError unless `trim` is from 0 to below 0.5.
    Source: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, section 6; Spiegelhalter et
    al. (2012), JRSS A 175:1-47, for truncation.
    """
    if not 0 <= trim < 0.5:
        raise ValueError(f"trim must be from 0 to below 0.5, not {trim}")
    z, error = floats(z, error)
    trimmed = _truncated(z, trim) if truncate else _winsorised(z, trim)
    here = np.isfinite(trimmed) & (error > 0)
    kept = np.where(here, trimmed, 0)
    number = here.sum(axis=-1)
    areas = np.where(number > 1, number, np.nan)
    dispersion = (kept**2).sum(axis=-1) / areas
    weight = np.where(here, 1 / np.where(here, error, 1) ** 2, 0)
    total = np.where(np.isnan(areas), np.nan, weight.sum(axis=-1))
    scale = total - (weight**2).sum(axis=-1) / total
    between = np.maximum((areas * dispersion - (areas - 1)) / scale, 0)
    return Overdispersion(dispersion, between, trimmed)


def expected_at_group_rate(count: ArrayLike, base: ArrayLike) -> Floats:
    """Return the events each area would have at the rate of all areas together.

    Shapes: areas along the last axis; the result has the broadcast shape.
    Units: events and people in; events out.
    Missing: NaN for an area with a NaN, a negative count or no base, which does not count either.
    Errors: none.
    Source: indirect standardisation with one band.
    """
    count, base = floats(count, base)
    here = why_not(count, base, is_share=False) == ""
    count, base = np.where(here, count, np.nan), np.where(here, base, np.nan)
    total = np.nansum(base, axis=-1, keepdims=True)
    expected: Floats = base * np.nansum(count, axis=-1, keepdims=True)
    return expected / np.where(total > 0, total, np.nan)


def clustering(count: ArrayLike, base: ArrayLike, *, trim: float = TRIM) -> Floats:
    """Return by how much counts vary more than chance about the rate of all areas, never below 1.

    The dispersion of their funnel, freed of what winsorising takes off it. Areas differ otherwise
    too, which makes it larger: an interval that it lengthens errs on the wide side.

    Shapes: areas along the last axis, which the result lacks.
    Units: events, and people or expected events, in; a variance over a mean out.
    Missing: an area without a rate is left out; NaN where fewer than two are left.
    Errors: ValueError unless `trim` is from 0 to below 0.5.
    Source: as for `overdispersion`; the mean square of a winsorised normal is in closed form.
    """
    expected = expected_at_group_rate(count, base)
    expected = np.where(expected > 0, expected, np.nan)
    error = 0.5 / np.sqrt(expected)
    z = (np.sqrt(np.where(np.isnan(expected), np.nan, count) / expected) - 1) / error
    dispersion = overdispersion(z, error, trim=trim).dispersion
    return np.maximum(dispersion / _mean_square_of_winsorised_normal(trim), 1)


def _mean_square_of_winsorised_normal(trim: float) -> float:
    if trim == 0:
        return 1.0
    end = -float(ndtri(trim))
    density = np.exp(-(end**2) / 2) / np.sqrt(2 * np.pi)
    return float(1 - 2 * trim - 2 * end * density + 2 * trim * end**2)


def _winsorised(z: Floats, trim: float) -> Floats:
    """Draw extremes in to the quantiles at `trim` from either end."""
    lowest, highest = quantiles(z, [trim, 1 - trim])[..., np.newaxis]
    return np.where(np.isfinite(z), z, np.nan).clip(lowest, highest)


def _truncated(z: Floats, trim: float) -> Floats:
    """Leave out the groups of `trim` of the areas at either end, by rank; ties share theirs."""
    if trim == 0:
        return z
    rank = rankdata(z, axis=-1, nan_policy="omit")
    areas = np.isfinite(rank).sum(axis=-1, keepdims=True)
    groups = 1 / trim
    group = np.floor(rank * groups / (areas + 1))
    return np.where((group > 0) & (group < groups - 1), z, np.nan)
