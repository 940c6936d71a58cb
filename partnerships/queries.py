"""Questions that join what several models say."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from laa_portal.foundation.models import AuditEvent

from .models import GOVERNMENT, Area, Role, RoleKind, User, Viewer

READS_ITS_AREA = frozenset(
    {
        RoleKind.CDRP_CHAIR,
        RoleKind.COUNTY_OFFICER,
        RoleKind.LSP_COORDINATOR,
        RoleKind.LSP_CHAIR,
        RoleKind.COUNCIL_LEADER,
        *GOVERNMENT,
    }
)
"""Roles that read what was done in their areas. Inspectors read of all; others, their own acts."""

NONE = Q(pk__in=())

OF_THE_SERVICE = (
    "partnerships.area",
    "partnerships.comparatorgroup",
    "partnerships.cycle",
    "partnerships.deadline",
    "partnerships.invitation",
    "partnerships.key",
    "partnerships.organisation",
    "partnerships.partnership",
    "partnerships.role",
    "partnerships.seat",
    "partnerships.user",
    "indicators.indicator",
    "foundation.job",
)
"""Kinds of record that administrators look after. Of all others they read that something was done
to which, never what it says."""


def events_visible_to(user: Viewer) -> "QuerySet[AuditEvent]":
    """The acts that somebody may read of: the one place that says so."""
    events = AuditEvent.objects.all()
    if not isinstance(user, User):
        return events.none()
    return events if user.is_administrator else events.filter(_of_their_own(user))


def events_readable_by(user: User) -> Q:
    """Which of the acts somebody may read of they may read in full: their reasons and details."""
    own = _of_their_own(user)
    return own | Q(target_type__in=OF_THE_SERVICE, side="") if user.is_administrator else own


def _of_their_own(user: User) -> Q:
    """What somebody did, and what was done on their side of the table in the areas they lead.

    Inspectors sit on neither side: they read of every area what is not one side's alone.
    """
    roles = [role for role in user.current_roles if role.kind in READS_ITS_AREA]
    government = [role for role in roles if role.kind in GOVERNMENT]
    partnership = [role for role in roles if role.kind not in GOVERNMENT]
    inspected = Q(area_id__isnull=False, side="") if user.has_role(RoleKind.INSPECTOR) else NONE
    around = _around(government, "government") | _around(partnership, "partnership")
    return Q(made_by=user) | inspected | around


def _around(roles: Collection[Role], side: str) -> Q:
    if not roles:
        return NONE
    areas = Area.objects.of_roles(roles).values_list("pk", flat=True)
    return Q(area_id__in=Area.objects.ids_within(areas), side__in=["", side])
