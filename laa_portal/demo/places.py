"""An invented county with four districts, its bodies and its partnerships."""

from dataclasses import dataclass

from partnerships.models import (
    Area,
    AreaKind,
    AreaPart,
    Capacity,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipKind,
    Population,
    Seat,
)

SOURCE = "Invented for demonstration"
POPULATION_YEARS = range(2004, 2012)

REGION = ("X12000001", AreaKind.REGION, "Demonstration region")
COUNTY = ("X10000001", AreaKind.COUNTY, "Greyshire")
FORCE = ("X23000001", AreaKind.POLICE_FORCE, "Greyshire Constabulary")
FIRE = ("X31000001", AreaKind.FIRE_AUTHORITY, "Greyshire Fire and Rescue")


@dataclass(frozen=True, slots=True)
class District:
    code: str
    name: str
    residents: int
    slug: str


DISTRICTS = (
    District("X07000001", "Ashmere", 118_400, "ashmere"),
    District("X07000002", "Coldwell", 87_250, "coldwell"),
    District("X07000003", "Fernley", 141_900, "fernley"),
    District("X07000004", "Netherby", 64_300, "netherby"),
)

GROWTH = 0.006
"""Yearly, of every district's population."""


def make_places() -> None:
    """Make or refresh the invented places, bodies and partnerships."""
    region, county, force, fire = (_area(*place) for place in (REGION, COUNTY, FORCE, FIRE))
    districts = [
        _area(district.code, AreaKind.NON_METROPOLITAN, district.name) for district in DISTRICTS
    ]
    for part in (county, force, fire):
        _part(region, part)
    for area, district in zip(districts, DISTRICTS, strict=True):
        for whole in (county, force, fire):
            _part(whole, area)
        _populations(area, district.residents)
    _bodies(region, county, districts)


def _area(code: str, kind: str, name: str) -> Area:
    facts = {"kind": kind, "name": name, "is_invented": True, "source": SOURCE}
    return Area.objects.update_or_create(gss_code=code, defaults=facts)[0]


def _part(whole: Area, part: Area) -> None:
    AreaPart.objects.get_or_create(whole=whole, part=part, defaults={"source": SOURCE})


def _populations(area: Area, residents: int) -> None:
    """Give an area and age band a population in every year, growing evenly from 2008."""
    rows = [
        Population(
            area=area,
            year=year,
            age_band=band,
            count=round(residents * share * (1 + GROWTH) ** (year - 2008)),
            source=SOURCE,
        )
        for year in POPULATION_YEARS
        for band, share in ((Population.ALL_AGES, 1.0), ("10-17", 0.1))
    ]
    Population.objects.bulk_create(rows, ignore_conflicts=True)


def _bodies(region: Area, county: Area, districts: list[Area]) -> None:
    """Make the organisations and the partnerships they sit on."""
    council = _organisation(
        "x-council", OrganisationKind.COUNTY_COUNCIL, "Greyshire County Council", county
    )
    police = _organisation(
        "x-police", OrganisationKind.POLICE_FORCE, "Greyshire Constabulary", county
    )
    fire = _organisation(
        "x-fire", OrganisationKind.FIRE_AUTHORITY, "Greyshire Fire Authority", county
    )
    _organisation(
        "x-go",
        OrganisationKind.GOVERNMENT_OFFICE,
        "Government Office, Demonstration region",
        region,
    )
    _organisation("x-data", OrganisationKind.OTHER, "Demonstration data service", region)
    county_wide = [council, police, fire]
    lsp = _partnership(
        "x-lsp", PartnershipKind.LSP, "Greyshire Local Strategic Partnership", county
    )
    group = _partnership(
        "x-group", PartnershipKind.COUNTY_STRATEGY_GROUP, "Greyshire county strategy group", county
    )
    _seats(lsp, county_wide, Capacity.PARTNER_AUTHORITY)
    _seats(group, county_wide, Capacity.RESPONSIBLE_AUTHORITY)
    for area, district in zip(districts, DISTRICTS, strict=True):
        own = _organisation(
            f"x-council-{district.slug}",
            OrganisationKind.DISTRICT_COUNCIL,
            f"{district.name} District Council",
            area,
        )
        cdrp = _partnership(
            f"x-cdrp-{district.slug}", PartnershipKind.CDRP, f"{district.name} CDRP", area
        )
        _seats(cdrp, [own, *county_wide], Capacity.RESPONSIBLE_AUTHORITY)


def _organisation(code: str, kind: str, name: str, area: Area) -> Organisation:
    facts = {"kind": kind, "name": name, "is_invented": True, "source": SOURCE}
    organisation = Organisation.objects.update_or_create(code=code, defaults=facts)[0]
    organisation.areas.set([area])
    return organisation


def _partnership(code: str, kind: str, name: str, area: Area) -> Partnership:
    facts = {"kind": kind, "name": name, "is_invented": True, "source": SOURCE}
    partnership = Partnership.objects.update_or_create(code=code, defaults=facts)[0]
    partnership.areas.set([area])
    return partnership


def _seats(partnership: Partnership, organisations: list[Organisation], capacity: str) -> None:
    for organisation in organisations:
        Seat.objects.get_or_create(
            partnership=partnership,
            organisation=organisation,
            capacity=capacity,
            defaults={"source": SOURCE},
        )
