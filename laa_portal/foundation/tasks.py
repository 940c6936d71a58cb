"""Background work of the ground floor. Each task calls one action."""

from django.utils import timezone

from . import mail, seals


def send_mail(*, mail_id: int) -> None:
    mail.send(mail_id=mail_id, at=timezone.now())


def seal_audit() -> None:
    seals.seal(at=timezone.now())


def ask_to_seal() -> None:
    if seals.is_behind():
        seals.ask()
