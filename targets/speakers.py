"""Whom an act at the table of an area concerns: partners, and those who speak for a side."""

from datetime import date

from django.db.models import QuerySet

from laa_portal.foundation.models import AuditEvent
from partnerships.audiences import holding
from partnerships.models import AreaPart, RoleKind, User

from .models import ANSWERERS, Commitment, Message, SharedIssue
from .policies import SPEAKERS
from .sides import Side


def speakers_of(side: Side, area_id: int | None, day: date) -> QuerySet[User]:
    """Return those who speak for a side at the table of an area, by a role over it or around it."""
    around = _around(area_id)
    kind = [SPEAKERS[side]]
    return (
        holding(kind, day, area__in=around)
        | holding(kind, day, partnership__areas__in=around)
        | holding(kind, day, organisation__areas__in=around)
    )


def _around(area_id: int | None) -> set[int]:
    """Return an area and all in which it lies wholly."""
    found = edge = {area_id} if area_id else set()
    while edge:
        wholes = AreaPart.objects.filter(part__in=edge, is_exact=True)
        edge = set(wholes.values_list("whole_id", flat=True)) - found
        found |= edge
    return found


def of_named_partner(event: AuditEvent, day: date) -> QuerySet[User]:
    """The people who answer for an organisation that was asked to sign up."""
    bodies = Commitment.objects.filter(pk=event.target_id).values("organisation")
    return holding(ANSWERERS, day, organisation__in=bodies)


def of_coordinators(event: AuditEvent, day: date) -> QuerySet[User]:
    """The coordinators of the partnership in whose area it happened."""
    return speakers_of(Side.PARTNERSHIP, event.area_id, day)


def of_both_sides(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who speak for either side of the table in whose area it happened."""
    return speakers_of(Side.PARTNERSHIP, event.area_id, day) | speakers_of(
        Side.GOVERNMENT, event.area_id, day
    )


def of_the_other_side(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who speak for the side to which a message was written."""
    message = Message.objects.get(pk=event.target_id)  # they are never deleted
    return speakers_of(Side(message.side).other, event.area_id, day)


def of_home_office(event: AuditEvent, day: date) -> QuerySet[User]:
    """The analysts of the Home Office, who answer for all areas."""
    return holding([RoleKind.HO_ANALYST], day)


def of_raiser(event: AuditEvent, day: date) -> QuerySet[User]:
    """Whoever raised an issue for all areas."""
    issues = SharedIssue.objects.filter(pk=event.target_id)
    return User.objects.filter(pk__in=issues.values("raised_by"))


def message_path(event: AuditEvent) -> str:
    """Lead to what both sides wrote about the target of a message."""
    return Message.objects.get(pk=event.target_id).get_absolute_url()
