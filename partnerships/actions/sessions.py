"""What can happen to a session: it begins, is refused, and ends."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from laa_portal.foundation import audit
from partnerships.models import Draft, User

from .ending import end_sessions
from .second_factors import use_recovery_code

RECOVERY_CODES = "recovery_codes"


@transaction.atomic
def sign_in(*, by: User, second_factor: str, address: str | None, at: datetime) -> list[str]:
    """Record that somebody came in. Returns the pages on which they left something unsent.

    `second_factor` is the kind they gave; without any they only get to set one up.
    """
    audit.record("sign_in", by, by=by, at=at, second_factor=second_factor, address=address)
    if second_factor == RECOVERY_CODES:
        use_recovery_code(by=by, at=at)
    return list(Draft.objects.filter(saved_by=by).values_list("path", flat=True))


@transaction.atomic
def refuse_sign_in(*, user: User | None, address: str | None, at: datetime) -> None:
    """Record a wrong password. Of a name that nobody has, nothing is kept."""
    audit.record("refuse_sign_in", user or User(), by=None, at=at, address=address)


@transaction.atomic
def refuse_second_factor(*, user: User, address: str | None, at: datetime) -> None:
    """Record a wrong code after a right password."""
    audit.record("refuse_second_factor", user, by=None, at=at, address=address)


@transaction.atomic
def sign_out(*, by: User, session_key: str, at: datetime) -> None:
    """Record that somebody left."""
    UserSession.objects.filter(session_key=session_key).delete()
    audit.record("sign_out", by, by=by, at=at)


@transaction.atomic
def end_session(*, session: UserSession, by: User, at: datetime) -> None:
    """End one of a person's own sessions, on a device they have lost for instance."""
    session.end()
    audit.record("end_session", by, by=by, at=at, address=session.ip)


@transaction.atomic
def end_other_sessions(*, by: User, session_key: str, at: datetime) -> int:
    """End all of a person's sessions but the one they are in. Returns how many."""
    count = end_sessions(user=by, keep=session_key)
    audit.record("end_session", by, by=by, at=at, sessions=count)
    return count


@transaction.atomic
def end_session_by_time(*, user: User, session_key: str, at: datetime) -> None:
    """Record that a session ended because nothing was heard, or because it lasted too long."""
    UserSession.objects.filter(session_key=session_key).delete()
    audit.record("end_session", user, by=None, at=at, why="time")
