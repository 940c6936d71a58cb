"""Whom an act about how targets are going concerns."""

from datetime import date

from django.db.models import QuerySet

from laa_portal.foundation.models import AuditEvent
from partnerships.models import User
from targets.audiences import speakers_of
from targets.sides import Side

from .models import ReviewFrequency


def of_government(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who speak for the Government Office at the table where it happened."""
    return speakers_of(Side.GOVERNMENT, event.area_id, day)


def of_proposing_side(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who speak for the side that proposed how often a target is reviewed."""
    return speakers_of(_side(event), event.area_id, day)


def of_other_side(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who speak for the side to which it was proposed."""
    return speakers_of(_side(event).other, event.area_id, day)


def _side(event: AuditEvent) -> Side:
    return Side(ReviewFrequency.objects.get(pk=event.target_id).side)  # none is ever deleted
