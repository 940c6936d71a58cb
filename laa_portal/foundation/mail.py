"""Letters: asked for in the transaction that gives rise to them, sent by a job.

A letter is sent at least once: if the worker dies after the mail server took it and before that is
on record, it goes again under the same Message-ID, by which mail programs tell doubles.
"""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from . import jobs
from .models import Mail


@transaction.atomic
def ask(*, key: str, to: str, subject: str, body: str) -> Mail:
    """Ask for a letter. One that was asked for under the same `key` is not written again."""
    letter, is_new = Mail.objects.get_or_create(
        key=key, defaults={"to": to, "subject": subject, "body": body}
    )
    if is_new:
        jobs.ask("send_mail", str(letter.pk), mail_id=letter.pk)
    return letter


@transaction.atomic
def send(*, mail_id: int, at: datetime) -> None:
    """Hand a letter to the mail server, unless that was done; then forget what it said."""
    letter = Mail.objects.select_for_update().get(pk=mail_id)
    if letter.posted_at is not None:
        return
    message = EmailMessage(
        letter.subject,
        letter.body,
        to=[letter.to],
        headers={"Message-ID": f"<{letter.key}@{settings.SITE_NAME}>"},
    )
    message.send()
    letter.posted_at, letter.body = at, ""
    letter.save(update_fields=["posted_at", "body"])
