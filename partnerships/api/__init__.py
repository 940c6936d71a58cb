"""Who and where, as the API gives it: reference data, open to all."""

from .areas import (
    AREA,
    LEVEL,
    Areas,
    AreaSerializer,
    AreaSummarySerializer,
    kinds_at,
    with_surroundings,
)
from .organisations import NamedOrganisationSerializer, Organisations
from .partnerships import Partnerships
from .populations import Populations

__all__ = [
    "AREA",
    "LEVEL",
    "AreaSerializer",
    "AreaSummarySerializer",
    "Areas",
    "NamedOrganisationSerializer",
    "Organisations",
    "Partnerships",
    "Populations",
    "kinds_at",
    "with_surroundings",
]
