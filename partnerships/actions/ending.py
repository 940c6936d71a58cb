"""How sessions end that somebody has elsewhere."""

from allauth.usersessions.models import UserSession

from partnerships.models import User


def end_sessions(*, user: User, keep: str = "") -> int:
    """End a person's sessions, but `keep`. Returns how many."""
    ended = list(UserSession.objects.filter(user=user).exclude(session_key=keep))
    for session in ended:
        session.end()
    return len(ended)
