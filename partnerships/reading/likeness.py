"""Public facts about areas by which they are called alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from partnerships.models import (
    KINDS_AT,
    SINGLE_TIER,
    Area,
    AreaKind,
    AreaPart,
    Level,
    Population,
)

FIRST_YEAR, YEAR = 2001, 2007
"""Mid-years between which growth is taken, and of the residents: the latest known in June 2008."""

KINDS = frozenset(KINDS_AT[Level.LAA_AREA] + KINDS_AT[Level.DISTRICT])

LIKE_KINDS = {
    AreaKind.CITY_OF_LONDON: AreaKind.LONDON_BOROUGH,
    AreaKind.ISLES_OF_SCILLY: AreaKind.UNITARY,
}
"""Kinds with one area each, and the kind that does the same work."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one area. `is_estimated`: its residents are a share of its county's."""

    area_id: int
    tier: str
    kind: str
    region_id: int
    residents: float
    growth: float
    is_estimated: bool


def facts_on(day: date) -> list[Facts]:
    """Return the facts of every county and district of England on `day`, by code."""
    areas = list(Area.objects.real().on(day).filter(kind__in=KINDS).order_by("gss_code"))
    within = _wholes(areas, day)
    then, now = (_residents(areas, within, year) for year in (FIRST_YEAR, YEAR))
    known = set(_counts(YEAR))
    return [
        Facts(
            area_id=area.pk,
            tier=_tier(area.kind),
            kind=LIKE_KINDS.get(AreaKind(area.kind), area.kind),
            region_id=_region(area.pk, within),
            residents=now[area.pk],
            growth=(now[area.pk] / then[area.pk]) ** (1 / (YEAR - FIRST_YEAR)) - 1,
            is_estimated=area.pk not in known,
        )
        for area in areas
    ]


def _tier(kind: str) -> str:
    """Say whether an area does a county's work, a district's, or both."""
    return "single tier" if kind in SINGLE_TIER else kind


def _wholes(areas: Iterable[Area], day: date) -> dict[int, int]:
    """Return what each area lies in: a county, or else its region."""
    parts = AreaPart.objects.on(day).filter(
        part__in=[area.pk for area in areas],
        whole__kind__in=[AreaKind.COUNTY, AreaKind.REGION],
    )
    return dict(parts.values_list("part_id", "whole_id"))


def _region(area_id: int, within: Mapping[int, int]) -> int:
    whole = within[area_id]
    return within.get(whole, whole)


def _residents(areas: list[Area], within: Mapping[int, int], year: int) -> dict[int, float]:
    """Return the residents of each area: if need be, a share of what is left of its county's."""
    counts: dict[int, float] = {**_counts(year)}
    siblings = defaultdict(list)
    for area in areas:
        siblings[within[area.pk]].append(area.pk)
    for county, districts in siblings.items():
        unknown = [pk for pk in districts if pk not in counts]
        left = counts.get(county, 0) - sum(counts.get(pk, 0) for pk in districts)
        counts |= dict.fromkeys(unknown, left / max(len(unknown), 1))
    return counts


def _counts(year: int) -> dict[int, int]:
    found = Population.objects.filter(year=year, age_band=Population.ALL_AGES)
    return dict(found.values_list("area_id", "count"))
