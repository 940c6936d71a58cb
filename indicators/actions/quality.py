"""Judging how far a provider's figures can be relied on."""

from datetime import datetime

from django.db import transaction

from indicators import policies
from indicators.models import Measure, QualityStatement
from laa_portal.foundation import audit
from partnerships.models import Organisation, User


@transaction.atomic
def state_quality(
    *,
    organisation: Organisation,
    measure: Measure,
    rating: str,
    text: str,
    by: User,
    at: datetime,
) -> QualityStatement:
    """Write a judgement beside the earlier ones; it counts from now on. Raises PermissionDenied."""
    policies.may_state_quality(by).enforce()
    statement = QualityStatement.objects.create(
        organisation=organisation,
        measure=measure,
        rating=rating,
        text=text,
        stated_at=at,
        stated_by=by,
    )
    audit.record("state_quality", statement, by=by, at=at, reason=text, rating=rating)
    return statement
