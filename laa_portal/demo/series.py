"""Which series are generated, and how their figures follow time, place and story."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.special import ndtri

from indicators.periods import Period

from .geography import COUNTY_AREAS, DISTRICTS, FORCES, LAA_AREAS, Place, Territory
from .models import (
    Cases,
    Circumstances,
    Events,
    EventsAgainstExpected,
    EventsOfCohort,
    Figures,
    Model,
    PeopleAgainstExpected,
    Score,
    Survey,
)
from .stories import STORIES

SEED = 2008
START = date(2003, 4, 1)
DEFINITIONS_CHANGE = date(2008, 4, 1)


def span(first: str, last: str) -> tuple[Period, ...]:
    """Return the periods from `first` to `last`, both by their codes."""
    periods = [Period.parse(first)]
    while periods[-1].code != last:
        periods.append(periods[-1].next())
    return tuple(periods)


MONTHS = span("2003-04", "2008-12")
QUARTERS = span("2003/04 Q1", "2008/09 Q3")
YEARS = span("2003/04", "2007/08")
WAVES = span("2008/09", "2009/10")
"""Of surveys. Those before 2008/09 asked by no definition of the set, so none is accepted."""

SURVEYED = DISTRICTS + COUNTY_AREAS
"""A county's share is published beside its districts': answers are not added up."""


@dataclass(frozen=True, slots=True)
class Series:
    """One measure in a row of areas. `drift`, `season` and `spread` are shares of its level.

    `drift` is a year's, `season` half the way from the quietest to the busiest month, and `spread`
    the standard deviation between districts. `redefined` multiplies all since April 2008.
    """

    measure: str
    areas: tuple[Territory, ...]
    periods: tuple[Period, ...]
    model: Model
    drift: float = 0.0
    season: float = 0.0
    spread: float = 0.20
    redefined: float = 1.0

    @property
    def indicator(self) -> str:
        return self.measure.rstrip("iv")


RECORDED_CRIME = (
    Series("NI 15", DISTRICTS, MONTHS, Events(0.0011, 1.2), 0.02, 0.10, redefined=1.25),
    Series("NI 16", DISTRICTS, MONTHS, Events(0.0165, 1.5), -0.025, 0.08),
    Series("NI 20", DISTRICTS, MONTHS, Events(0.0078, 1.4), -0.02, 0.12, redefined=0.95),
    Series("NI 28", DISTRICTS, span("2007/08 Q1", "2008/09 Q3"), Events(0.0006, 1.1), -0.03),
    Series("NI 29", DISTRICTS, YEARS, Events(0.00018), -0.04),
    Series("NI 34", FORCES, YEARS, Events(0.000004)),
)

OTHERS = (
    Series("NI 33i", DISTRICTS, QUARTERS, Events(0.0009, 1.3), -0.04, 0.15),
    Series("NI 33ii", DISTRICTS, QUARTERS, Events(0.0019, 1.5), -0.05, 0.25),
    Series("NI 47", DISTRICTS, span("2003", "2008"), Events(0.00055), -0.05),
    Series("NI 48", DISTRICTS, span("2003", "2008"), Events(0.00007), -0.06),
    Series("NI 111", LAA_AREAS, YEARS, Events(0.0019, 1.4), 0.01),
    Series(
        "NI 18", LAA_AREAS, span("2007/08 Q1", "2008/09 Q3"),
        PeopleAgainstExpected(0.004, 0.098), -0.03, spread=0.10,
    ),
    Series(
        "NI 19", LAA_AREAS, (*span("2005/06", "2005/06"), *span("2008/09", "2008/09")),
        EventsOfCohort(0.0008, 1.15, 2.5), -0.03,
    ),
    Series(
        "NI 30", LAA_AREAS, span("2008/09", "2008/09"),
        EventsAgainstExpected(0.0005, 0.83, 2.0),
    ),
    Series("NI 43", LAA_AREAS, span("2008/09 Q1", "2008/09 Q3"), Cases(0.0019, 0.055)),
    Series("NI 17", SURVEYED, WAVES, Survey(0.20), -0.04, spread=0.25),
    Series("NI 21", SURVEYED, WAVES, Survey(0.26), 0.02, spread=0.15),
    Series("NI 22", SURVEYED, WAVES, Survey(0.30), 0.0, spread=0.15),
    Series("NI 23", SURVEYED, WAVES, Survey(0.31), 0.0, spread=0.25),
    Series("NI 27", SURVEYED, WAVES, Survey(0.25), 0.03, spread=0.15),
    Series("NI 37", SURVEYED, WAVES, Survey(0.15), 0.0, spread=0.15),
    Series("NI 41", SURVEYED, WAVES, Survey(0.29), 0.0, spread=0.25),
    Series("NI 42", SURVEYED, WAVES, Survey(0.31), -0.03, spread=0.30),
    Series("NI 35", LAA_AREAS, span("2008/09", "2008/09"), Score(2.8), spread=0.10),
    Series("NI 36", LAA_AREAS, span("2008/09", "2008/09"), Score(3.1), spread=0.10),
)  # fmt: skip


def drawn(series: Series) -> Iterator[tuple[Territory, Period, Figures]]:
    """Yield the figures of a series: the same every time, whatever other series there are."""
    generator = np.random.default_rng([SEED, *series.measure.encode()])
    levels = _levels(series, generator)
    for area in series.areas:
        level = _level_of(area, levels)
        for period in series.periods:
            here = _circumstances(series, area, period, level)
            yield area, period, series.model.draw(here, generator)


def _levels(series: Series, generator: np.random.Generator) -> Mapping[Place, float]:
    """Return the level of each district: evenly spaced quantiles dealt out at random, or a story's.

    So between districts there is just the spread that was asked for, and on average none.
    """
    places = [place for area in DISTRICTS for place in area.members]
    quantiles = ndtri((np.arange(len(places)) + 0.5) / len(places))
    dealt = np.exp(series.spread * generator.permutation(quantiles))
    told = {s.place: s.level for s in STORIES if s.measure == series.measure and s.level}
    return {
        place: told.get(place.name, float(level))
        for place, level in zip(places, dealt, strict=True)
    }


def _level_of(area: Territory, levels: Mapping[Place, float]) -> float:
    """Return the level of an area: that of its members, each by its residents."""
    people = sum(place.residents for place in area.members)
    return sum(levels[place] * place.residents for place in area.members) / people


def _circumstances(series: Series, area: Territory, period: Period, level: float) -> Circumstances:
    return Circumstances(
        residents=sum(place.residents_in(period.population_year) for place in area.members),
        districts=len(area.members),
        years=period.kind.months / 12,
        level=level * _course(series, period.start) * _told(series, area, period.start),
    )


def _course(series: Series, day: date) -> float:
    """Return what time alone makes of a series: drift, season, and a change of definition."""
    drift = (1 + series.drift) ** ((day - START).days / 365.25)
    season = 1 + series.season * np.cos(2 * np.pi * (day.month - 7) / 12)
    return float(drift * season * (series.redefined if day >= DEFINITIONS_CHANGE else 1))


def _told(series: Series, area: Territory, day: date) -> float:
    """Return what a story makes of an area's rate from its day on."""
    factors = (
        story.factor
        for story in STORIES
        if (story.measure, story.place) == (series.measure, area.name) and story.since <= day
    )
    return float(np.prod([*factors]))
