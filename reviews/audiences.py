"""Who is told of an act upon a concern or a review."""

from datetime import date

from django.db.models import QuerySet

from laa_portal.foundation.models import AuditEvent
from partnerships.audiences import holding
from partnerships.models import Area, RoleKind, User
from targets.audiences import speakers_of
from targets.sides import Side

from .models import Concern, ReviewFrequency


def of_answerers(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who answer for the partnership in whose area it happened."""
    coordinators = speakers_of(Side.PARTNERSHIP, event.area_id, day)
    area = Area.objects.filter(pk=event.area_id)
    return coordinators | holding([RoleKind.COUNTY_OFFICER], day, partnership__areas__in=area)


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
