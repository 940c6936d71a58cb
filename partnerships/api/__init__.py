"""Who and where, as the API gives it: reference data, open to all."""

from .areas import AREA, LEVEL, Areas, AreaSummarySerializer, kinds_at
from .organisations import NamedOrganisationSerializer, Organisations
from .partnerships import Partnerships

__all__ = [
    "AREA",
    "LEVEL",
    "AreaSummarySerializer",
    "Areas",
    "NamedOrganisationSerializer",
    "Organisations",
    "Partnerships",
    "kinds_at",
]
