"""Background work of the ground floor. Each task calls one action."""

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from . import idempotency, jobs, limits, mail, seals


def send_mail(*, mail_id: int) -> None:
    mail.send(mail_id=mail_id, at=timezone.now())


def seal_audit() -> None:
    seals.seal(at=timezone.now())


def ask_to_seal() -> None:
    if seals.is_behind():
        seals.ask()


def sweep() -> None:
    """Forget what was kept for some days only: answers to writes, counts, sessions long over."""
    at = timezone.now()
    idempotency.sweep(at=at)
    limits.sweep(at=at)
    SessionStore.clear_expired()


def ask_to_sweep() -> None:
    jobs.ask("sweep", "by the clock")
