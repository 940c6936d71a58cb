"""What a worker is asked to do about people, and what the clock asks for: one action each.

Named in settings.JOB_HANDLERS and settings.JOB_ASKERS.
"""

from datetime import date

from django.utils import timezone

from partnerships import actions


def send_password_reset(*, email: str) -> None:
    actions.send_password_reset(email=email, at=timezone.now())


def mail_anchor(*, day: str) -> None:
    actions.mail_anchor(day=date.fromisoformat(day))


def notice() -> None:
    actions.notice(at=timezone.now())


def digest(*, day: str) -> None:
    actions.digest(day=date.fromisoformat(day))


def remind() -> None:
    actions.remind(at=timezone.now())


def ask_to_notice() -> None:
    actions.ask_to_notice()


def ask_to_digest() -> None:
    actions.ask_to_digest(at=timezone.now())


def ask_to_remind() -> None:
    actions.ask_to_remind(at=timezone.now())


def ask_to_mail_anchor() -> None:
    actions.ask_to_mail_anchor(day=timezone.localdate())
