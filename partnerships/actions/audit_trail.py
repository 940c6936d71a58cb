"""Taking the audit trail out of the service."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from laa_portal.foundation import audit, limits
from partnerships.models import User

EXPORTS = 30
"""An hour, for each person."""


@transaction.atomic
def export_audit(*, asked: Mapping[str, object], by: User, at: datetime) -> None:
    """Put on record that somebody takes away what they may read, and what they asked for.

    Raises TooMany after thirty exports within an hour.
    """
    limits.take("exports", f"person {by.pk}", limit=EXPORTS, per=limits.HOUR, at=at)
    used = {name: str(value) for name, value in asked.items() if value}
    audit.record("export_audit", by, by=by, at=at, asked=used)
