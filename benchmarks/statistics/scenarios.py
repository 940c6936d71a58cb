"""Made-up months of crime in many areas, for every measurement that needs to know the truth.

The families differ in how the level of an area moves. What they have in common is recorded crime
as it is met: levels from a few to hundreds a month, a season, offences that come in clusters (so
counts vary more than Poisson), and trends that differ between areas.
"""

from dataclasses import dataclass, replace

import numpy as np

BASE = 100_000.0  # people: rates play no part in the families, so all areas have as many


@dataclass(frozen=True, slots=True)
class Family:
    """How the levels of areas move. Trends and steps are on the log scale."""

    name: str
    yearly_trend: float = -0.03
    trend_differs: float = 0.05  # standard deviation between areas, a year
    stops: bool = False  # the trend ends where the history ends
    step: float = 0.0  # standard deviation of a random walk's steps, a month
    season: float = 0.12  # height of the wave
    dispersion: float = 1.5  # variance of a month's count over its mean
    lowest: float = 20.0  # mean of a month
    highest: float = 400.0
    history: int = 60  # months

    def but(self, **changes: object) -> "Family":
        return replace(self, **changes)


IN_CONTROL = Family("in control", yearly_trend=0, trend_differs=0)
STABLE_TREND = Family("stable trend")
TREND_STOPS = Family("trend stops", stops=True)
RANDOM_WALK = Family("random walk", yearly_trend=0, trend_differs=0, step=0.03)
WALK_WITH_DRIFT = Family("walk with drift", step=0.03)
FAMILIES = (STABLE_TREND, TREND_STOPS, RANDOM_WALK, WALK_WITH_DRIFT)


def months(
    family: Family, random: np.random.Generator, *, areas: int, ahead: int = 0
) -> np.ndarray:
    """Return the counts of so many areas in the months of the history and after it."""
    return clustered(means(family, random, areas=areas, ahead=ahead), family.dispersion, random)


def means(family: Family, random: np.random.Generator, *, areas: int, ahead: int = 0) -> np.ndarray:
    """Return what the counts of `months` vary about."""
    time = np.arange(family.history + ahead)
    level = random.uniform(np.log(family.lowest), np.log(family.highest), (areas, 1))
    slope = random.normal(family.yearly_trend, family.trend_differs, (areas, 1)) / 12
    trend = slope * (np.minimum(time, family.history - 1) if family.stops else time)
    walk = np.cumsum(random.normal(0, family.step, (areas, len(time))), axis=1)
    phase = time + random.integers(0, 12, (areas, 1))
    season = family.season * np.sin(2 * np.pi * phase / 12)
    return np.exp(level + trend + walk + season)


def clustered(mean: np.ndarray, dispersion: float, random: np.random.Generator) -> np.ndarray:
    """Return counts with this mean, and this many times the variance of a Poisson count."""
    if dispersion > 1:
        mean = random.gamma(mean / (dispersion - 1), dispersion - 1)
    return random.poisson(mean).astype(float)


def month_of_year(columns: int) -> np.ndarray:
    """Return 1 to 12 for each column, the first being a January."""
    return np.arange(columns) % 12 + 1
