"""Two regions with everything in them that somebody must not see.

`north` is a county with the districts `dale` and `fell`; `next` is another county of its region,
with the district `moor`; `south` lies in another region, with the district `port`. Everybody
works for the north; what is done to records of the others shows what leaks.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.test.client import ClientHandler
from django.utils import timezone

from partnerships.models import (
    Area,
    AreaKind,
    Organisation,
    Partnership,
    PartnershipKind,
    Role,
    RoleKind,
    User,
)
from tests.browsing import Visitor
from tests.factories.partnerships import (
    make_area,
    make_organisation,
    make_part,
    make_partnership,
)

from .audiences import NATIONAL, Actor, Target
from .canaries import Aviary
from .matrix import Entry

INSIDE = {
    # whole: parts
    "upland": ("north", "next"),
    "coast": ("south",),
    "north": ("dale", "fell"),
    "next": ("moor",),
    "south": ("port",),
}
PLACES = {
    # name: (kind, code)
    "upland": (AreaKind.REGION, "X12000901"),
    "coast": (AreaKind.REGION, "X12000902"),
    "north": (AreaKind.COUNTY, "X10000901"),
    "next": (AreaKind.COUNTY, "X10000902"),
    "south": (AreaKind.COUNTY, "X10000903"),
    "dale": (AreaKind.NON_METROPOLITAN, "X07000901"),
    "fell": (AreaKind.NON_METROPOLITAN, "X07000902"),
    "moor": (AreaKind.NON_METROPOLITAN, "X07000903"),
    "port": (AreaKind.NON_METROPOLITAN, "X07000904"),
}
DISTRICTS = ("dale", "moor", "port")
"""One's own, one of the same region, and one of another."""

COUNTIES = ("north", "next", "south")
"""They send returns, each for itself."""

SEATS = {
    # kind of role: what it is over
    RoleKind.CDRP_OFFICER: ("partnership", "dale"),
    RoleKind.CDRP_CHAIR: ("partnership", "dale"),
    RoleKind.COUNTY_OFFICER: ("partnership", "north"),
    RoleKind.LSP_COORDINATOR: ("partnership", "north"),
    RoleKind.LSP_CHAIR: ("partnership", "north"),
    RoleKind.COUNCIL_LEADER: ("organisation", "north"),
    RoleKind.PARTNER: ("organisation", "north"),
    RoleKind.GO_REVIEWER: ("area", "upland"),
    RoleKind.GO_DIRECTOR: ("area", "upland"),
    RoleKind.HO_ANALYST: (None, ""),
    RoleKind.INSPECTOR: (None, ""),
    RoleKind.DATA_PROVIDER: ("organisation", "north"),
    RoleKind.ADMINISTRATOR: (None, ""),
}


@dataclass
class World:
    """The people, places and records, and where each canary sits."""

    areas: dict[str, Area] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    partnerships: dict[str, Partnership] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    actors: list[Actor] = field(default_factory=list)
    actors_by_key: list[Actor] = field(default_factory=list)
    actors_hours_ago: list[Actor] = field(default_factory=list)
    clients: dict[str, Visitor] = field(default_factory=dict)
    targets: dict[str, list[Target]] = field(default_factory=dict)
    aviary: Aviary = field(default_factory=Aviary)
    handler: ClientHandler = field(
        default_factory=partial(ClientHandler, enforce_csrf_checks=False)
    )
    """It answers everybody: each of its own would look through all static files first."""

    def visitor(self, **defaults) -> Visitor:
        """Return a client that is nobody yet."""
        client = Visitor(raise_request_exception=False, **defaults)
        client.handler = self.handler
        return client

    def actor(self, name: str) -> Actor:
        return next(actor for actor in self.actors if actor.name == name)

    def actors_of(self, entry: Entry) -> list[Actor]:
        """Return who asks a route: everybody, and those who differ from them there alone."""
        by_key = self.actors_by_key if entry.keys is not None else []
        return [*self.actors, *by_key, *(self.actors_hours_ago if entry.fresh else [])]

    def viewer(self, actor: Actor) -> User | AnonymousUser:
        """Return the person as the code knows them, read anew."""
        if not actor.is_signed_in:
            return AnonymousUser()
        return User.objects.get(pk=self.users[actor.name].pk)


def within(place: str) -> frozenset[str]:
    """Return a place and all that lies inside it."""
    return frozenset({place}).union(*(within(part) for part in INSIDE.get(place, ())))


