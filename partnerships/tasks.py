"""Background work about people. Each task calls one action."""

from django.utils import timezone

from partnerships import actions


def send_password_reset(*, email: str) -> None:
    actions.send_password_reset(email=email, at=timezone.now())
