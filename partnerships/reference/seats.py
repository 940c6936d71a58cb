"""Who sits on which partnership, as far as the law and the map settle it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from partnerships import standing
from partnerships.models import LAA_DAY, Capacity, PartnershipKind

from .files import Body, England, LocalAuthority
from .geography import trusts_of
from .organisations import organisations, partnerships

ON_A_CDRP = "derived from CDA 1998 s.5 and coverage"
ON_A_COUNTY_GROUP = "derived from SI 2007/1830 reg. 8 (text not checked) and coverage"
ON_AN_LSP = "derived from LGPIHA 2007 ss.103-104 and coverage"
DERIVED = (ON_A_CDRP, ON_A_COUNTY_GROUP, ON_AN_LSP)

Question = Callable[[str, date], bool]

SEATS: dict[str, tuple[tuple[Capacity, Question, str], ...]] = {
    PartnershipKind.CDRP: (
        (Capacity.RESPONSIBLE_AUTHORITY, standing.is_responsible_authority, ON_A_CDRP),
    ),
    # the seat of a district's council is also that of the chair of the district's strategy group
    PartnershipKind.COUNTY_STRATEGY_GROUP: (
        (Capacity.RESPONSIBLE_AUTHORITY, standing.is_responsible_authority, ON_A_COUNTY_GROUP),
    ),
    PartnershipKind.LSP: (
        (
            Capacity.RESPONSIBLE_LOCAL_AUTHORITY,
            standing.is_responsible_local_authority,
            ON_AN_LSP,
        ),
        (Capacity.PARTNER_AUTHORITY, standing.is_partner_authority, ON_AN_LSP),
    ),
}
"""On each kind of partnership: in which capacity, by which question of law, from which source."""


@dataclass(frozen=True, slots=True)
class Place:
    """A seat of an organisation on a partnership, both by code."""

    partnership: str
    organisation: str
    capacity: Capacity
    ends_on: date | None
    source: str


def seats(england: England) -> Iterator[Place]:
    """Return the seats that the law of 30 June 2008 gives to the bodies covering each area."""
    covers = _coverage(england)
    bodies: defaultdict[str, list[Body]] = defaultdict(list)
    for body in organisations(england):
        for area in body.areas:
            bodies[area].append(body)
    for partnership in partnerships(england):
        around = {area for code in partnership.areas for area in covers[code]}
        present = {body.code: body for area in sorted(around) for body in bodies[area]}
        yield from _seats_on(partnership, present.values())


def _seats_on(partnership: Body, bodies: Iterable[Body]) -> Iterator[Place]:
    for capacity, binds, source in SEATS.get(partnership.kind, ()):
        for body in bodies:
            if binds(body.kind, LAA_DAY):
                ends_on = _earliest(partnership.ends_on, body.ends_on)
                yield Place(partnership.code, body.code, capacity, ends_on, source)


def _coverage(england: England) -> dict[str, set[str]]:
    """Return, for each county and district, the areas that contain it, touch it or are its own."""
    covers = {one.gss_code: _around(england, one) for one in england.authorities}
    for district in england.authorities:
        if district.county:
            covers[district.county].add(district.gss_code)
    return covers


def _around(england: England, authority: LocalAuthority) -> set[str]:
    wholes = {authority.region, authority.police_force, authority.fire_authority}
    trusts = {trust.gss_code for trust in trusts_of(england, authority)}
    return {authority.gss_code, authority.laa_area} | wholes | trusts


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)
