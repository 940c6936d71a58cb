"""What signals of an area rest on: its CDRPs, and which of its targets carries what is theirs."""

from collections.abc import Collection
from datetime import date

from django.db.models import Min, Q

from partnerships.models import Partnership, PartnershipKind

from .held import held_targets


def first_targets(areas: Collection[int], day: date) -> set[int]:
    """Return the one target of each area that carries what is the area's on a day.

    On each of its targets it would open as many concerns.
    """
    held = held_targets(day).filter(agreement__area__in=areas, indicator__isnull=False)
    first = held.order_by().values("agreement__area").annotate(first=Min("pk"))
    return {row["first"] for row in first}


def cdrps_of(areas: Collection[int]) -> dict[Partnership, set[int]]:
    """Return the CDRPs of areas and of the districts in them, each with those areas of `areas`."""
    cdrps = Partnership.objects.filter(kind=PartnershipKind.CDRP)
    near = cdrps.filter(Q(areas__in=areas) | Q(areas__wholes__whole__in=areas)).distinct()
    found = {}
    for cdrp in near.prefetch_related("areas__wholes"):
        own = {area.pk for area in cdrp.areas.all()}
        around = {part.whole_id for area in cdrp.areas.all() for part in area.wholes.all()}
        found[cdrp] = (own | around) & set(areas)
    return found
