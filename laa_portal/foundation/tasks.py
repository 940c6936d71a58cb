"""Background work of the ground floor. Each task calls one action."""

from django.utils import timezone

from . import idempotency, limits, mail


def send_mail(*, mail_id: int) -> None:
    mail.send(mail_id=mail_id, at=timezone.now())


def sweep() -> None:
    """Forget what was kept for some days only: answers to writes, and counts."""
    at = timezone.now()
    idempotency.sweep(at=at)
    limits.sweep(at=at)
