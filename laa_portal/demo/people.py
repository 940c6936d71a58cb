"""A sign-in for each role, and a second administrator. They are roles, not people."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt
from django.utils import timezone

from partnerships.models import Organisation, Partnership, Role, RoleKind, User
from targets import queries

PASSWORD_BYTES = 15
"""Of randomness: twenty characters to type."""


@dataclass(frozen=True, slots=True)
class Person:
    """A sign-in: its role, and the body it is over (none: the whole country).

    `ending`, of the user name, tells apart those who share a role and a place.
    """

    role: RoleKind
    place: str
    organisation: str = ""
    partnership: str = ""
    ending: str = ""


PEOPLE = (
    Person(RoleKind.CDRP_OFFICER, "Ashmere", partnership="x-cdrp-ashmere"),
    Person(RoleKind.CDRP_CHAIR, "Ashmere", partnership="x-cdrp-ashmere"),
    Person(RoleKind.COUNTY_OFFICER, "Greyshire", partnership="x-group"),
    Person(RoleKind.LSP_COORDINATOR, "Greyshire", partnership="x-lsp"),
    Person(RoleKind.LSP_CHAIR, "Greyshire", partnership="x-lsp"),
    Person(RoleKind.COUNCIL_LEADER, "Greyshire", organisation="x-council"),
    Person(RoleKind.PARTNER, "Greyshire", organisation="x-fire"),
    Person(RoleKind.GO_REVIEWER, "Demonstration region", organisation="x-go"),
    Person(RoleKind.GO_DIRECTOR, "Demonstration region", organisation="x-go"),
    Person(RoleKind.HO_ANALYST, "England"),
    Person(RoleKind.INSPECTOR, "England"),
    Person(RoleKind.DATA_PROVIDER, "England", organisation="home-office"),
    Person(RoleKind.ADMINISTRATOR, "England"),
    Person(RoleKind.ADMINISTRATOR, "England", ending="-2"),
)

ELSEWHERE = (
    # those who brought other places as far as they are, and another partner of the county
    Person(RoleKind.CDRP_OFFICER, "Coldwell", partnership="x-cdrp-coldwell"),
    Person(RoleKind.CDRP_CHAIR, "Coldwell", partnership="x-cdrp-coldwell"),
    Person(RoleKind.CDRP_OFFICER, "Fernley", partnership="x-cdrp-fernley"),
    Person(RoleKind.CDRP_OFFICER, "Netherby", partnership="x-cdrp-netherby"),
    Person(RoleKind.CDRP_OFFICER, "Castlebray", partnership="x-cdrp-castlebray"),
    Person(RoleKind.CDRP_CHAIR, "Castlebray", partnership="x-cdrp-castlebray"),
    Person(RoleKind.LSP_COORDINATOR, "Castlebray", partnership="x-lsp-castlebray"),
    Person(RoleKind.PARTNER, "Castlebray", organisation="x-police-marlshire"),
    Person(RoleKind.PARTNER, "Greyshire", organisation="x-police", ending="-police"),
    Person(RoleKind.LSP_COORDINATOR, "Larrowmouth", partnership="x-lsp-larrowmouth"),
    Person(RoleKind.LSP_CHAIR, "Larrowmouth", partnership="x-lsp-larrowmouth"),
    Person(RoleKind.COUNCIL_LEADER, "Larrowmouth", organisation="x-council-larrowmouth"),
    Person(RoleKind.PARTNER, "Larrowmouth", organisation="x-fire-marlshire"),
)


def username_of(kind: RoleKind, place: str) -> str:
    """Return the user name of whoever has a kind of role: with the place, if not of the first."""
    name = kind.value.replace("_", "-")
    return (
        name
        if any((p.role, p.place) == (kind, place) for p in PEOPLE)
        else f"{name}-{place.lower()}"
    )


def user_of(kind: RoleKind, place: str) -> User:
    """Return whoever has a kind of role at a place, which may be written as in codes."""
    return User.objects.get(username=username_of(kind, place.capitalize()))


def posts_of(partnership: Partnership, at: datetime) -> dict[int, str]:
    """Return an invented post for each responsible authority's seat, by the seat's id."""
    seats = queries.responsible_seats(partnership, timezone.localdate(at))
    return {seat.pk: "Chief officer (invented)" for seat in seats}


def make_people(known: dict[str, str]) -> list[dict[str, Any]]:
    """Make the sign-ins, keeping passwords that are `known` (by user name) and still right.

    Their authenticator apps are kept as they are, or set up if they have none.

    Returns one entry a person for the file that says how to sign in.
    """
    return [_sign_in(person, known) for person in (*PEOPLE, *ELSEWHERE)]


def _sign_in(person: Person, known: dict[str, str]) -> dict[str, Any]:
    username = username_of(person.role, person.place) + person.ending
    user, _ = User.objects.update_or_create(
        username=username,
        defaults={
            "name": f"{person.role.label}{person.ending.replace('-', ' ')}, {person.place}",
            "email": f"{username}@demo.invalid",
            "is_staff": person.role == RoleKind.ADMINISTRATOR,
            "is_superuser": person.role == RoleKind.ADMINISTRATOR,
        },
    )
    password = known.get(username, "")
    if not (password and user.check_password(password)):  # checking takes as long as making one
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        user.set_password(password)
        user.save(update_fields=["password"])
    _give_role(user, person)
    return {
        "role": person.role.value,
        "area": person.place,
        "username": username,
        "password": password,
        "totp_secret": _secret_of(user),
    }


def _secret_of(user: User) -> str:
    """Return the secret of somebody's authenticator app, set up with recovery codes if need be."""
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if app is None:
        app = TOTP.activate(user, generate_totp_secret()).instance
        RecoveryCodes.activate(user)
    secret: str = decrypt(app.data["secret"])
    return secret


def _give_role(user: User, person: Person) -> None:
    body: dict[str, Any] = {}
    if person.organisation:
        body["organisation"] = Organisation.objects.get(code=person.organisation)
    if person.partnership:
        body["partnership"] = Partnership.objects.get(code=person.partnership)
    Role.objects.get_or_create(user=user, kind=person.role, **body)


def known_passwords(path: Path) -> dict[str, str]:
    """Read the passwords of an earlier start, by user name."""
    if not path.exists():
        return {}
    return {user["username"]: user["password"] for user in json.loads(path.read_text())["users"]}
