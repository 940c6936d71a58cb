"""What administrators look after, and what systems come in by: people, roles, bodies, keys."""

import time
from dataclasses import replace
from datetime import date, timedelta

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.utils import timezone

from indicators.models import Webhook
from indicators.models.webhooks import PURPOSE
from laa_portal.foundation import boxes, standard_webhooks
from laa_portal.foundation.models import Job
from partnerships import key_tokens
from partnerships.models import (
    ComparatorGroup,
    Cycle,
    Deadline,
    Invitation,
    Key,
    Peer,
    Role,
    RoleKind,
    Scope,
    User,
)

from .audiences import Actor, Target
from .records import AT
from .records_people import OWN_OR_ADMINISTRATORS
from .world import COUNTIES, DISTRICTS, World

OF_A_PERSON = "its own person, those who work for its area, administrators and support"
NOBODY_HAS = 987654

ROLES = {
    # how it stands: what says so
    "approved": {},
    "granted": {"granted_by": "second_administrator"},
    "ended": {"ended_by": "second_administrator"},
    "refused": {"granted_by": "second_administrator", "refused_by": "second_administrator"},
    "granted by the first": {"granted_by": "administrator"},
}

DUE_FROM = (RoleKind.LSP_COORDINATOR, RoleKind.GO_REVIEWER)


def make_service_records(world: World) -> None:
    """Fill the world with what the pages of administrators and developers lead to."""
    _make_people(world)
    _make_roles(world)
    _name_bodies(world)
    _make_calendar(world)
    _make_comparators(world)
    _make_jobs(world)
    _make_keys(world)
    _make_webhooks(world)
    _name_returns(world)
    _sign_in_long_ago(world)


def _make_person(world: World, name: str, area: str = "", **changes) -> User:
    whose = Target(name, person=name, area=area)
    shown = world.aviary.text("the name of a person", OF_A_PERSON, whose)
    letters = world.aviary.text("an address", "its own person, administrators and support", whose)
    email = f"{letters}@example.com"
    world.users[name] = User.objects.create_user(name, email, name=f"{name} {shown}", **changes)
    return world.users[name]


def _make_people(world: World) -> None:
    """Make people who are in, invited and kept out; nobody of them asks."""
    second = _make_person(world, "second_administrator")
    Role.objects.create(user=second, kind=RoleKind.ADMINISTRATOR)
    _make_person(world, "newcomer", is_active=False)
    _make_person(world, "kept_out", is_active=False, password="long since of no use")
    _make_person(world, "latecomer", is_active=False)
    for name, days in (("newcomer", 7), ("latecomer", -7)):
        Invitation.objects.create(
            user=world.users[name],
            token_sha256=f"{world.users[name].pk:064}",
            invited_by=second,
            invited_at=AT,
            valid_until=timezone.now() + timedelta(days=days),
        )
    states = {"in": "inspector", "invited": "newcomer", "out": "kept_out", "self": "administrator"}
    world.targets["person"] = [
        *(
            Target(f"person {state}", {"person_id": world.users[name].pk}, status=state)
            for state, name in states.items()
        ),
        Target("no person", {"person_id": NOBODY_HAS}, exists=False),
    ]
    world.targets["person to grant to"] = [
        replace(it, query=f"kind={RoleKind.CDRP_OFFICER}") for it in world.targets["person"]
    ]
    first = Target("an officer's", query=f"kind={RoleKind.CDRP_OFFICER}")
    world.targets["kind of role"] = [first]


def _make_roles(world: World) -> None:
    """Make a role that stands each way in one's own district, and some in others."""
    found = world.targets["role"] = []
    for place in DISTRICTS:
        for status in ROLES if place == "dale" else ("approved", "granted"):
            found.append(_make_role(world, place, status))
    own = world.users["administrator"].roles.get()
    found.append(Target("an administrator's own role", {"role_id": own.pk},
                        person="administrator", status="own"))  # fmt: skip
    found.append(Target("no role", {"role_id": NOBODY_HAS}, exists=False))
    world.targets["role of an area"] = [it for it in found if it.status != "own"]


def _make_role(world: World, place: str, status: str) -> Target:
    name = f"officer of {place}, {status}"
    acts = {}
    for act, by in ROLES[status].items():
        acts |= {act: world.users[by], act.replace("_by", "_at"): AT}
    role = Role.objects.create(
        user=_make_person(world, name, place),
        kind=RoleKind.CDRP_OFFICER,
        partnership=world.partnerships[place],
        **acts,
    )
    return Target(f"role of {name}", {"role_id": role.pk}, area=place, person=name, status=status)


def _name_bodies(world: World) -> None:
    for kind, bodies in (
        ("organisation", world.organisations),
        ("partnership", world.partnerships),
    ):
        world.targets[kind] = [
            *(Target(f"{kind} {one}", {f"{kind}_id": bodies[one].pk}) for one in COUNTIES),
            Target(f"no {kind}", {f"{kind}_id": NOBODY_HAS}, exists=False),
        ]
    world.targets["seat"] = [
        *(
            Target(f"seat on {one}", {"seat_id": world.partnerships[one].seats.get().pk})
            for one in COUNTIES
        ),
        Target("no seat", {"seat_id": NOBODY_HAS}, exists=False),
    ]


def _make_calendar(world: World) -> None:
    whose = Target("the service's")
    shown = world.aviary.text("a cycle", "administrators and those it is due from", whose)
    cycle = Cycle.objects.create(name=shown, starts_on=date(2008, 4, 1))
    deadline = Deadline.objects.create(
        cycle=cycle,
        what=world.aviary.text("what is due", "administrators and those it is due from", whose),
        due_on=timezone.localdate() + timedelta(days=5),
        role_kinds=list(DUE_FROM),
    )
    world.targets["cycle"] = [
        Target("cycle", {"cycle_id": cycle.pk}),
        Target("no cycle", {"cycle_id": NOBODY_HAS}, exists=False),
    ]
    world.targets["deadline"] = [
        Target("deadline", {"deadline_id": deadline.pk}),
        Target("no deadline", {"deadline_id": NOBODY_HAS}, exists=False),
    ]


