"""Acts, written down in the transaction that carries them out."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from .models import AuditEvent
from .versioning import Versioned

NAME_LENGTH = 200


def record(
    verb: str,
    target: models.Model,
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    area_id: int | None = None,
    side: str = "",
    reason: str = "",
    **details: object,
) -> AuditEvent:
    """Record that `by` (None: the service itself) did `verb` to `target`.

    `area_id` is where it happened and `side` whose alone it is: they decide who may read of it.
    `reason` is why, in the words of whoever acted. `details` must be what JSON can hold: what was
    changed, not a copy of the record.
    """
    key = getattr(by, "key", None)
    return AuditEvent.objects.create(
        verb=verb,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_version=target.version if isinstance(target, Versioned) else None,
        target_name=str(target)[:NAME_LENGTH],
        area_id=area_id,
        side=side,
        reason=reason,
        made_by_id=by.pk if by else None,
        made_at=at,
        key_prefix=key.prefix if key else "",
        details=details,
    )
