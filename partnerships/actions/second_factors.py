"""What can happen to second factors: they are added, removed, used up, and reset when lost."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from laa_portal.foundation import audit
from partnerships import policies
from partnerships.models import User

from .ending import end_sessions
from .letters import write


@transaction.atomic
def add_second_factor(*, by: User, kind: str, at: datetime) -> None:
    """Record that somebody set up a second factor, and tell them."""
    event = audit.record("add_second_factor", by, by=by, at=at, kind=kind)
    write("add_second_factor", by, key=f"factor-{event.pk}", kind=kind, at=at)


@transaction.atomic
def remove_second_factor(*, by: User, kind: str, at: datetime) -> None:
    """Record that somebody gave up a second factor, and tell them."""
    event = audit.record("remove_second_factor", by, by=by, at=at, kind=kind)
    write("remove_second_factor", by, key=f"factor-{event.pk}", kind=kind, at=at)


@transaction.atomic
def make_recovery_codes(*, by: User, at: datetime) -> None:
    """Record that somebody made new recovery codes, which end the old ones, and tell them."""
    event = audit.record("make_recovery_codes", by, by=by, at=at)
    write("make_recovery_codes", by, key=f"factor-{event.pk}", at=at)


@transaction.atomic
def use_recovery_code(*, by: User, at: datetime) -> None:
    """Record that somebody came in by a recovery code, and tell them how many are left."""
    codes = Authenticator.objects.get(user=by, type=Authenticator.Type.RECOVERY_CODES)
    left = len(codes.wrap().get_unused_codes())
    event = audit.record("use_recovery_code", by, by=by, at=at, left=left)
    write("use_recovery_code", by, key=f"factor-{event.pk}", left=left, at=at)


@transaction.atomic
def reset_second_factor(*, user_id: int, version: int, reason: str, by: User, at: datetime) -> User:
    """Take away all second factors of somebody who lost them: they set up a new one.

    Their password stays as it is and their sessions end. Raises Stale and PermissionDenied.
    """
    user: User = User.objects.claim(user_id, version)
    policies.may_reset_second_factor(by, user).enforce()
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user=user)
    user.advance()
    audit.record("reset_second_factor", user, by=by, at=at, reason=reason)
    return user
