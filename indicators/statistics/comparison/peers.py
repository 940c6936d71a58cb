"""An area beside its most similar areas."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr

from indicators.statistics.estimates import MISSING, TOO_FEW, Floats, Words, floats, why_not

NO_VARIANCE = "no variance"

FEWEST_PEERS = 6
"""With fewer, how far peers lie apart is not known well enough to judge by."""

BEYOND = (0.1, 0.025, 0.001)
"""Probabilities in one tail of t from which a gap is slight, clear and far."""

BETTER = ("in line", "slightly better", "better", "far better")
WORSE = ("in line", "slightly worse", "worse", "far worse")
ABOVE = ("in line", "slightly above", "above", "far above")
BELOW = ("in line", "slightly below", "below", "far below")


class Standing(NamedTuple):
    """Arrays of one shape. `reason` says why there is no `z`; a percentile may stand without."""

    z: Floats
    p: Floats
    grade: Words
    percentile: Floats
    peers: NDArray[np.int64]
    reason: Words


class GroupAverage(NamedTuple):
    """The mean rate of a group, and how many areas it is the mean of."""

    value: Floats
    areas: NDArray[np.int64]


class GroupSpread(NamedTuple):
    """What the members of each group say together, and of how many of them."""

    mean: Floats
    between: Floats
    members: NDArray[np.int64]


class _Spread(NamedTuple):
    """What the peers of each area say together: their mean, its variance, and their own spread."""

    mean: Floats
    variance: Floats
    between: Floats
    peers: NDArray[np.int64]


def log_rate(
    count: ArrayLike, base: ArrayLike, *, dispersion: ArrayLike = 1
) -> tuple[Floats, Floats]:
    """Return the logarithm of a rate (or of observed over expected), and its variance.

    Shapes: the inputs broadcast; both results have the broadcast shape.
    Units: events, and people or expected events, in; a natural logarithm and its variance out. A
    dispersion below 1 is taken as 1.
    Missing: NaN where an input is NaN, the count is negative or the base not above 0.
    Errors: none.
    Source: half an event is added so that none has a logarithm too: J. B. S. Haldane (1956),
    Annals of Human Genetics 20:309-311.
    """
    count, base, dispersion = floats(count, base, dispersion)
    valid = why_not(count, base, is_share=False) == ""
    count = np.where(valid, count, np.nan) + 0.5
    logarithm = np.log(count) - np.log(np.where(valid, base, np.nan))
    return logarithm, np.maximum(dispersion, 1) / count


def logit_share(count: ArrayLike, base: ArrayLike) -> tuple[Floats, Floats]:
    """Return the log odds of a proportion, and their variance.

    Shapes: the inputs broadcast; both results have the broadcast shape.
    Units: people or answers (of a survey: of its effective size) in; log odds and variance out.
    Missing: NaN where an input is NaN, the base is not above 0, or the count not within it.
    Errors: none.
    Source: as for `log_rate`, half an answer being added to either side.
    """
    count, base = floats(count, base)
    valid = why_not(count, base, is_share=True) == ""
    yes = np.where(valid, count, np.nan) + 0.5
    no = np.where(valid, base - count, np.nan) + 0.5
    return np.log(yes / no), 1 / yes + 1 / no


def against_peers(
    value: ArrayLike, variance: ArrayLike, peers: ArrayLike, *, improvement: int = -1
) -> Standing:
    """Return where each area stands among its peers, which it is not one of itself.

    The peers' values differ by chance and for reasons of their own; both are allowed for, so an
    ordinary member of a group is called better or worse once in twenty times, however exact its
    figures. Grades are by where the absolute z lies in the distribution of t, its degrees of
    freedom two fewer than the peers: below the 90 % point "in line"; below the 97.5 % point
    "slightly better" (or worse), which is no evidence yet; then "better", and from the 99.9 % point
    "far better". The percentile is the share
    of peers that do worse, an equal counting half; it needs no variance.

    Shapes: `value` and `variance` have an area a row, and may have a period a column; `peers` has
    an area a row and in its columns the rows of that area's peers, with -1 for none. An area that
    is named among its own peers is passed over. Each field has the shape of `value`.
    Units: a scale on which errors are about normal (see `log_rate`, `logit_share`), and variance on
    that scale. `improvement` is -1 where lower is better, 1 where higher, 0 where neither: then
    grades say above and below, and the percentile counts the lower ones.
    Missing: a peer without a value or variance is passed over. With fewer than six such peers there
    is no z and no grade, and the reason "too few"; an area without a value has "missing", one with
    no variance above 0 "no variance".
    Errors: ValueError unless `improvement` is -1, 0 or 1 and `peers` a matrix of a row an area;
    IndexError if it names a row that is not there.
    Source: DerSimonian and Laird (1986), Controlled Clinical Trials 7:177-188; prediction for one
    more member by Higgins, Thompson and Spiegelhalter (2009), JRSS A 172:137-159.
    """
    value, variance = floats(value, variance)
    members = _members(peers, len(value), improvement)
    is_known = np.isfinite(value) & np.isfinite(variance) & (variance > 0)
    variance = np.where(is_known, variance, np.nan)
    spread = _spread(_of_peers(value, members), _of_peers(variance, members))
    reason = _why_no_z(value, variance, spread.peers)
    error = np.sqrt(variance + spread.between + spread.variance)
    z = np.where(reason == "", (value - spread.mean) / error, np.nan)
    freedom = np.where(reason == "", spread.peers - 2, np.nan)
    percentile = _percentile(value, _of_peers(value, members), improvement)
    p = 2 * stdtr(freedom, -np.abs(z))
    return Standing(z, p, _grade(z, p, improvement), percentile, spread.peers, reason)


def group_spread(value: ArrayLike, variance: ArrayLike) -> GroupSpread:
    """Return the mean of groups of areas, and how much they differ beyond chance.

    Shapes: the areas of a group along axis 1 of both inputs, which have the same shape; fields lack
    that axis.
    Units: a scale on which errors are about normal (see `log_rate`, `logit_share`), and variance on
    that scale in; the mean on it and the variance between areas out.
    Missing: an area without a value, or with no variance above 0, is passed over; NaN where fewer
    than two are left.
    Errors: none.
    Source: as for `against_peers`.
    """
    value, variance = floats(value, variance)
    is_known = np.isfinite(value) & np.isfinite(variance) & (variance > 0)
    found = _spread(value, np.where(is_known, variance, np.nan))
    return GroupSpread(found.mean, found.between, found.peers)


def _members(peers: ArrayLike, areas: int, improvement: int) -> NDArray[np.int64]:
    """Return the matrix of peers with -1 for none, also in place of the area itself."""
    if improvement not in (-1, 0, 1):
        raise ValueError(f"improvement must be -1, 0 or 1, not {improvement}")
    members = np.asarray(peers, dtype=np.int64)
    if members.ndim != 2 or len(members) != areas:
        raise ValueError(f"peers must be a matrix with a row for each of {areas} areas")
    own = np.arange(areas)[:, np.newaxis]
    return np.where((members < 0) | (members == own), -1, members)


def _of_peers(values: Floats, members: NDArray[np.int64]) -> Floats:
    """Return what each area's peers have, along axis 1; NaN where there is no peer."""
    nobody = np.full((1, *values.shape[1:]), np.nan)
    return np.concatenate([values, nobody])[members]


