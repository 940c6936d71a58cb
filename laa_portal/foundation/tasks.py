"""Background work of the ground floor. Each task calls one action."""

from django.utils import timezone

from . import mail


def send_mail(*, mail_id: int) -> None:
    mail.send(mail_id=mail_id, at=timezone.now())