def make_places(world: World) -> None:
    """Make the areas, a council and a strategic partnership for each county, and CDRPs."""
    for name, (kind, code) in PLACES.items():
        world.areas[name] = make_area(code, kind=kind, name=f"{name.capitalize()} place")
    for whole, parts in INSIDE.items():
        for part in parts:
            make_part(world.areas[whole], world.areas[part])
    for name in COUNTIES:
        world.organisations[name] = make_organisation(f"x-{name}", areas=[world.areas[name]])
        world.partnerships[name] = make_partnership(
            f"x-{name}-lsp", areas=[world.areas[name]], members=[world.organisations[name]]
        )
    for name in DISTRICTS:
        world.partnerships[name] = make_partnership(
            f"x-{name}-cdrp", areas=[world.areas[name]], kind=PartnershipKind.CDRP
        )


def make_people(world: World) -> None:
    """Make one person for each kind of role in the north, and those who have none that counts."""
    for kind, (over, place) in SEATS.items():
        is_of_areas = kind not in {RoleKind.DATA_PROVIDER, RoleKind.ADMINISTRATOR} | NATIONAL
        actor = Actor(
            kind.value,
            kind,
            areas=within(place) if is_of_areas else frozenset(),
            organisation=place if over == "organisation" else "",
        )
        _give(world, _person(world, actor), kind, over, place)
    _make_people_without_a_role(world)
    world.actors.append(Actor("anonymous", is_signed_in=False))
    world.actors.append(Actor("inactive", is_signed_in=False))


def _make_people_without_a_role(world: World) -> None:
    """Make those whose role is none, over, not approved or of no weight here."""
    yesterday = date.today() - timedelta(days=1)
    _person(world, Actor("no_role"))
    ended = _person(world, Actor("role_ended_yesterday"))
    _give(world, ended, RoleKind.DATA_PROVIDER, "organisation", "north", ends_on=yesterday)
    ended_administrator = _person(world, Actor("administrator_until_yesterday"))
    _give(world, ended_administrator, RoleKind.ADMINISTRATOR, None, "", ends_on=yesterday)
    unapproved = _person(world, Actor("role_not_approved"))
    granted = {"granted_by": world.users["administrator"], "granted_at": timezone.now()}
    _give(world, unapproved, RoleKind.ADMINISTRATOR, None, "", **granted)
    _person(world, Actor("support", is_support=True), is_staff=True, is_superuser=True)
    world.users["inactive"] = _user(world, "inactive")
    _give(world, world.users["inactive"], RoleKind.DATA_PROVIDER, "organisation", "north")


def _person(world: World, actor: Actor, **changes) -> User:
    world.actors.append(actor)
    world.users[actor.name] = _user(world, actor.name, **changes)
    return world.users[actor.name]


def _user(world: World, name: str, **changes) -> User:
    whose = Target(
        name, person=name, area=_area_of(name), organisation=_organisation_of(name), side="account"
    )
    audience = (
        "its own person, those who work for its area, those who send for it, the Home Office, "
        "administrators and support"
    )
    shown = world.aviary.text("the name of a person", audience, whose)
    letters = world.aviary.text("an address", "its own person, administrators and support", whose)
    return User.objects.create_user(
        name, email=f"{letters}@example.com", password=None, name=f"{name} {shown}", **changes
    )


def _area_of(name: str) -> str:
    if name in {"role_ended_yesterday", "inactive"}:
        return "north"  # as data providers, whom those who work there know
    over, place = SEATS.get(name, (None, ""))  # type: ignore[call-overload]
    return place if over in {"partnership", "area", "organisation"} else ""


def _organisation_of(name: str) -> str:
    is_provider = name in {RoleKind.DATA_PROVIDER, "role_ended_yesterday", "inactive"}
    return "north" if is_provider else ""


def _give(world: World, user: User, kind: RoleKind, over: str | None, place: str, **changes):
    """Give somebody a role, in force unless told otherwise."""
    if over:
        changes[over] = {
            "partnership": world.partnerships,
            "organisation": world.organisations,
            "area": world.areas,
        }[over][place]
    return Role.objects.create(user=user, kind=kind, **changes)


def give_second_factors(world: World) -> None:
    """Have everybody who came in just now come in just now: the tests take longer than it lasts."""
    for actor in world.actors:
        if actor.is_signed_in:
            world.clients[actor.name].give_second_factor(world.users[actor.name])


def sign_everybody_in(world: World) -> None:
    """Open a session for each actor, with a second factor just given."""
    for actor in world.actors:
        client = world.visitor()
        if actor.name in world.users:
            client.force_login(world.users[actor.name])
        world.clients[actor.name] = client
    User.objects.filter(username="inactive").update(is_active=False)