def _spread(value: Floats, variance: Floats) -> _Spread:
    """Return the random-effects mean of the peers along axis 1. Variance is NaN without a value."""
    here = np.isfinite(variance)
    value = np.where(here, value, 0)
    peers = here.sum(axis=1)
    known = np.where(peers > 1, peers, np.nan)  # one alone has no spread
    weight = np.where(here, 1 / np.where(here, variance, 1), 0)
    between = _between(value, weight, known)
    within = np.where(here, variance, np.inf)
    weight = 1 / (within + np.expand_dims(between, 1))
    total = np.where(np.isnan(known), np.nan, weight.sum(axis=1))
    return _Spread((weight * value).sum(axis=1) / total, 1 / total, between, peers)


def _between(value: Floats, weight: Floats, peers: Floats) -> Floats:
    """Return how much more the values vary than their own errors explain (tau squared)."""
    total = np.where(np.isnan(peers), np.nan, weight.sum(axis=1))
    mean = (weight * value).sum(axis=1) / total
    heterogeneity = (weight * (value - np.expand_dims(mean, 1)) ** 2).sum(axis=1)
    scale = total - (weight**2).sum(axis=1) / total
    return np.maximum((heterogeneity - (peers - 1)) / scale, 0)


def _why_no_z(value: Floats, variance: Floats, peers: NDArray[np.int64]) -> Words:
    reason = np.where(peers < FEWEST_PEERS, TOO_FEW, "")
    reason = np.where(np.isnan(variance), NO_VARIANCE, reason)
    return np.where(np.isfinite(value), reason, MISSING)


def _percentile(value: Floats, of_peers: Floats, improvement: int) -> Floats:
    """Return the percentage of peers that do worse (are lower), an equal one counting half."""
    own = np.expand_dims(value, 1)
    here = np.isfinite(of_peers).sum(axis=1)
    passed = of_peers > own if improvement < 0 else of_peers < own
    count = (passed & np.isfinite(of_peers)).sum(axis=1) + (of_peers == own).sum(axis=1) / 2
    is_known = np.isfinite(value) & (here > 0)
    return 100 * np.where(is_known, count / np.maximum(here, 1), np.nan)


def _grade(z: Floats, p: Floats, improvement: int) -> Words:
    beyond = sum(p / 2 <= tail for tail in BEYOND)
    high, low = {-1: (WORSE, BETTER), 0: (ABOVE, BELOW), 1: (BETTER, WORSE)}[improvement]
    grade = np.where(z > 0, np.array(high)[beyond], np.array(low)[beyond])
    return np.where(np.isnan(z), "", grade)


def msg_average(rate: ArrayLike, peers: ArrayLike) -> GroupAverage:
    """Return the average of each area's group as it was published: the area itself is in it.

    The sum of rates over the number of areas, so that a small area counts as much as a large one.
    To be shown under that name; a judgement leaves the area out (see `against_peers`).

    Shapes: as for `against_peers`.
    Units: any rate or share in; the same out, and how many areas had one.
    Missing: an area without a rate is left out of both the sum and the number; NaN where all are.
    Errors: as for `against_peers`.
    Source: HMIC, crime and policing comparator, "About the data" (most similar groups).
    """
    (rate,) = floats(rate)
    members = _members(peers, len(rate), improvement=0)
    group = np.concatenate([np.expand_dims(rate, 1), _of_peers(rate, members)], axis=1)
    here = np.isfinite(group)
    areas = here.sum(axis=1)
    total = np.where(here, group, 0).sum(axis=1)
    return GroupAverage(total / np.where(areas > 0, areas, np.nan), areas)
