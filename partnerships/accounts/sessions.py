"""How long a session lasts, and what is proven in it."""

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from partnerships.models import User

BEGAN, SEEN = "began", "seen"
WARNING_SECONDS = 5 * 60
NOTED_EVERY = 60
"""Seconds: how often the last sign of life is written down. A session may end that much early."""


def seconds_left(session: SessionBase, now: float) -> int:
    """Return how long a session lasts if nothing more is heard; 0 or less when it is over."""
    idle = session.get(SEEN, now) + settings.SESSION_IDLE_SECONDS - now
    return int(min(idle, seconds_at_most(session, now)))


def seconds_at_most(session: SessionBase, now: float) -> int:
    """Return how long a session can last however much is heard."""
    return int(session.get(BEGAN, now) + settings.SESSION_ABSOLUTE_SECONDS - now)


def note(request: HttpRequest, now: float, *, at_once: bool = False) -> None:
    """Write down that the person is there, once a minute, for the limits and for their list."""
    session = request.session
    if not at_once and now - session.get(SEEN, 0) < NOTED_EVERY:
        return
    session.setdefault(BEGAN, now)
    session[SEEN] = now
    UserSession.objects.create_from_request(request)


def rotate(request: HttpRequest) -> None:
    """Give a session that may do more than before a new key."""
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def prove(request: HttpRequest, user: User, kind: str) -> None:
    """Count the second factor a person has just set up as given, since they had to use it."""
    record_authentication(request, user, "mfa", type=kind, reauthenticated=True)
    rotate(request)