def _make_comparators(world: World) -> None:
    found = world.targets["comparators"] = []
    for status, place, ends in (("open", "dale", None), ("ended", "moor", date(2009, 4, 1))):
        it = Target(f"{status} comparators", area=place, status=status)
        group = ComparatorGroup.objects.create(
            area=world.areas[place],
            source=world.aviary.text("a source of comparators", "administrators", it),
            starts_on=date(2008, 4, 1),
            ends_on=ends,
        )
        Peer.objects.create(group=group, area=world.areas["port"], position=1)
        found.append(replace(it, kwargs={"group_id": group.pk}))
    found.append(Target("no comparators", {"group_id": NOBODY_HAS}, exists=False))


def _make_jobs(world: World) -> None:
    whose = Target("the service's", side="service")
    shown = world.aviary.text("what a job is about", "administrators and support", whose)
    queued = Job.objects.create(kind="send_mail", key=shown, payload={"mail_id": 0})
    dead = Job.objects.get(state=Job.State.DEAD)
    world.targets["job"] = [
        Target("dead job", {"job_id": dead.pk}, status="dead"),
        Target("queued job", {"job_id": queued.pk}, status="queued"),
        Target("no job", {"job_id": NOBODY_HAS}, exists=False),
    ]


def _make_keys(world: World) -> None:
    """Make a data provider's key of each scope, and keys that open nothing any more."""
    role = world.users["data_provider"].roles.get()
    ended = world.users["role_ended_yesterday"].roles.get()
    past = timezone.now() - timedelta(minutes=1)
    revoked = {"revoked_by": role.user, "revoked_at": past}
    for scope in Scope:
        _make_key(world, role, f"key for {scope}", scope)
    _make_key(world, ended, "key of an ended role", is_dead=True)
    _make_key(world, role, "expired key", is_dead=True, valid_until=past)
    key = _make_key(world, role, "revoked key", is_dead=True, **revoked)
    world.targets["key"] = [
        *(replace(it, status="in force") for it in world.targets["key"]),
        Target("revoked key", {"key_id": key.pk}, person="data_provider", status="revoked"),
        Target("no key", {"key_id": NOBODY_HAS}, exists=False),
    ]


def _make_webhooks(world: World) -> None:
    """Make a webhook of three people that is enabled, and one of the first that is not."""
    disabled = {"disabled_at": timezone.now(), "disabled_because": "Somebody disabled it"}
    made = (
        *((name, "enabled", {}) for name in ("data_provider", "cdrp_officer", "go_reviewer")),
        ("data_provider", "disabled", disabled),
    )
    for name, status, changes in made:
        whose = Target(f"{status} webhook of {name}", person=name, side="own", status=status)
        webhook = Webhook.objects.create(
            role=world.users[name].roles.get(),
            address="https://partner.example/hook",
            host=world.aviary.text("the host of a webhook", OWN_OR_ADMINISTRATORS, whose),
            secret=boxes.shut(standard_webhooks.make_secret(), PURPOSE),
            made_by=world.users[name],
            made_at=AT,
            **changes,
        )
        target = replace(whose, kwargs={"webhook_id": webhook.pk}, side="")
        world.targets.setdefault("webhook", []).append(target)
    nobody = Target("no webhook", {"webhook_id": NOBODY_HAS}, exists=False)
    world.targets["webhook"].append(nobody)


def _name_returns(world: World) -> None:
    """Name returns as the API does."""
    world.targets["return by number"] = [
        replace(it, kwargs={"id": it.kwargs["return_id"]}) for it in world.targets["return"]
    ]


def _make_key(world: World, role: Role, name: str, scope: Scope = Scope.VALUES_WRITE, *,
              is_dead: bool = False, **changes) -> Key:  # fmt: skip
    """Make a key and whoever comes in by it."""
    token, prefix, digest = key_tokens.make()
    whose = Target(name, person=role.user.username)
    key = Key.objects.create(**{
        "name": world.aviary.text("a key", "its own person and administrators", whose),
        "role": role,
        "prefix": prefix,
        "token_sha256": digest,
        "scopes": [scope],
        "made_by": role.user,
        "made_at": AT,
        "valid_until": timezone.now() + timedelta(days=90),
        "last_used_at": timezone.now() + timedelta(days=1),  # so that no use is noted meanwhile
    } | changes)  # fmt: skip
    actor = Actor(
        name,
        None if is_dead else RoleKind.DATA_PROVIDER,
        organisation="" if is_dead else "north",
        is_signed_in=not is_dead,
        scopes=frozenset({scope}),
        has_dead_key=is_dead,
    )
    world.actors_by_key.append(actor)
    authorization = {"authorization": f"Bearer {token}"}
    world.clients[name] = world.visitor(headers=authorization)
    return key


def _sign_in_long_ago(world: World) -> None:
    """Make an administrator whose second factor was given an hour ago."""
    actor = Actor("administrator_hours_ago", RoleKind.ADMINISTRATOR, is_stale=True)
    user = _make_person(world, actor.name)
    Role.objects.create(user=user, kind=RoleKind.ADMINISTRATOR)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    client = world.visitor()
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "mfa", "type": "totp", "at": time.time() - 3600}
    ]
    session.save()
    world.clients[actor.name] = client
    world.actors_hours_ago.append(actor)
