"""Acts, written down in the transaction that carries them out."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from .models import AuditEvent


def record(
    verb: str,
    target: models.Model,
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    **details: object,
) -> AuditEvent:
    """Record that `by` (None: the service itself) did `verb` to `target`.

    `details` must be what JSON can hold: what was changed, not a copy of the record.
    """
    return AuditEvent.objects.create(
        verb=verb,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_version=getattr(target, "version", None),
        made_by_id=by.pk if by else None,
        made_at=at,
        details=details,
    )
