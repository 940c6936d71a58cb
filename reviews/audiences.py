"""Whom an act on how targets are going concerns."""

from datetime import date

from django.db.models import QuerySet

from laa_portal.foundation.models import AuditEvent
from partnerships.audiences import holding
from partnerships.models import RoleKind, User
from targets.audiences import of_coordinators, speakers_of
from targets.sides import Side

from .models import Concern, ImprovementPlan, ResponseDecision, ReviewFrequency


def of_response(event: AuditEvent, day: date) -> QuerySet[User]:
    """The office while a step waits for a second person; then the partnership, if it was asked."""
    response = ResponseDecision.objects.select_related("concern").get(pk=event.target_id)
    if response.is_waiting or not response.concern.shared_at:
        return of_office(event, day)
    return of_coordinators(event, day)


def of_decider(event: AuditEvent, day: date) -> QuerySet[User]:
    """Whoever decided on a step that a second person has answered."""
    decided = ResponseDecision.objects.filter(pk=event.target_id).values("decided_by")
    return User.objects.filter(pk__in=decided)


def of_plan_agreed(event: AuditEvent, day: date) -> QuerySet[User]:
    """The side that proposed a plan, once the other has agreed to it."""
    plan = ImprovementPlan.objects.get(pk=event.target_id)  # none is ever deleted
    return speakers_of(Side(plan.side), event.area_id, day)


def of_plan_proposed(event: AuditEvent, day: date) -> QuerySet[User]:
    """The side that has to agree to a plan."""
    plan = ImprovementPlan.objects.get(pk=event.target_id)
    return speakers_of(Side(plan.side).other, event.area_id, day)


def of_answerers(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who answer for the partnership in whose area it happened."""
    coordinators = speakers_of(Side.PARTNERSHIP, event.area_id, day)
    return coordinators | holding([RoleKind.COUNTY_OFFICER], day, partnership__areas=event.area_id)


def of_office(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who lead for the Government Office of the area in which it happened."""
    return speakers_of(Side.GOVERNMENT, event.area_id, day)


def of_owner(event: AuditEvent, day: date) -> QuerySet[User]:
    """Whoever has the concern in hand; all who lead, where nobody has, or has a role no more."""
    owners = Concern.objects.filter(pk=event.target_id, owner__isnull=False).values("owner")
    office = of_office(event, day)
    owner = office.filter(pk__in=owners)
    return owner if owner.exists() else office


def of_owner_and_answerers(event: AuditEvent, day: date) -> QuerySet[User]:
    """Both who have to do with an answer that is late."""
    return of_owner(event, day) | of_answerers(event, day)


def of_proposing_side(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who speak for the side that proposed how often a target is reviewed."""
    return speakers_of(_side(event), event.area_id, day)


def of_other_side(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who speak for the side to which it was proposed."""
    return speakers_of(_side(event).other, event.area_id, day)


def _side(event: AuditEvent) -> Side:
    return Side(ReviewFrequency.objects.get(pk=event.target_id).side)  # none is ever deleted
