"""A browser's part in tests without a browser: cookies, and who is signed in."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client

from partnerships.accounts.sessions import BEGAN, SEEN


class Visitor(Client):
    """Django's client, whose `force_login` gives the second factor as well, just now."""

    def force_login(self, user, backend=None, *, second_factor=True):
        super().force_login(user, backend)
        if second_factor:
            session = self.give_second_factor(user)
            UserSession.objects.get_or_create(
                session_key=session.session_key, defaults={"user": user, "ip": "127.0.0.1"}
            )

    def give_second_factor(self, user) -> SessionBase:
        """Note in the session that `user` gave it just now; return the session."""
        session = self.session
        given = {"method": "mfa", "type": "totp", "at": time.time()}
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [given]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session[BEGAN] = session[SEEN] = given["at"]
        session.save()
        return session
