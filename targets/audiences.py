"""Whom an act on a partnership plan or a county's agreement concerns."""

from datetime import date

from django.db.models import QuerySet

from laa_portal.foundation.models import AuditEvent
from partnerships.audiences import holding
from partnerships.models import Area, RoleKind, User

from .models import CommunitySafetyAgreement, PartnershipPlan, PlanAction

CDRP_PEOPLE = (RoleKind.CDRP_OFFICER, RoleKind.CDRP_CHAIR)


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
