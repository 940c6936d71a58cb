"""The councils, forces, brigades and partnerships of the invented places."""

from collections.abc import Sequence

from partnerships.models import (
    Area,
    Capacity,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipKind,
    Seat,
)

from .geography import COUNTIES, REGION, County, Place
from .places import SOURCE

Bodies = list[Organisation]


def make_bodies() -> None:
    """Make or refresh the invented organisations and the partnerships they sit on."""
    areas = {area.gss_code: area for area in Area.objects.filter(is_invented=True)}
    region = areas[REGION[0]]
    _organisation(
        "x-go", OrganisationKind.GOVERNMENT_OFFICE, f"Government Office, {region}", region
    )
    _organisation("x-data", OrganisationKind.OTHER, "Demonstration data service", region)
    for county in COUNTIES:
        services = _services(county, areas)
        county_wide = [_county_council(county, areas), *services]
        councils = []
        for place in county.districts:
            kind, name = OrganisationKind.DISTRICT_COUNCIL, f"{place.name} District Council"
            councils.append(_district(place, areas[place.code], kind, name, county_wide))
        _county_partnerships(county, areas[county.code], [*county_wide, *councils])
        for place in county.unitaries:
            kind, name = OrganisationKind.UNITARY_COUNCIL, f"{place.name} Council"
            council = _district(place, areas[place.code], kind, name, services)
            _lsp(f"x-lsp-{place.slug}", place.name, areas[place.code], [council, *services])


def _county_council(county: County, areas: dict[str, Area]) -> Organisation:
    kind, name = OrganisationKind.COUNTY_COUNCIL, f"{county.name} County Council"
    return _organisation(f"x-council{county.suffix}", kind, name, areas[county.code])


def _services(county: County, areas: dict[str, Area]) -> Bodies:
    """Make a county's police, fire authority and trust, which its unitary authorities share."""
    patch = [areas[county.code], *(areas[place.code] for place in county.unitaries)]
    return [
        _organisation(f"{code}{county.suffix}", kind, f"{county.name} {what}", *patch)
        for code, kind, what in (
            ("x-police", OrganisationKind.POLICE_FORCE, "Constabulary"),
            ("x-police-authority", OrganisationKind.POLICE_AUTHORITY, "Police Authority"),
            ("x-fire", OrganisationKind.FIRE_AUTHORITY, "Fire Authority"),
            ("x-pct", OrganisationKind.PCT, "Primary Care Trust"),
        )
    ]


def _county_partnerships(county: County, area: Area, members: Bodies) -> None:
    """Make a county's LSP and strategy group.

    The chair of each district's strategy group sits on that of the county (SI 2007/1830 reg. 8, not
    checked against the text), here on the seat of the district's council.
    """
    _lsp(f"x-lsp{county.suffix}", county.name, area, members)
    kind, name = PartnershipKind.COUNTY_STRATEGY_GROUP, f"{county.name} county strategy group"
    group = _partnership(f"x-group{county.suffix}", kind, name, area)
    _seats(group, members, Capacity.RESPONSIBLE_AUTHORITY)


def _lsp(code: str, place: str, area: Area, members: Bodies) -> None:
    name = f"{place} Local Strategic Partnership"
    lsp = _partnership(code, PartnershipKind.LSP, name, area)
    _seats(lsp, members, Capacity.PARTNER_AUTHORITY)


def _district(place: Place, area: Area, kind: str, name: str, others: Bodies) -> Organisation:
    """Make a council of the lower tier and the crime partnership of its area."""
    council = _organisation(f"x-council-{place.slug}", kind, name, area)
    code = f"x-cdrp-{place.slug}"
    cdrp = _partnership(code, PartnershipKind.CDRP, f"{place.name} CDRP", area)
    _seats(cdrp, [council, *others], Capacity.RESPONSIBLE_AUTHORITY)
    return council


def _organisation(code: str, kind: str, name: str, *areas: Area) -> Organisation:
    facts = {"kind": kind, "name": name, "is_invented": True, "source": SOURCE}
    organisation = Organisation.objects.update_or_create(code=code, defaults=facts)[0]
    organisation.areas.set(areas)
    return organisation


def _partnership(code: str, kind: str, name: str, area: Area) -> Partnership:
    facts = {"kind": kind, "name": name, "is_invented": True, "source": SOURCE}
    partnership = Partnership.objects.update_or_create(code=code, defaults=facts)[0]
    partnership.areas.set([area])
    return partnership


def _seats(partnership: Partnership, members: Sequence[Organisation], capacity: str) -> None:
    for organisation in members:
        Seat.objects.get_or_create(
            partnership=partnership,
            organisation=organisation,
            capacity=capacity,
            defaults={"source": SOURCE},
        )
    if capacity == Capacity.RESPONSIBLE_AUTHORITY:
        partnership.seats.filter(corrected_at=None).update(is_senior=True)
