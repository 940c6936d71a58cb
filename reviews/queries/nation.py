"""How targets are going in all areas: counted by region, and one by one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Max, Q

from indicators.models import Indicator
from partnerships.models import Area, User, Viewer
from reviews import rag
from reviews.models import Assessment
from reviews.progress import Verdict
from reviews.rag import WORST_FIRST, Rag
from reviews.signals import MOST_BY_ITSELF
from targets.models import STARTS_ON, YEARS
from targets.queries.across import regions_of

from .held import FIRST_YEAR
from .regions import Placed, levels_of
from .reviewed import Reviewed


@dataclass(frozen=True, slots=True)
class Ranked:
    """A target somewhere, as far as it has to be known to rank and count it."""

    assessment_id: int
    area: Area
    region: Area | None
    indicator_id: int
    rag: Rag
    level: int | None
    """Of its open concern; None: there is none, or the reader does not see it."""


@dataclass(frozen=True, slots=True)
class RegionCount:
    """A region, with how many of its targets are rated how."""

    region: Area | None
    """None: areas that lie in no region."""
    ratings: Mapping[Rag, int]
    concerns: int
    """Targets with an open concern."""
    serious: int
    """Of these, how many stand at level 3 or 4."""


@dataclass(frozen=True)
class Nation:
    """The targets of all areas in one year, the worst first."""

    ranked: Sequence[Ranked]

    def within(
        self,
        *,
        region: str = "",
        indicator: Indicator | None = None,
        rating: str = "",
        concern: int | None = None,
    ) -> "Nation":
        """Return the part of it in a region (its code), of an indicator, of a rating, or with an
        open concern of this level at least."""
        return replace(
            self,
            ranked=[
                one
                for one in self.ranked
                if (not region or (one.region and one.region.gss_code == region))
                and (indicator is None or one.indicator_id == indicator.pk)
                and rating in ("", one.rag)
                and (concern is None or (one.level is not None and one.level >= concern))
            ],
        )

    def by_region(self) -> list[RegionCount]:
        """Return how each region goes, by name."""
        found: dict[Area | None, list[Ranked]] = {}
        for one in self.ranked:
            found.setdefault(one.region, []).append(one)
        counted = [_counted(region, own) for region, own in found.items()]
        return sorted(counted, key=lambda one: one.region.name if one.region else "\uffff")


def _counted(region: Area | None, own: Sequence[Ranked]) -> RegionCount:
    levels = [one.level for one in own if one.level is not None]
    return RegionCount(
        region=region,
        ratings=Counter(one.rag for one in own),
        concerns=len(levels),
        serious=sum(level > MOST_BY_ITSELF for level in levels),
    )


def nation_in(year: int, reader: User) -> Nation:
    """Return how all areas go in a year, in as many queries for four as for 150.

    The invented areas of the demonstration are never put together with England's: they are shown
    where no real one is held against figures.
    """
    newest = {row.target_id: row for row in _rows(year, reader)}
    known = Area.objects.in_bulk({row.area_id for row in newest.values()})
    is_real = any(not one.is_invented for one in known.values())
    areas = {key: one for key, one in known.items() if not (is_real and one.is_invented)}
    regions, levels = regions_of(areas), levels_of(newest, reader)
    ranked = [
        Ranked(
            assessment_id=row.pk,
            area=areas[row.area_id],
            region=regions.get(row.area_id),
            indicator_id=row.indicator_id,
            rag=rag.rate(row.verdict, row.level).rag,
            level=levels.get(row.target_id),
        )
        for row in newest.values()
        if row.area_id in areas
    ]
    return Nation(sorted(ranked, key=_worst_first))


def _rows(year: int, reader: User) -> Iterable[Any]:
    """Return what ranks each target of a year; where one was held to two measures, the newest
    last."""
    visible = Assessment.objects.visible_to(reader).filter(
        year=year, target__indicator__isnull=False, target__agreement__starts_on=STARTS_ON
    )
    named = visible.annotate(
        area_id=F("target__agreement__area"), indicator_id=F("target__indicator")
    )
    return named.only("target", "verdict", "level").order_by("computed_at")


def _worst_first(one: Ranked) -> tuple[int, int, str, int]:
    return (WORST_FIRST.index(one.rag), -(one.level or 0), one.area.name, one.indicator_id)


def placed_of(ranked: Iterable[Ranked], reader: User) -> list[Placed]:
    """Return targets with all that is known of them, in the order given, in one query."""
    asked = list(ranked)
    visible = Assessment.objects.visible_to(reader)
    rows = visible.select_related("measure", "target__indicator", "target__agreement__area")
    found = rows.in_bulk([one.assessment_id for one in asked])
    return [
        Placed(one.area, Reviewed(row.target, row), one.level)
        for one in asked
        if (row := found.get(one.assessment_id))  # not one that was just worked out anew
    ]


def newest_year(reader: Viewer, region: Area | None = None) -> str:
    """Return the newest financial year in which targets are held to something that is known.

    Of the region's areas, if one is named, as far as a reader sees them; the first year of the
    agreements where nothing is known of any.
    """
    told = Assessment.objects.visible_to(reader).told().exclude(verdict=Verdict.NOT_MEASURED)
    if region is not None:
        told = told.filter(target__agreement__area__in=Area.objects.ids_within([region.pk]))
    real = Q(target__agreement__area__is_invented=False)
    found = told.aggregate(real=Max("year", filter=real), any=Max("year"))
    return YEARS[(found["real"] or found["any"] or FIRST_YEAR) - FIRST_YEAR]
