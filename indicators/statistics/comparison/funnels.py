"""All areas of the country beside their average, allowing for how large each is.

Limits without overdispersion say what chance alone can do. Where areas differ for many small
reasons of their own, most lie outside those, and it is the limits with overdispersion that tell
the unusual one from the rest.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators.statistics.estimates import (
    NO_BASE,
    NO_EXPECTED,
    Floats,
    Words,
    floats,
    normal_quantile,
    why_not,
)
from indicators.statistics.rates import exact_poisson_interval, poisson_interval

from .dispersion import TRIM, overdispersion
from .intervals import levels_of_difference, side_of

KINDS = ("proportion", "rate", "ratio")

OVERDISPERSED = 1.5
"""The dispersion above which a funnel says so. A judgement: without any, the trimmed estimate is
about 0.7, as the extremes were drawn in."""

LABELS = ("Low (0.001)", "Low (0.025)", "Not significant", "High (0.025)", "High (0.001)")


class Funnel(NamedTuple):
    """What a funnel is drawn from. Fields have an entry an area, the last four one a group."""

    value: Floats
    lower: Floats
    upper: Floats
    adjusted_lower: Floats
    adjusted_upper: Floats
    z: Floats
    adjusted_z: Floats
    reason: Words
    centre: Floats
    dispersion: Floats
    between: Floats
    is_overdispersed: NDArray[np.bool_]


class _Scale(NamedTuple):
    """A scale on which the error of a value depends on the size of an area alone."""

    there: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]
    error: Callable[[Floats], Floats]


ARCSINE = _Scale(
    there=lambda share: np.arcsin(np.sqrt(share)),
    back=lambda angle: np.sin(angle.clip(0, np.pi / 2)) ** 2,
    error=lambda base: 0.5 / np.sqrt(base),
)
ROOT = _Scale(
    there=np.sqrt,
    back=lambda root: root.clip(0, None) ** 2,
    error=lambda expected: 0.5 / np.sqrt(expected),
)
LOG = _Scale(there=np.log, back=np.exp, error=lambda expected: 1 / np.sqrt(expected))


def funnel(
    observed: ArrayLike,
    base: ArrayLike,
    *,
    kind: str,
    per: float = 1,
    confidence: float,
    on_log: bool = False,
    trim: float = TRIM,
) -> Funnel:
    """Return the values of areas and the limits about their average, with and without dispersion.

    A proportion is set against that of all areas together, a ratio against 1, a rate against that
    of all areas, through the events to be expected at it. Limits without dispersion are normal for
    a proportion, exact Poisson else. Those with dispersion are worked out on a scale where errors
    depend on size alone: arcsine of a proportion, square root of a ratio or rate; `on_log` takes
    logarithms instead, and truncates where the others winsorise, as the published hospital
    mortality indicator does. On logs no event at all is infinitely far below, and is left out of
    the dispersion.

    Shapes: areas along the last axis of `observed` and `base`, which broadcast; groups (periods,
    indicators) along the others. Fields of areas have the broadcast shape, fields of groups lack
    its last axis.
    Units: events, and people or (of a ratio) expected events, in; values and limits in units of
    `per`; z on the transformed scale.
    Missing: NaN with a reason where a value means nothing ("missing", "negative count", "no base",
    "no expected", "count above base"); such an area is left out of average and dispersion.
    Errors: ValueError unless `kind` is proportion, rate or ratio (on logs, not a proportion), `per`
    above 0, `confidence` above 0 and below 1, and `trim` from 0 to below 0.5.
    Source: D. J. Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, and Quality and Safety
    in Health Care 14:347-351; NHS Digital, Summary Hospital-level Mortality Indicator,
    methodology (log scale).
    """
    _refuse_wrong(kind, per, on_log=on_log)
    z_limit = normal_quantile(confidence)
    observed, base, reason = _valid(observed, base, kind)
    centre, expected = _centre(observed, base, kind)
    expected = np.where(expected > 0, expected, np.nan)
    reason = np.where((reason == "") & np.isnan(expected), NO_EXPECTED, reason)
    scale = ARCSINE if kind == "proportion" else LOG if on_log else ROOT
    value = observed / expected
    target = _along(centre if kind == "proportion" else np.ones_like(centre))
    error = scale.error(expected)
    with np.errstate(divide="ignore"):  # the logarithm of no events at all
        gap = scale.there(value) - scale.there(target)
    found = overdispersion(gap / error, error, trim=trim, truncate=on_log)
    spread = np.sqrt(error**2 + _along(found.between))
    lower, upper = _limits_of_chance(target, expected, kind, confidence)
    unit = per * _along(centre) if kind == "rate" else np.asarray(float(per))
    return Funnel(
        value=value * unit,
        lower=lower * unit,
        upper=upper * unit,
        adjusted_lower=scale.back(scale.there(target) - z_limit * spread) * unit,
        adjusted_upper=scale.back(scale.there(target) + z_limit * spread) * unit,
        z=gap / error,
        adjusted_z=gap / spread,
        reason=reason,
        centre=(target * unit)[..., 0],
        dispersion=found.dispersion,
        between=found.between,
        is_overdispersed=found.dispersion > OVERDISPERSED,
    )


class Curve(NamedTuple):
    """The four limits of a funnel, with an entry a size."""

    lower: Floats
    upper: Floats
    adjusted_lower: Floats
    adjusted_upper: Floats


def funnel_curve(
    found: Funnel, base: ArrayLike, *, kind: str, per: float = 1, confidence: float
) -> Curve:
    """Return the limits of a funnel at any sizes, to draw its lines through.

    Shapes: `found` is of one group; the limits have the shape of `base`.
    Units: as for `funnel`; `kind`, `per` and `confidence` are those it was made with.
    Missing: NaN where a size is NaN or not above 0, or the funnel has no centre.
    Errors: as for `funnel`.
    Source: as for `funnel`.
    """
    _refuse_wrong(kind, per, on_log=False)
    (base,) = floats(base)
    base = np.where(base > 0, base, np.nan)
    target = found.centre / per if kind == "proportion" else np.asarray(1.0)
    expected = base * found.centre / per if kind == "rate" else base
    expected = np.where(expected > 0, expected, np.nan)
    unit = found.centre if kind == "rate" else per
    scale = ARCSINE if kind == "proportion" else ROOT
    arm = normal_quantile(confidence) * np.sqrt(scale.error(expected) ** 2 + found.between)
    lower, upper = _limits_of_chance(target, expected, kind, confidence)
    return Curve(
        lower * unit,
        upper * unit,
        scale.back(scale.there(target) - arm) * unit,
        scale.back(scale.there(target) + arm) * unit,
    )


def proportion_limits(
    centre: ArrayLike, base: ArrayLike, *, confidence: float
) -> tuple[Floats, Floats]:
    """Return what chance can do to a proportion of `base` people, about `centre`.

    Shapes: the inputs broadcast; both limits have the broadcast shape.
    Units: proportions; for few people a limit may lie outside 0 to 1.
    Missing: NaN where an input is NaN, `centre` is outside 0 to 1 or `base` not above 0.
    Errors: ValueError unless `confidence` is above 0 and below 1.
    Source: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, appendix A.1.1.
    """
    centre, base = floats(centre, base)
    valid = (centre >= 0) & (centre <= 1) & (base > 0)
    centre, base = np.where(valid, centre, np.nan), np.where(valid, base, np.nan)
    arm = normal_quantile(confidence) * np.sqrt(centre * (1 - centre) / base)
    return centre - arm, centre + arm


def funnel_significance(observed: ArrayLike, base: ArrayLike, *, kind: str) -> Words:
    """Return whether each area is low or high: "Low (0.001)" to "High (0.001)".

    A proportion is looked for outside the limits of chance about that of all areas; of a rate or
    ratio it is the average of all areas (or 1) that is looked for outside the area's own interval.
    The average includes the area. This is chance alone, as published: see `funnel` for the rest.

    Shapes: as for `funnel`.
    Units: as for `funnel`; the probability in brackets is that of one tail.
    Missing: "" where a value means nothing.
    Errors: ValueError unless `kind` is proportion, rate or ratio.
    Source: Public Health England, technical guide on funnel plots, as in PHEindicatormethods 2.1.
    """
    _refuse_wrong(kind, per=1, on_log=False)
    observed, base, reason = _valid(observed, base, kind)
    centre, _ = _centre(observed, base, kind)
    target = _along(centre)
    sides = [_side(observed, base, target, kind, confidence) for confidence in (0.95, 0.998)]
    level = np.nan_to_num(levels_of_difference(*sides)).astype(np.int64)
    return np.where(reason == "", np.array(LABELS)[level + 2], "")


def _side(observed: Floats, base: Floats, target: Floats, kind: str, confidence: float) -> Floats:
    if kind == "proportion":
        share = observed / base
        return side_of(share, share, *proportion_limits(target, base, confidence=confidence))
    lower, upper = poisson_interval(observed, confidence=confidence)
    return side_of(lower / base, upper / base, target, target)


def _refuse_wrong(kind: str, per: float, *, on_log: bool) -> None:
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, not {kind!r}")
    if on_log and kind == "proportion":
        raise ValueError("a proportion has no funnel on logarithms")
    if not per > 0:
        raise ValueError(f"per must be above 0, not {per}")


def _valid(observed: ArrayLike, base: ArrayLike, kind: str) -> tuple[Floats, Floats, Words]:
    """Return both with NaN where they make no value, and the reason of that."""
    observed, base = floats(observed, base)
    reason = why_not(observed, base, is_share=kind == "proportion")
    here = reason == ""
    if kind == "ratio":
        reason = np.where(reason == NO_BASE, NO_EXPECTED, reason)
    return np.where(here, observed, np.nan), np.where(here, base, np.nan), reason


def _centre(observed: Floats, base: Floats, kind: str) -> tuple[Floats, Floats]:
    """Return the average of each group, and what an area's count is set against."""
    if kind == "ratio":
        return np.ones(observed.shape[:-1]), base
    total = np.nansum(base, axis=-1)
    centre = np.nansum(observed, axis=-1) / np.where(total > 0, total, np.nan)
    return centre, base * _along(centre) if kind == "rate" else base


def _along(of_group: Floats) -> Floats:
    """Return a value of each group so that it broadcasts along its areas."""
    return np.asarray(of_group)[..., np.newaxis]


def _limits_of_chance(
    target: Floats, expected: Floats, kind: str, confidence: float
) -> tuple[Floats, Floats]:
    if kind == "proportion":
        lower, upper = proportion_limits(target, expected, confidence=confidence)
        return lower.clip(0, None), upper.clip(None, 1)
    lower, upper = exact_poisson_interval(expected, confidence=confidence)
    return lower / expected, upper / expected
