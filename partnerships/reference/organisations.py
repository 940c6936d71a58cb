"""The bodies and partnerships that the files name or that follow from the places in them."""

from collections.abc import Iterator

from partnerships.models import LAA_DAY, AreaKind, OrganisationKind, PartnershipKind

from .files import Body, England, LocalAuthority

COUNCIL_KINDS = {
    AreaKind.COUNTY: OrganisationKind.COUNTY_COUNCIL,
    AreaKind.NON_METROPOLITAN: OrganisationKind.DISTRICT_COUNCIL,
}
GENERIC_LSP = "derived: each LAA area of June 2008 had one; the name is generic"
GENERIC_COUNTY_GROUP = "derived: SI 2007/1830 asks for one in each county; the name is generic"
GENERIC_COUNCIL = "known; short names, not always the official ones"


def organisations(england: England) -> Iterator[Body]:
    """Return every body, with the areas it answers for."""
    yield from (_council(one) for one in england.authorities)
    yield from _police(england)
    for authority in england.fire_authorities:
        kind = OrganisationKind.FIRE_AUTHORITY
        yield _body("fire", authority.gss_code, kind, authority.authority, authority.source)
    for trust in england.trusts:
        yield _body("pct", trust.gss_code, OrganisationKind.PCT, trust.trust, trust.source)
    for region in england.regions:
        kind = OrganisationKind.GOVERNMENT_OFFICE
        yield _body("go", region.gss_code, kind, region.government_office, region.source)
    yield from england.bodies


def partnerships(england: England) -> Iterator[Body]:
    """Return the Local Strategic Partnerships, county strategy groups and CDRPs of 2008."""
    for authority in england.authorities:
        if authority.is_laa_area and _began_by_laa_day(authority):
            yield _lsp(authority)
        if authority.kind == AreaKind.COUNTY:
            yield _county_strategy_group(authority)
    for cdrp in england.cdrps:
        districts = tuple(one.gss_code for one in england.authorities if one.cdrp == cdrp.code)
        kind = PartnershipKind.CDRP
        yield Body(cdrp.code, kind, cdrp.name, districts, None, cdrp.ends_on, cdrp.source)


def _began_by_laa_day(authority: LocalAuthority) -> bool:
    return authority.starts_on is None or authority.starts_on <= LAA_DAY


def _council(authority: LocalAuthority) -> Body:
    kind = COUNCIL_KINDS.get(AreaKind(authority.kind), OrganisationKind.UNITARY_COUNCIL)
    return Body(
        f"council-{authority.gss_code}",
        kind,
        authority.council,
        (authority.gss_code,),
        authority.starts_on,
        authority.ends_on,
        GENERIC_COUNCIL,
    )


def _police(england: England) -> Iterator[Body]:
    kinds = OrganisationKind
    for force in england.forces:
        code, source = force.gss_code, force.source
        yield _body("police", code, kinds.POLICE_FORCE, force.force, source)
        yield _body("police-authority", code, kinds.POLICE_AUTHORITY, force.authority, source)


def _body(prefix: str, area: str, kind: str, name: str, source: str) -> Body:
    return Body(f"{prefix}-{area}", kind, name, (area,), None, None, source)


def _lsp(authority: LocalAuthority) -> Body:
    return Body(
        f"lsp-{authority.gss_code}",
        PartnershipKind.LSP,
        f"{_plain_name(authority)} Local Strategic Partnership",
        (authority.gss_code,),
        None,
        authority.ends_on,
        GENERIC_LSP,
    )


def _county_strategy_group(county: LocalAuthority) -> Body:
    return Body(
        f"county-strategy-group-{county.gss_code}",
        PartnershipKind.COUNTY_STRATEGY_GROUP,
        f"{county.name} County Strategy Group",
        (county.gss_code,),
        None,
        county.ends_on,
        GENERIC_COUNTY_GROUP,
    )


def _plain_name(authority: LocalAuthority) -> str:
    """Return "Bristol" for what the ONS files as "Bristol, City of"."""
    return authority.name.partition(",")[0]
