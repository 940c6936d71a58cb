"""What a return is checked against, as plain values: measures, areas, populations, the sender."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from indicators.periods import Period


@dataclass(frozen=True, slots=True)
class DefinitionFacts:
    """A version of a measure, for periods that start in its half-open span."""

    id: int
    version: str
    starts_on: date | None
    ends_on: date | None

    def covers(self, period: Period) -> bool:
        return (self.starts_on is None or self.starts_on <= period.start) and (
            self.ends_on is None or period.start < self.ends_on
        )


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure: its kind, and at which levels and for which periods it is collected.

    `base` is "population" where a blank denominator is filled with that of `age_band`.
    """

    id: int
    code: str
    indicator: str
    kind: str
    levels: tuple[str, ...]
    period_kinds: tuple[str, ...]
    base: str
    age_band: str
    definitions: tuple[DefinitionFacts, ...]

    def definition_for(self, period: Period) -> DefinitionFacts | None:
        return next((d for d in self.definitions if d.covers(period)), None)


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """A place; `successors` are written as a sender should read them."""

    id: int
    code: str
    name: str
    levels: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    successors: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.code} ({self.name})"

    def exists(self, period: Period) -> bool:
        """Whether the area had not ended when a period began."""
        return self.ends_on is None or period.start < self.ends_on


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a check needs to know.

    `measures` by indicator code; `areas` by either of their codes; `named` those of a name, by what
    `name_key` makes of it; `populations` by area id, year and age band; `sender_areas` None for a
    sender who may send for every area.
    """

    today: date
    measures: Mapping[str, tuple[MeasureFacts, ...]]
    areas: Mapping[str, AreaFacts]
    named: Mapping[str, tuple[AreaFacts, ...]]
    populations: Mapping[tuple[int, int, str], int]
    sender_areas: frozenset[int] | None
    sender: str


def name_key(name: str) -> str:
    """Return a name without what people write differently: capitals, spaces, points, an &."""
    return re.sub(r"[\W_]+", "", name.replace("&", "and")).casefold()


def by_name(areas: Iterable[AreaFacts]) -> dict[str, tuple[AreaFacts, ...]]:
    """Return areas by their names; several may have the same."""
    found: dict[str, tuple[AreaFacts, ...]] = {}
    for area in areas:
        key = name_key(area.name)
        found[key] = (*found.get(key, ()), area)
    return found


def areas_called(
    text: str, areas: Mapping[str, AreaFacts], named: Mapping[str, tuple[AreaFacts, ...]]
) -> tuple[AreaFacts, ...]:
    """Return every area that a text may mean: the one of that code, or those of that name."""
    by_code = areas.get(text)
    return (by_code,) if by_code else named.get(name_key(text), ())
