"""What can happen to a person: invited, invited again, kept out, let in."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from laa_portal.foundation import audit, mail
from partnerships import policies, tokens
from partnerships.models import (
    Area,
    Invitation,
    Organisation,
    Partnership,
    Role,
    RoleKind,
    User,
)

from .accounts import link_to_new_password
from .ending import end_sessions
from .roles import administrators, grant_role, keep_administration

VALID_FOR = timedelta(days=7)
SUBJECT = "You are invited to the Local Area Agreement targets service"
LETTER = """{name},

You have been invited to the Local Area Agreement targets service, to work on the role:
{role}.

To come in, choose a password and a second factor here:
{address}

The link works once, until {until:%-d %B %Y at %H:%M} (UTC). If you did not expect it, do nothing.
"""


class AlreadyKnown(Exception):
    """Somebody has this e-mail address. The message is for the person acting."""


@transaction.atomic
def invite(
    *,
    name: str,
    email: str,
    kind: RoleKind,
    over: Organisation | Partnership | Area | None,
    starts_on: date | None,
    ends_on: date | None,
    by: User,
    at: datetime,
) -> User:
    """Make a person with a first role and send them a letter that lets them in.

    They are not active until they take it up; the role waits for a second administrator meanwhile.
    Raises AlreadyKnown and PermissionDenied.
    """
    policies.may_invite(by).enforce()
    person = _make(name, email)
    role = grant_role(
        user=person, kind=kind, over=over, starts_on=starts_on, ends_on=ends_on, by=by, at=at
    )
    audit.record("invite", person, by=by, at=at, area_id=role.only_area_id)
    _send_letter(person, by, at)
    return person


@transaction.atomic
def appoint_administrator(*, name: str, email: str, at: datetime) -> str:
    """Make one of the first two administrators, whom nobody is there to invite or approve.

    For whoever runs the server. Returns the address at which they choose a password, within the
    hour. Raises AlreadyKnown, and PermissionDenied when two are there to appoint the next.
    """
    policies.may_appoint_administrator(administrators(at)).enforce()
    person = _make(name, email)
    person.set_password(tokens.make()[0])  # a letter to choose one goes to those who have one
    person.advance(is_active=True, password=person.password)
    Role.objects.create(user=person, kind=RoleKind.ADMINISTRATOR)
    audit.record("appoint_administrator", person, by=None, at=at)
    return settings.SITE_ADDRESS + link_to_new_password(person)


def _make(name: str, email: str) -> User:
    """Make somebody who cannot sign in yet. Their user name is their address."""
    address = email.lower()
    try:
        with transaction.atomic():
            made: User = User.objects.create_user(address, address, name=name, is_active=False)
            return made
    except IntegrityError as taken:
        raise AlreadyKnown("Somebody with this e-mail address is here already.") from taken


def _send_letter(person: User, by: User, at: datetime) -> None:
    """Send a fresh link; its secret is kept nowhere but in the letter."""
    token, digest = tokens.make()
    until = at + VALID_FOR
    invitation = Invitation.objects.create(
        user=person, token_sha256=digest, invited_by=by, invited_at=at, valid_until=until
    )
    roles = person.roles.lasting(timezone.localdate(at)).select_related(
        "organisation", "partnership", "area"
    )
    body = LETTER.format(
        name=person.name,
        role="; ".join(str(role) for role in roles) or "to be given",
        address=settings.SITE_ADDRESS + reverse("accept-invitation", args=[token]),
        until=until,
    )
    mail.ask(key=f"invitation-{invitation.pk}", to=person.email, subject=SUBJECT, body=body)


@transaction.atomic
def invite_again(*, person_id: int, version: int, by: User, at: datetime) -> None:
    """Send a fresh letter and make the one before worthless. Raises Stale and PermissionDenied."""
    person: User = User.objects.claim(person_id, version)
    policies.may_invite_again(by, person).enforce()
    _close_invitation(person, by, at)
    person.advance()
    audit.record("invite_again", person, by=by, at=at)
    _send_letter(person, by, at)


@transaction.atomic
def withdraw_invitation(*, person_id: int, version: int, by: User, at: datetime) -> None:
    """Make a letter worthless. Raises Stale and PermissionDenied."""
    person: User = User.objects.claim(person_id, version)
    is_open = person.invitations.open().exists()
    policies.may_withdraw_invitation(by, is_open=is_open).enforce()
    _close_invitation(person, by, at)
    person.advance()
    audit.record("withdraw_invitation", person, by=by, at=at)


def _close_invitation(person: User, by: User, at: datetime) -> None:
    person.invitations.open().update(withdrawn_by=by, withdrawn_at=at)


@transaction.atomic
def deactivate(*, person_id: int, version: int, reason: str, by: User, at: datetime) -> None:
    """Keep somebody out from now on: no session of theirs goes on, no letter lets them in.

    Their roles stay, for whoever hands the work over. Raises Stale and PermissionDenied.
    """
    keep_administration(by, at)
    person: User = User.objects.claim(person_id, version)
    policies.may_deactivate(by, person).enforce()
    person.advance(is_active=False)
    _close_invitation(person, by, at)
    end_sessions(user=person)
    audit.record("deactivate", person, by=by, at=at, reason=reason)


@transaction.atomic
def activate(*, person_id: int, version: int, reason: str, by: User, at: datetime) -> None:
    """Let somebody in again who was kept out. Raises Stale and PermissionDenied."""
    person: User = User.objects.claim(person_id, version)
    policies.may_activate(by, person).enforce()
    person.advance(is_active=True)
    audit.record("activate", person, by=by, at=at, reason=reason)
