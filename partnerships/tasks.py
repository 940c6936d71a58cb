"""Background work about people and the audit trail. Each task calls one action."""

from datetime import date

from django.utils import timezone

from partnerships import actions


def send_password_reset(*, email: str) -> None:
    actions.send_password_reset(email=email, at=timezone.now())


def mail_anchor(*, day: str) -> None:
    actions.mail_anchor(day=date.fromisoformat(day))
