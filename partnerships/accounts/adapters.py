"""Where allauth asks what this service wants: who is told, what is recorded, what is encrypted."""

import time
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from laa_portal.foundation import boxes
from partnerships import actions, doors, policies
from partnerships.models import User

from . import sessions
from .backend import find_person
from .factors import factors_of, has_second_factor
from .lockout import canonical_name, client_address, delay, recent_failures

PURPOSE = "second factors"
"""Of the key under which their secrets are encrypted."""


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and out. Letters and messages are ours, so allauth's are left unsent."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "The name and password do not match. Check both, try again.",
        "email_password_mismatch": "The name and password do not match. Check both, try again.",
        "enter_current_password": "That is not your current password",
        "too_many_login_attempts": "Too many wrong codes. Wait 5 minutes, then try again",
        "rate_limited": "Too many wrong codes. Wait 5 minutes, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people are invited."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wait a little where a name is tried a lot. allauth would lock the name for everybody."""
        name = canonical_name(request, credentials)
        time.sleep(delay(recent_failures(name, at=timezone.now())))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        person = find_person(str(credentials.get("username", "")))
        actions.refuse_sign_in(user=person, address=client_address(request), at=timezone.now())

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **how)
        sessions.note(request, time.time(), at_once=True)
        records = doors.get_authentication_records(request, user)
        given = [record["type"] for record in records if record["method"] == "mfa"]
        request.session["drafts"] = actions.sign_in(
            by=user,
            second_factor=given[-1] if given else "",
            address=client_address(request),
            at=timezone.now(),
        )
        return response

    def logout(self, request: HttpRequest) -> None:
        person, key = cast(User, request.user), str(request.session.session_key)
        actions.sign_out(by=person, session_key=key, at=timezone.now())
        super().logout(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Before second factors are changed, unless it was given of late or there is none yet."""
        request = self.request
        if not has_second_factor(request.user):
            return False
        return not doors.is_fresh(request, at=timezone.now())

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say only what is said in words of ours: `message`, never allauth's templates."""
        if message:
            super().add_message(request, level, message=message, extra_tags=extra_tags)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Leave it to the actions, whose letters stand or fall with what they tell of."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted at rest, and the last one stays."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That is not right, or was used before. Enter the code shown now",
        "cannot_delete_authenticator": "This is your only second factor. Add another one first",
    }

    def encrypt(self, text: str) -> str:
        return boxes.shut(text, PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return boxes.opened(encrypted_text, PURPOSE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return bool(policies.may_remove_second_factor(factors_of(authenticator.user).count))

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 (allauth's)
        number = len(factors_of(user).passkeys) + 1
        return f"Passkey {number}"
