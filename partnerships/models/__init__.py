"""Who and where: places, organisations, partnerships, people and their roles."""

from .areas import (
    KINDS_AT,
    LAA_DAY,
    LEVEL_LABELS,
    SINGLE_TIER,
    Area,
    AreaKind,
    AreaPart,
    AreaQuerySet,
    Level,
    Population,
)
from .bodies import Capacity, Organisation, OrganisationKind, Partnership, PartnershipKind, Seat
from .calendar import Cycle, Deadline
from .comparators import ComparatorGroup, Peer
from .key_uses import KeyUse
from .keys import Key, KeyState, Scope
from .kinds import GOVERNMENT, NATIONAL, NOT_OF_AN_AREA, RoleKind
from .notices import Delivery, Notice, Preference, Topic
from .people import Draft, Invitation, User, Viewer
from .roles import Role
from .spans import DAWN, DUSK, Span, SpanQuerySet
from .tracked import (
    FormerArea,
    FormerComparatorGroup,
    FormerCycle,
    FormerDeadline,
    FormerOrganisation,
    FormerPartnership,
    FormerRole,
    FormerSeat,
    FormerUser,
)

__all__ = [
    "DAWN",
    "DUSK",
    "GOVERNMENT",
    "KINDS_AT",
    "LAA_DAY",
    "LEVEL_LABELS",
    "NATIONAL",
    "NOT_OF_AN_AREA",
    "SINGLE_TIER",
    "Area",
    "AreaKind",
    "AreaPart",
    "AreaQuerySet",
    "Capacity",
    "ComparatorGroup",
    "Cycle",
    "Deadline",
    "Delivery",
    "Draft",
    "FormerArea",
    "FormerComparatorGroup",
    "FormerCycle",
    "FormerDeadline",
    "FormerOrganisation",
    "FormerPartnership",
    "FormerRole",
    "FormerSeat",
    "FormerUser",
    "Invitation",
    "Key",
    "KeyState",
    "KeyUse",
    "Level",
    "Notice",
    "Organisation",
    "OrganisationKind",
    "Partnership",
    "PartnershipKind",
    "Peer",
    "Population",
    "Preference",
    "Role",
    "RoleKind",
    "Scope",
    "Seat",
    "Span",
    "SpanQuerySet",
    "Topic",
    "User",
    "Viewer",
]
