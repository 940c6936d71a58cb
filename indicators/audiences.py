"""Whom an act upon a return concerns."""

from datetime import date

from django.db.models import QuerySet

from laa_portal.foundation.models import AuditEvent
from partnerships.audiences import holding
from partnerships.models import RoleKind, User

from .models import DataReturn


def of_return(event: AuditEvent, day: date) -> QuerySet[User]:
    """The data providers of the organisation whose return it is."""
    senders = DataReturn.objects.filter(pk=event.target_id).values("organisation")
    return holding([RoleKind.DATA_PROVIDER], day, organisation__in=senders)
