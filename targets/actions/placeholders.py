"""Placeholders are put on the table again when what they waited for has come."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from laa_portal.foundation import jobs
from targets import queries
from targets.models import Target

from .offers import reopen_target


def ask_to_reopen_placeholders(*, at: datetime) -> None:
    """Ask for placeholders to be reopened, where what one waited for has come."""
    if queries.ripe_placeholders(timezone.localdate(at)):
        jobs.ask("reopen_placeholders", "all")


@transaction.atomic
def reopen_placeholders(*, at: datetime) -> list[Target]:
    """Reopen each placeholder that has what it waited for, every one on record for itself.

    Agreements are locked in one order. What was reopened meanwhile is left as it is.
    """
    ripe = queries.ripe_placeholders(timezone.localdate(at))
    opened = [
        reopen_target(target_id=one.target.pk, reason=one.reason, by=None, at=at) for one in ripe
    ]
    return [one for one in opened if one is not None]
