"""What can happen to an account: it is taken up, and its password is changed or reset."""

from datetime import datetime

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.http import int_to_base36

from laa_portal.foundation import audit, jobs
from partnerships import policies, tokens
from partnerships.models import Invitation, User

from .ending import end_sessions
from .letters import write

LETTER_EVERY = 5 * 60
"""Seconds: however often a reset is asked for, no more than one letter goes out in that time."""


@transaction.atomic
def accept_invitation(*, token: str, password: str, name: str, at: datetime) -> User:
    """Let an invited person in: their account is in use from now on, with their own password.

    Raises PermissionDenied when the letter is used, withdrawn, too old or was never written.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(token_sha256=tokens.digest(token))
        .first()
    )
    policies.may_accept_invitation(invitation, at).enforce()
    assert invitation is not None  # the policy has said so
    user: User = User.objects.select_for_update().get(pk=invitation.user_id)
    user.set_password(password)
    user.advance(is_active=True, name=name, password=user.password)
    invitation.accepted_by, invitation.accepted_at = user, at
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    audit.record("accept_invitation", user, by=user, at=at)
    return user


def ask_password_reset(*, email: str) -> None:
    """Have a letter sent to whoever has this address. Costs the same if nobody has."""
    key = tokens.digest(email.lower())
    jobs.ask("send_password_reset", key, email=email)


@transaction.atomic
def send_password_reset(*, email: str, at: datetime) -> None:
    """Write to the person with this address, if there is one who has an account in use."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None or not user.has_usable_password():
        return
    link = link_to_new_password(user)
    stretch = int(at.timestamp()) // LETTER_EVERY
    password = tokens.digest(user.password)[:8]  # a letter about an older one does not count
    write("ask_password_reset", user, key=f"reset-{user.pk}-{stretch}-{password}", link=link)


def link_to_new_password(user: User) -> str:
    """Return the path at which somebody may choose a password, once and within the hour."""
    token = default_token_generator.make_token(user)
    parts = {"uidb36": int_to_base36(user.pk), "key": token}
    return reverse("account_reset_password_from_key", kwargs=parts)


@transaction.atomic
def reset_password(*, user: User, at: datetime) -> None:
    """Record that somebody chose a new password by letter, end their sessions and tell them."""
    end_sessions(user=user)
    event = audit.record("reset_password", user, by=user, at=at)
    write("reset_password", user, key=f"password-{event.pk}", at=at)


@transaction.atomic
def change_password(*, by: User, session_key: str, at: datetime) -> None:
    """Record that somebody changed their password, end their other sessions and tell them."""
    end_sessions(user=by, keep=session_key)
    event = audit.record("change_password", by, by=by, at=at)
    write("change_password", by, key=f"password-{event.pk}", at=at)
