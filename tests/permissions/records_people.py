"""What belongs to people: passwords, second factors, sessions, drafts, letters, notices, acts."""

from datetime import timedelta
from hashlib import sha256

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from django.utils.http import int_to_base36
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from laa_portal.foundation import audit
from partnerships import tokens
from partnerships.models import Draft, Invitation, Notice, Role, RoleKind, Topic, User

from .audiences import Target
from .records import AT
from .world import World

PASSWORD = "clay ladder orbit thimble"
DRAFT_PATH = "/people/"
OWN = "its own person"
OWN_OR_ADMINISTRATORS = "its own person and administrators"
NAMED = "those who read its trail, and administrators"

HAVE_AN_APP = ("data_provider",)
"""Besides their passkey, which everybody has: they alone may give one of the two up."""


def make_records_of_people(world: World) -> None:
    """Give each person what people have, and name what the addresses lead to."""
    hashed = make_password(PASSWORD)
    for user in world.users.values():
        user.password = hashed
        user.save(update_fields=["password"])
    event = audit.record("note", world.users["administrator"], by=None, at=AT)
    for actor in world.actors:
        if actor.is_signed_in:
            _give_things(world, actor.name, event)
    world.targets["notice"].append(Target("no notice", {"notice_id": 987654}, exists=False))
    _name_second_factors(world)
    _make_sessions(world)
    _make_letters(world)
    _make_people_elsewhere(world)
    _make_acts(world)


def _give_things(world: World, name: str, event: audit.AuditEvent) -> None:
    """Give somebody a passkey, recovery codes, a draft and a notice."""
    user, whose = world.users[name], Target(f"that of {name}", person=name, side="own")
    called = world.aviary.text("the name of a passkey", OWN, whose)
    Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": called, "credential": _credential()},
    )
    RecoveryCodes.activate(user).mark_as_viewed()  # the first look at them is written down
    if name in HAVE_AN_APP:
        TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    typed = world.aviary.text("a draft", OWN, whose)
    Draft.objects.create(saved_by=user, saved_at=AT, path=DRAFT_PATH, fields={"reason": [typed]})
    Notice.objects.create(
        event=event,
        user=user,
        topic=Topic.RETURNS,
        subject=world.aviary.text("a notice", OWN, whose),
        body=world.aviary.text("what a notice says", OWN, whose),
        path="/home/",
        delivery="daily",
        noticed_at=AT,
    )


def _credential() -> dict[str, object]:
    """Return what a browser sends of a new passkey."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    called = b"a passkey of these tests"
    made = AttestedCredentialData.create(Aaguid.NONE, called, key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(sha256(b"testserver").digest(), flags, 0, made)
    said = CollectedClientData.create("webauthn.create", b"asked", "http://testserver")
    return {
        "id": websafe_encode(called),
        "rawId": websafe_encode(called),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(said),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
        "clientExtensionResults": {},
    }


def _name_second_factors(world: World) -> None:
    """Name the app of who has one, and passkeys: one that may go, one that is somebody's last."""
    world.targets["app"] = [
        Target(f"app of {name}", person=name, status="spare") for name in HAVE_AN_APP
    ]
    world.targets["passkey"] = [
        Target(
            f"passkey of {name}",
            {"pk": Authenticator.objects.get(user=world.users[name], type="webauthn").pk},
            person=name,
            status="spare" if name in HAVE_AN_APP else "last",
        )
        for name in ("data_provider", "cdrp_officer", "go_reviewer")
    ]
    world.targets["passkey"].append(Target("no passkey", {"pk": 987654}, exists=False))


def _make_sessions(world: World) -> None:
    """Have some be signed in elsewhere as well."""
    found = world.targets["session"] = []
    for name in ("data_provider", "cdrp_officer", "go_reviewer"):
        whose = Target(f"other session of {name}", person=name, side="own")
        store = SessionStore()
        store.create()
        session = UserSession.objects.create(
            user=world.users[name],
            session_key=store.session_key,
            ip="198.51.100.9",
            user_agent=world.aviary.text("a browser", OWN_OR_ADMINISTRATORS, whose),
        )
        found.append(Target(whose.name, {"session_id": session.pk}, person=name))
    found.append(Target("no session", {"session_id": 987654}, exists=False))


