"""Whom an act on the way to an agreement concerns."""

from datetime import date

from django.db.models import QuerySet

from laa_portal.foundation.models import AuditEvent
from partnerships.audiences import holding
from partnerships.models import Area, RoleKind, User

from .models import (
    CDRP_PEOPLE,
    CommunitySafetyAgreement,
    Engagement,
    Escalation,
    PartnershipPlan,
    PlanAction,
    Priority,
)


def of_county(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers of the county strategy group that a priority was put to."""
    groups = Escalation.objects.filter(pk=event.target_id).values("group")
    return holding([RoleKind.COUNTY_OFFICER], day, partnership__in=groups)


def of_escalating_district(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers and the chair of the CDRP that put a priority to the county."""
    escalations = Escalation.objects.filter(pk=event.target_id)
    cdrps = escalations.values("priority__assessment__partnership")
    return holding(CDRP_PEOPLE, day, partnership__in=cdrps)


def of_priority(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers and the chair of the CDRP whose priority it is."""
    cdrps = Priority.objects.filter(pk=event.target_id).values("assessment__partnership")
    return holding(CDRP_PEOPLE, day, partnership__in=cdrps)


def of_engagement(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers and the chair of the CDRP that consulted."""
    cdrps = Engagement.objects.filter(pk=event.target_id).values("partnership")
    return holding(CDRP_PEOPLE, day, partnership__in=cdrps)


def of_plan(event: AuditEvent, day: date) -> QuerySet[User]:
    """The officers and the chair of its partnership, and those of bodies that lead an action."""
    plans = PartnershipPlan.objects.filter(pk=event.target_id)
    leads = PlanAction.objects.filter(plan__in=plans).values("lead")
    own = holding(CDRP_PEOPLE, day, partnership__in=plans.values("partnership"))
    return own | holding([RoleKind.PARTNER], day, organisation__in=leads)


def of_safety_agreement(event: AuditEvent, day: date) -> QuerySet[User]:
    """The county's officers, and the officers and chairs of its districts' CDRPs."""
    agreements = CommunitySafetyAgreement.objects.filter(pk=event.target_id)
    groups = agreements.values_list("partnership", flat=True)
    county = Area.objects.filter(partnerships__in=groups).values_list("pk", flat=True)
    districts = Area.objects.ids_within(county)
    own = holding([RoleKind.COUNTY_OFFICER], day, partnership__in=groups)
    return own | holding(CDRP_PEOPLE, day, partnership__areas__in=districts)
