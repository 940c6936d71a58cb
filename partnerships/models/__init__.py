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
from .people import NOT_OF_AN_AREA, Role, RoleKind, User, Viewer
from .spans import DAWN, DUSK, Span, SpanQuerySet

__all__ = [
    "DAWN",
    "DUSK",
    "KINDS_AT",
    "LAA_DAY",
    "LEVEL_LABELS",
    "NOT_OF_AN_AREA",
    "SINGLE_TIER",
    "Area",
    "AreaKind",
    "AreaPart",
    "AreaQuerySet",
    "Capacity",
    "Level",
    "Organisation",
    "OrganisationKind",
    "Partnership",
    "PartnershipKind",
    "Population",
    "Role",
    "RoleKind",
    "Seat",
    "Span",
    "SpanQuerySet",
    "User",
    "Viewer",
]
