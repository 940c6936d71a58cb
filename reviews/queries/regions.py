"""How targets are going in all areas of a region: area by indicator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.models import Indicator
from partnerships.audiences import areas_on_side
from partnerships.models import Area, AreaKind, User, Viewer
from reviews.models import Assessment, Concern
from targets.models import STARTS_ON, Agreement, Target
from targets.queries.across import regions_of
from targets.sides import Side

from .reviewed import Reviewed


@dataclass(frozen=True, slots=True)
class Placed:
    """A target of an area, with what is known of it in the year and how serious its concern is."""

    area: Area
    now: Reviewed
    level: int | None
    """Of its open concern; None: there is none, or the reader does not see it."""


@dataclass(frozen=True)
class Region:
    """The areas of a region that have an agreement, and the targets of each by its indicator."""

    region: Area
    areas: Sequence[Area]
    indicators: Sequence[Indicator]
    placed: Mapping[tuple[int, int], Placed]
    """By the keys of area and indicator."""

    def of(self, indicator: Indicator) -> list[Placed]:
        """Return how one indicator is going in each area that has a target on it."""
        keys = ((area.pk, indicator.pk) for area in self.areas)
        return [self.placed[key] for key in keys if key in self.placed]


def region_in(region: Area, year: int, reader: Viewer) -> Region:
    """Return how a region goes in a year, in as many queries for four areas as for twenty."""
    inside = Area.objects.ids_within([region.pk])
    visible = Agreement.objects.visible_to(reader).filter(area__in=inside, starts_on=STARTS_ON)
    agreements = {one.pk: one.area for one in visible.select_related("area")}
    rows = Assessment.objects.visible_to(reader).filter(
        target__agreement__in=agreements, target__indicator__isnull=False, year=year
    )
    related = rows.select_related("measure", "target__indicator").order_by("computed_at")
    newest = {one.target_id: one for one in related}
    levels = levels_of(newest, reader)
    placed = {}
    for one in newest.values():
        target: Target = one.target
        area = agreements[target.agreement_id]
        placed[area.pk, target.indicator_id or 0] = Placed(
            area, Reviewed(target, one), levels.get(target.pk)
        )
    indicators = {one.target.indicator_id: one.target.indicator for one in newest.values()}
    return Region(
        region=region,
        areas=sorted(agreements.values(), key=lambda one: one.name),
        indicators=sorted((one for one in indicators.values() if one), key=lambda one: one.number),
        placed=placed,
    )


def levels_of(targets: Mapping[int, object], reader: Viewer) -> dict[int, int]:
    """Return how serious the open concern of each target is, where the reader sees it."""
    seen = Concern.objects.visible_to(reader).alive().filter(target__in=list(targets))
    return {key: level for key, level in seen.values_list("target", "level") if key}


def regions_looked_over(reader: User) -> list[Area]:
    """Return the regions of which a reader sees all areas: their office's, or all of them."""
    regions = Area.objects.filter(kind=AreaKind.REGION)
    if not reader.sees_all_areas:
        regions = regions.filter(pk__in=areas_on_side(reader, Side.GOVERNMENT))
    return list(regions.order_by("name"))


def region_of(area: Area) -> Area | None:
    """Return the region that an area lies in."""
    return regions_of([area.pk]).get(area.pk)
