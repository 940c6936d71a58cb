"""The newest seal of the audit trail, in the mailboxes of those who look after the service.

A copy in somebody's mailbox is what nobody can change who rules both the database and its machine.
"""

from datetime import date

from django.db import transaction

from laa_portal.foundation import jobs, mail
from laa_portal.foundation.models import Job, Seal
from partnerships.models import Role, RoleKind, User

SUBJECT = "Seal {number} of the audit trail"
BODY = """\
The audit trail was last sealed under number {number}:

{chain}

Keep this letter. Should the trail ever be doubted, whoever runs the service compares this line
with seal {number}; the page on operations says how.
"""


def ask_to_mail_anchor(*, day: date) -> None:
    """Ask for the day's letters, once a day however often this is called."""
    if not Job.objects.filter(kind="mail_anchor", key=str(day)).exists():
        with transaction.atomic():
            jobs.ask("mail_anchor", str(day), day=str(day))


@transaction.atomic
def mail_anchor(*, day: date) -> None:
    """Write to each administrator which seal is the newest; to each of them once a day."""
    seal = Seal.objects.order_by("-number").first()
    if seal is None:
        return
    roles = Role.objects.in_force(day).filter(kind=RoleKind.ADMINISTRATOR)
    for person in User.objects.filter(roles__in=roles, is_active=True).exclude(email="").distinct():
        mail.ask(
            key=f"anchor-{day}-{person.pk}",
            to=person.email,
            subject=SUBJECT.format(number=seal.number),
            body=BODY.format(number=seal.number, chain=seal.chain),
        )
