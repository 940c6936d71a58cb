"""The invented places as areas: what they are, what lies in what, and who lives there."""

from collections.abc import Iterable, Sequence

from partnerships.models import Area, AreaKind, AreaPart, Population

from .geography import COUNTIES, REGION, County, Place, districts

SOURCE = "Invented for demonstration"
POPULATION_YEARS = range(2003, 2012)
AGE_BANDS = ((Population.ALL_AGES, 1.0), ("10-17", 0.1))
"""With the share of residents who are of each."""


def make_places() -> None:
    """Make or refresh the invented areas and their populations."""
    region = _area(*REGION)
    places = {place.code: _area(place.code, kind, place.name) for kind, place in districts()}
    populations = [_populations(places[place.code], [place]) for _, place in districts()]
    for county in COUNTIES:
        for whole, members in _wholes(county):
            _parts(region, [whole])
            _parts(whole, [places[member.code] for member in members])
            populations.append(_populations(whole, members))
        _parts(region, [places[unitary.code] for unitary in county.unitaries])
    rows = [row for of_area in populations for row in of_area]
    Population.objects.bulk_create(rows, ignore_conflicts=True)


def _wholes(county: County) -> Iterable[tuple[Area, Sequence[Place]]]:
    """Yield a county, its police force area and its fire and rescue area, and what lies in each."""
    yield _area(county.code, AreaKind.COUNTY, county.name), county.districts
    force, brigade = f"{county.name} Constabulary", f"{county.name} Fire and Rescue"
    yield _area(county.force_code, AreaKind.POLICE_FORCE, force), county.patch
    yield _area(county.brigade_code, AreaKind.FIRE_AUTHORITY, brigade), county.patch


def _area(code: str, kind: str, name: str) -> Area:
    facts = {"kind": kind, "name": name, "is_invented": True, "source": SOURCE}
    return Area.objects.update_or_create(gss_code=code, defaults=facts)[0]


def _parts(whole: Area, parts: Iterable[Area]) -> None:
    for part in parts:
        AreaPart.objects.get_or_create(whole=whole, part=part, defaults={"source": SOURCE})


def _populations(area: Area, members: Sequence[Place]) -> list[Population]:
    """Return the population of an area by year and age band: that of all its members."""
    return [
        Population(
            area=area,
            year=year,
            age_band=band,
            count=sum(round(place.residents_in(year) * share) for place in members),
            source=SOURCE,
        )
        for year in POPULATION_YEARS
        for band, share in AGE_BANDS
    ]
