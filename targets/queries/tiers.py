"""Which partnerships stand above and below one another: districts, their county, their LSP."""

from partnerships.models import (
    KINDS_AT,
    Area,
    AreaKind,
    AreaPart,
    Level,
    Partnership,
    PartnershipKind,
)


def county_group(cdrp: Partnership) -> Partnership | None:
    """Return the county strategy group above a CDRP; None where there is one tier alone.

    SI 2007/1830 regs 8-9: two-tier areas have one.
    """
    wholes = AreaPart.objects.filter(
        part__in=cdrp.areas.all(), is_exact=True, whole__kind=AreaKind.COUNTY
    )
    groups = Partnership.objects.filter(
        kind=PartnershipKind.COUNTY_STRATEGY_GROUP, areas__in=wholes.values("whole")
    )
    return groups.order_by("pk").first()


def lsp_of(area: Area) -> Partnership | None:
    """Return the Local Strategic Partnership of an LAA area."""
    return area.partnerships.filter(kind=PartnershipKind.LSP).order_by("pk").first()


def cdrps_of(area: Area) -> list[Partnership]:
    """Return the CDRPs of an LAA area, by name: its districts', or its own."""
    within = Area.objects.ids_within([area.pk])
    found = Partnership.objects.filter(kind=PartnershipKind.CDRP, areas__in=within)
    return list(found.distinct().order_by("name"))


def laa_area_of(cdrp: Partnership) -> Area | None:
    """Return the LAA area in which a CDRP lies: its county, or its own district."""
    own = list(cdrp.areas.all())
    wholes = AreaPart.objects.filter(part__in=own, is_exact=True)
    around = Area.objects.filter(pk__in=wholes.values("whole"), kind=AreaKind.COUNTY).first()
    kinds = KINDS_AT[Level.LAA_AREA]
    return around or next((area for area in own if area.kind in kinds), None)
