"""Whom an act on the way to an agreement concerns."""

from datetime import date

from django.db.models import QuerySet

from laa_portal.foundation.models import AuditEvent
from partnerships.audiences import holding
from partnerships.models import RoleKind, User

from .models import Engagement, Escalation, Priority

DISTRICT = (RoleKind.CDRP_OFFICER, RoleKind.CDRP_CHAIR)


def of_county(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers of the county strategy group that a priority was put to."""
    groups = Escalation.objects.filter(pk=event.target_id).values("group")
    return holding([RoleKind.COUNTY_OFFICER], day, partnership__in=groups)


def of_escalating_district(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers and the chair of the CDRP that put a priority to the county."""
    escalations = Escalation.objects.filter(pk=event.target_id)
    cdrps = escalations.values("priority__assessment__partnership")
    return holding(DISTRICT, day, partnership__in=cdrps)


def of_priority(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers and the chair of the CDRP whose priority it is."""
    cdrps = Priority.objects.filter(pk=event.target_id).values("assessment__partnership")
    return holding(DISTRICT, day, partnership__in=cdrps)


def of_engagement(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers and the chair of the CDRP that consulted."""
    cdrps = Engagement.objects.filter(pk=event.target_id).values("partnership")
    return holding(DISTRICT, day, partnership__in=cdrps)
