"""Whom an act upon a concern is told."""

from datetime import date

from django.db.models import QuerySet

from laa_portal.foundation.models import AuditEvent
from partnerships.audiences import holding
from partnerships.models import RoleKind, User
from targets.audiences import speakers_of
from targets.sides import Side

from .models import Concern


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
