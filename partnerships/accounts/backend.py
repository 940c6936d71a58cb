"""Who somebody says they are, against what is kept of their password."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.http import HttpRequest

from partnerships.models import User


def find_person(login: str) -> User | None:
    """Return whose user name or e-mail address this is; user names win."""
    if not login:
        return None
    found = User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login))
    named = [user for user in found if user.username.lower() == login.lower()]
    return (named or list(found) or [None])[0]


class SignInBackend(AuthenticationBackend):
    """By user name or e-mail address; one password is hashed whether or not the person exists.

    allauth's own looks a person up as each in turn and hashes for each, so that a stopwatch would
    tell which addresses are known.
    """

    def _authenticate(
        self, request: HttpRequest | None, **credentials: Any
    ) -> AbstractBaseUser | None:
        person = find_person(str(credentials.get("username") or credentials.get("email") or ""))
        return self._check_password(person, str(credentials["password"]))

    def _check_password(
        self, user: AbstractBaseUser | None, password: str
    ) -> AbstractBaseUser | None:
        """An account that is switched off is refused as if the password were wrong."""
        if user is None:
            return None
        self._did_check_password = True
        return user if user.check_password(password) and user.is_active else None
