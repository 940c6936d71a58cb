"""Three years of monthly returns whose truth is known, after three years of history.

Every series is one area in one measure. Its path falls by three per cent a year, spread over the
months by their days and a season; its truth is the path times a factor, and counts cluster about
that. All come of one seed.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from benchmarks import report

HISTORY, TERM = 36, 36
"""Months before the agreement, and of it. The first of either is an April."""

EVENTS = (10, 30, 100, 200, 400)
"""A month, as measures are met: a fifth of the measures has each."""

DISPERSIONS = (1.0, 1.2, 1.5, 2.0, 1.5)
PEOPLE, PER = 100_000.0, 1000
FALL = 0.97
"""A year's target over the last year's."""

DAYS = np.array([30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31], float)
SEASON = 1 + 0.12 * np.sin(2 * np.pi * np.arange(12) / 12)
TIME = np.arange(TERM)
ALWAYS = np.ones(TERM)


@dataclass(frozen=True, slots=True)
class Kind:
    """A truth: by how much its series leave the path, since when, and how their returns come."""

    name: str
    factor: np.ndarray
    share: float
    """Of the areas in every measure."""
    onset: int = 0
    """The first month that is off the path."""
    late: int = 0
    """Months by which every return is late."""
    outage: bool = False
    """Whether the returns of July to September of each year never come."""


KINDS = (
    Kind("on path", ALWAYS, 0.52),
    Kind("on path, outage", ALWAYS, 0.04, outage=True),
    Kind("on path, late", ALWAYS, 0.04, late=2),
    Kind("plus 10%", 1.1 * ALWAYS, 0.08),
    Kind("plus 20%", 1.2 * ALWAYS, 0.08),
    Kind("plus 20%, outage", 1.2 * ALWAYS, 0.06, outage=True),
    Kind("plus 20%, late", 1.2 * ALWAYS, 0.06, late=2),
    Kind("step of 30%", np.where(TIME >= 18, 1.3, 1.0), 0.06, onset=18),
    Kind("drift of 1% a month", 1.01 ** (TIME + 1), 0.06),
)
ON_PATH = tuple(place for place, kind in enumerate(KINDS) if kind.factor is ALWAYS)
OUT = np.isin(TIME % 12, (3, 4, 5))


@dataclass(frozen=True)
class World:
    """`counts` are measures by areas by months, history first; NaN: never sent."""

    counts: np.ndarray
    kind: np.ndarray
    """Of each area, as a place in KINDS; the same in every measure."""
    events: np.ndarray
    """Of each measure: events a month before the agreement."""
    dispersion: np.ndarray
    """Of each measure: the variance of a count over its mean."""

    @property
    def areas(self) -> int:
        return len(self.kind)

    @cached_property
    def asked(self) -> np.ndarray:
        """What each measure's target asks for, measures by years, in its unit."""
        yearly = 12 * self.events[:, np.newaxis] * FALL ** np.arange(1, 4)
        return yearly / PEOPLE * PER

    @cached_property
    def path(self) -> np.ndarray:
        """The events of each month of the agreement that the path has, by measure."""
        yearly = self.asked * PEOPLE / PER
        found: np.ndarray = (yearly[..., np.newaxis] * SHARES).reshape(len(yearly), TERM)
        return found

    @cached_property
    def late(self) -> np.ndarray:
        """The months by which each area is late."""
        return np.array([KINDS[place].late for place in self.kind])

    def known(self, month: int) -> np.ndarray:
        """Return the counts that are in by the end of a month of the agreement; NaN: not yet."""
        counts = self.counts[..., : HISTORY + month + 1]
        is_in = np.arange(counts.shape[-1]) <= (HISTORY + month - self.late)[:, np.newaxis]
        return np.where(is_in, counts, np.nan)


SHARES = DAYS * SEASON / (DAYS * SEASON).sum()


def make(areas: int, measures: int) -> World:
    """Make a world in which every kind of truth has its share of the areas."""
    random = np.random.default_rng(report.seed())
    kind = np.searchsorted(
        np.cumsum([one.share for one in KINDS]), (np.arange(areas) + 0.5) / areas
    )
    events = np.array([EVENTS[place % len(EVENTS)] for place in range(measures)], float)
    dispersion = np.array([DISPERSIONS[place // len(EVENTS) % 5] for place in range(measures)])
    before = 12 * events[:, np.newaxis, np.newaxis] * np.tile(SHARES, HISTORY // 12)
    world = World(np.empty(0), kind, events, dispersion)
    factor = np.array([KINDS[place].factor for place in kind])
    during = world.path[:, np.newaxis] * factor
    mean = np.concatenate([np.broadcast_to(before, (measures, areas, HISTORY)), during], axis=2)
    counts = _clustered(mean, dispersion[:, np.newaxis, np.newaxis], random)
    lost = np.array([KINDS[place].outage for place in kind])[:, np.newaxis] & OUT
    counts[..., HISTORY:][:, lost] = np.nan
    return World(counts, kind, events, dispersion)


def _clustered(mean: np.ndarray, dispersion: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return counts with this mean, and this many times the variance of a Poisson count."""
    beyond = np.maximum(dispersion - 1, 1e-9)
    varied = np.where(dispersion > 1, random.gamma(mean / beyond, beyond), mean)
    return random.poisson(varied).astype(float)
