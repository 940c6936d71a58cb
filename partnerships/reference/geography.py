"""The places that the files name, and which lies in which."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partnerships.models import Area, AreaKind

from .files import England, LocalAuthority, PrimaryCareTrust

ENGLAND = "E92000001"

IN_ENGLAND = "the nine regions are England"
IN_REGION = "ONS lookup of local authorities and regions"
IN_COUNTY = "a district's 2008 code begins with its county's"
IN_FORCE = "ONS Code History Database, through the CDRP"
IN_FIRE_AUTHORITY = "ONS lookup of December 2018, cast back to 2008"
ALL_DISTRICTS_IN_REGION = "derived: all its local authorities lie in the region"


@dataclass(frozen=True, slots=True)
class Part:
    """That one area lies within another, both by GSS code."""

    whole: str
    part: str
    source: str
    starts_on: date | None = None
    ends_on: date | None = None
    is_exact: bool = True


def areas(england: England) -> Iterator[Area]:
    """Return every place, unsaved."""
    source = "GSS code: ONS Code History Database"
    yield Area(kind=AreaKind.COUNTRY, name="England", gss_code=ENGLAND, source=source)
    for region in england.regions:
        yield _area(region, AreaKind.REGION, ons_code=region.ons_code)
    for one in england.authorities:
        spans = {"starts_on": one.starts_on, "ends_on": one.ends_on}
        yield _area(one, one.kind, ons_code=one.ons_code, **spans)
    for force in england.forces:
        yield _area(force, AreaKind.POLICE_FORCE)
    for authority in england.fire_authorities:
        yield _area(authority, AreaKind.FIRE_AUTHORITY)
    for trust in england.trusts:
        yield _area(trust, AreaKind.PCT, ons_code=trust.nhs_code)


def successions(england: England) -> Iterator[tuple[str, str]]:
    """Return each pair of a place that ended and one that followed it."""
    for authority in england.authorities:
        for successor in authority.successors:
            yield authority.gss_code, successor


def parts(england: England) -> Iterator[Part]:
    """Return what lies in what: the part of an authority that began or ended, for as long."""
    for region in england.regions:
        yield Part(ENGLAND, region.gss_code, IN_ENGLAND)
    for authority in england.authorities:
        yield from _parts_of(authority)
    yield from _parts_of_regions(england)
    yield from _parts_of_trusts(england)


def trusts_of(england: England, authority: LocalAuthority) -> set[PrimaryCareTrust]:
    """Return the trusts that serve a county or district, or served those it followed.

    The match of trusts to areas is not official.
    """
    before = [one for one in england.authorities if authority.gss_code in one.successors]
    return {
        trust
        for trust in england.trusts
        if authority.gss_code in trust.laa_areas
        or any(trust.covers(one) for one in [authority, *before] if one.is_district)
    }


def _area(record: object, kind: str, **fields: object) -> Area:
    names = {name: getattr(record, name) for name in ("name", "gss_code", "source")}
    return Area(kind=kind, **names, **fields)


def _parts_of(authority: LocalAuthority) -> Iterator[Part]:
    wholes = [
        (authority.police_force, IN_FORCE),
        (authority.fire_authority, IN_FIRE_AUTHORITY),
        (authority.county, IN_COUNTY) if authority.county else (authority.region, IN_REGION),
    ]
    for whole, source in wholes:
        yield Part(whole, authority.gss_code, source, authority.starts_on, authority.ends_on)


def _parts_of_regions(england: England) -> Iterator[Part]:
    """Return the force and fire authority areas that lie wholly in one region."""
    regions: defaultdict[str, set[str]] = defaultdict(set)
    for authority in england.authorities:
        regions[authority.police_force].add(authority.region)
        regions[authority.fire_authority].add(authority.region)
    forces = [force.gss_code for force in england.forces]
    fire_authorities = [authority.gss_code for authority in england.fire_authorities]
    for code in forces + fire_authorities:
        if len(regions[code]) == 1:
            (region,) = regions[code]
            yield Part(region, code, ALL_DISTRICTS_IN_REGION)


def _parts_of_trusts(england: England) -> Iterator[Part]:
    """Return the LAA areas that each trust serves, some of them only in part."""
    for authority in filter(lambda one: one.is_laa_area, england.authorities):
        for trust in trusts_of(england, authority):
            yield Part(
                trust.gss_code,
                authority.gss_code,
                trust.source,
                authority.starts_on,
                authority.ends_on,
                is_exact=False,
            )
