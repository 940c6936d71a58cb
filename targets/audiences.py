"""Whom an act on the way to an agreement concerns."""

from datetime import date

from django.db.models import QuerySet

from laa_portal.foundation.models import AuditEvent
from partnerships.audiences import holding
from partnerships.models import RoleKind, User

from .models import Engagement


def of_engagement(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers and the chair of the CDRP that consulted."""
    cdrps = Engagement.objects.filter(pk=event.target_id).values("partnership")
    return holding([RoleKind.CDRP_OFFICER, RoleKind.CDRP_CHAIR], day, partnership__in=cdrps)
