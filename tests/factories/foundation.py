"""Rows of the audit trail, as transactions of long ago left them."""

from datetime import UTC, datetime
from itertools import count

from django.db import models

from laa_portal.foundation.models import AuditEvent

OLD_TRANSACTIONS = count(1)
"""Numbers below those of every real transaction, so that what they wrote is settled."""

MADE_AT = datetime(2013, 6, 3, 9, 15, tzinfo=UTC)


def make_event(verb: str, target: models.Model, *, by=None, **changes) -> AuditEvent:
    """Make an act that `by` did in a transaction of its own, unless told which."""
    values = {
        "target_type": target._meta.label_lower,
        "target_id": str(target.pk),
        "target_name": str(target),
        "made_at": MADE_AT,
        "xid": next(OLD_TRANSACTIONS),
    }
    return AuditEvent.objects.create(verb=verb, made_by=by, **(values | changes))