def _make_letters(world: World) -> None:
    """Write invitations, of which one is open, and a letter about a password."""
    now = timezone.now()
    by = {"withdrawn_by": world.users["administrator"], "withdrawn_at": AT}
    states = {
        "open": {},
        "withdrawn": by,
        "too old": {"valid_until": now - timedelta(days=1)},
        "accepted": {"accepted_at": AT},
    }
    world.targets["letter"] = [_invite(world, state, changes) for state, changes in states.items()]
    world.targets["letter"].append(Target("no letter", {"token": "nothing"}, exists=False))
    user = world.users["cdrp_chair"]
    number = int_to_base36(user.pk)
    keys = {
        "page behind a letter": "set-password",
        "letter about a password": default_token_generator.make_token(user),
        "no letter": "abc-0123456789",
    }
    world.targets["password letter"] = [
        Target(name, {"uidb36": number, "key": key}, person="cdrp_chair")
        for name, key in keys.items()
    ]


def _invite(world: World, state: str, changes: dict[str, object]) -> Target:
    whose = Target(f"invitation, {state}", status=state, side="account")
    audience = "everybody" if state == "open" else "administrators and support"
    username = f"invited, {state}"
    user = User.objects.create_user(
        username.replace(", ", "_").replace(" ", "_"),
        email=f"{world.aviary.text('an address', audience, whose)}@example.com",
        password=None,
        name=world.aviary.text("the name of somebody invited", audience, whose),
        is_active=False,
    )
    if "accepted_at" in changes:
        changes = changes | {"accepted_by": user}
    token, digest = tokens.make()
    Invitation.objects.create(
        **{
            "user": user,
            "token_sha256": digest,
            "invited_by": world.users["administrator"],
            "invited_at": AT,
            "valid_until": timezone.now() + timedelta(days=7),
        }
        | changes
    )
    return Target(whose.name, {"token": token}, status=state)


def _make_people_elsewhere(world: World) -> None:
    """Make an officer in each of the other counties, and name people whom an address leads to."""
    found = world.targets["owner of factors"] = []
    seen_by = "its own person, those who work for its area, administrators and support"
    for name, area in (("cdrp_officer", "dale"), ("data_provider", "north")):
        found.append(_target_of(world.users[name], name, area, "in use"))
    for county in ("next", "south"):
        whose = Target(f"officer of {county}", area=county, side="account")
        name = world.aviary.text("the name of a person elsewhere", seen_by, whose)
        user = User.objects.create_user(f"officer_of_{county}", password=None, name=name)
        Role.objects.create(
            user=user, kind=RoleKind.COUNTY_OFFICER, partnership=world.partnerships[county]
        )
        found.append(_target_of(user, f"officer_of_{county}", county, "in use"))
    found.append(_target_of(world.users["inactive"], "inactive", "north", "not in use"))
    found.append(_target_of(world.users["administrator"], "administrator", "", "oneself"))
    found.append(Target("nobody", {"person_id": 987654}, exists=False))


def _target_of(user: User, name: str, area: str, status: str) -> Target:
    return Target(name, {"person_id": user.pk}, person=name, area=area, status=status)


def _make_acts(world: World) -> None:
    """Record acts of either side and of both in three districts, and some of people's own."""
    found = world.targets["act"] = []
    for name in ("data_provider", "cdrp_officer", "inspector"):
        whose = Target(f"act of {name}", person=name)
        found.append(_record(world, whose, by=world.users[name], area_id=None))
    for district in ("dale", "moor", "port"):
        for side in ("", "partnership", "government"):  # support's pages show the last
            whose = Target(f"act in {district}, {side or 'either'} side", area=district, side=side)
            found.append(_record(world, whose, by=None, area_id=world.areas[district].pk))
    found.append(Target("no act", {"event_id": 987654}, exists=False))


def _record(world: World, whose: Target, **changes) -> Target:
    """Record an act upon what administrators do not look after: they read that it was done."""
    planted, readers = world.aviary.text, "those who read its trail"
    name = planted("what an act was done to", readers if whose.side else NAMED, whose)
    event = audit.record(
        "note",
        Notice(pk=1, subject=name),
        at=AT,
        side=whose.side,
        reason=planted("why an act was done", readers, whose),
        words=planted("a detail of an act", readers, whose),
        **changes,
    )
    return Target(
        whose.name, {"event_id": event.pk}, area=whose.area, person=whose.person, side=whose.side
    )
