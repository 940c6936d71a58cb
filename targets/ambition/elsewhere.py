"""What has been seen in other areas, for a target to be held against. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from indicators.statistics.estimates import Floats

LONGEST = 5
"""Years over which changes are looked at: further apart than the agreements ever set a target."""

MOST_KEPT = 201
"""Changes beyond which only their quantiles are kept, one every half per cent."""

PLACES = 9
"""Decimals of a logarithm that are kept: with fewer, equal changes would no longer be equal."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes of one length: how many were seen, and their logarithms, the smallest first.

    Of more than MOST_KEPT the logarithms are quantiles, which place a change as well to within half
    a per cent.
    """

    number: int = 0
    logs: tuple[float, ...] = ()

    @classmethod
    def of(cls, logs: ArrayLike) -> Self:
        """Take changes as they were seen; NaN is none."""
        seen = np.asarray(logs, np.float64)
        seen = np.sort(seen[np.isfinite(seen)])
        kept = seen
        if seen.size > MOST_KEPT:
            kept = np.quantile(seen, np.linspace(0, 1, MOST_KEPT))
        return cls(int(seen.size), tuple(np.round(kept, PLACES).tolist()))


@dataclass(frozen=True, slots=True)
class Peer:
    """A similar area: its figures by the year they begin in, and where it heads by itself."""

    figures: Mapping[int, float]
    projected: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What the similar areas say together in a year, on the log scale (of shares the logit)."""

    mean: float
    between: float
    """The variance between them beyond chance."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """All that is known of other areas. Changes are by their length in years, groups by year."""

    peers: tuple[Peer, ...] = ()
    groups: Mapping[int, Group] = field(default_factory=dict)
    changes_of_peers: Mapping[int, Changes] = field(default_factory=dict)
    changes_of_all: Mapping[int, Changes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure of an area in the year that it begins in, and in which comparable stretch."""

    area: int
    year: int
    segment: int
    value: float


def changes_by_length(figures: Iterable[Seen]) -> dict[int, Changes]:
    """Return all changes seen between two years of one area and one comparable stretch."""
    figures = list(figures)
    if not figures:
        return {}
    values, segments = _arranged(figures)
    found = {}
    for length in range(1, min(LONGEST, values.shape[1] - 1) + 1):
        before, after = values[:, :-length], values[:, length:]
        is_comparable = segments[:, :-length] == segments[:, length:]
        ratio = np.where(is_comparable, after / before, np.nan)
        if (changes := Changes.of(np.log(ratio))).number:
            found[length] = changes
    return found


def _arranged(figures: list[Seen]) -> tuple[Floats, Floats]:
    """Return values above 0 and their stretches, an area a row and a year a column."""
    areas = {area: row for row, area in enumerate(sorted({one.area for one in figures}))}
    years = [one.year for one in figures]
    first = min(years)
    shape = len(areas), max(years) - first + 1
    values, segments = np.full(shape, np.nan), np.full(shape, np.nan)
    for one in figures:
        place = areas[one.area], one.year - first
        values[place] = one.value if one.value > 0 else np.nan
        segments[place] = one.segment
    return values, segments
