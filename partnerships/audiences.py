"""Whom an act upon a person, role, key or deadline concerns, and who belongs to which side.

Each function takes an event of the audit trail and the day by which roles are read. What an event
was done to may be gone by then: it concerns nobody any more.
"""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from laa_portal.foundation.models import AuditEvent

from .models import (
    GOVERNMENT,
    NATIONAL,
    NOT_OF_AN_AREA,
    Area,
    Deadline,
    Invitation,
    Key,
    Role,
    RoleKind,
    User,
)

SIDES: dict[str, frozenset[RoleKind]] = {
    "government": GOVERNMENT,
    "partnership": frozenset(RoleKind) - GOVERNMENT - NATIONAL - NOT_OF_AN_AREA,
}
"""Which roles sit on which side of the table, by the words of `AuditEvent.side`."""


def holding(kinds: Collection[str], day: date, **over: object) -> QuerySet[User]:
    """Return those who hold a role of one of these kinds on a day, over what is asked for."""
    roles = Role.objects.in_force(day).filter(kind__in=kinds, **over)
    return User.objects.filter(pk__in=roles.values("user"))


def areas_on_side(person: User, side: str) -> frozenset[int]:
    """Return the areas at whose tables a person sits on a side. No side is known but SIDES."""
    return areas_within(person, SIDES.get(side, frozenset()))


def areas_within(person: User, kinds: Collection[RoleKind]) -> frozenset[int]:
    """Return the areas that a person's roles of some kinds are over, and all that lies in them.

    Read once for each person, as their roles are: policies and lists ask again and again.
    """
    roles = [role for role in person.current_roles if role.kind in kinds]
    key, known = frozenset(role.pk for role in roles), person.areas_by_roles
    if key not in known:
        known[key] = Area.objects.of_roles(roles).ids_with_all_inside()
    return known[key]


def is_on_side(person: User, side: str, area_id: int | None) -> bool:
    """Whether a person sits on a side of an area's table; of any table, where no area is named."""
    areas = areas_on_side(person, side)
    return bool(areas) if area_id is None else area_id in areas


def administrators(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who may approve a role that was granted: not the person whose role it is."""
    holders = Role.objects.filter(pk=event.target_id).values("user")
    return holding([RoleKind.ADMINISTRATOR], day).exclude(pk__in=holders)


def of_role(event: AuditEvent, day: date) -> QuerySet[User]:
    """The person whose role it is, and whoever granted it."""
    role = Role.objects.filter(pk=event.target_id)
    return User.objects.filter(Q(pk__in=role.values("user")) | Q(pk__in=role.values("granted_by")))


def of_hand_over(event: AuditEvent, day: date) -> QuerySet[User]:
    """Both people between whom a role passes, whoever proposes it, and who may approve it."""
    role = Role.objects.filter(pk=event.target_id)
    holders = role.values("takes_over__user")
    return of_role(event, day) | User.objects.filter(pk__in=holders) | administrators(event, day)


def of_key(event: AuditEvent, day: date) -> QuerySet[User]:
    """The person whose role the key stands for."""
    return User.objects.filter(pk__in=Key.objects.filter(pk=event.target_id).values("role__user"))


def of_invitation(event: AuditEvent, day: date) -> QuerySet[User]:
    """Whoever invited the person who accepted."""
    accepted = User.objects.filter(pk=event.target_id)
    invitations = Invitation.objects.filter(accepted_by__in=accepted)
    return User.objects.filter(pk__in=invitations.values("invited_by"))


def of_person(event: AuditEvent, day: date) -> QuerySet[User]:
    """The person themself."""
    return User.objects.filter(pk=event.target_id)


def of_deadline(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who have to meet it."""
    deadline = Deadline.objects.filter(pk=event.target_id).first()
    return holding(deadline.role_kinds if deadline else (), day)
