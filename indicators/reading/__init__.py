"""What the pages of the figures show: read models for one reader, built in few queries."""

from indicators.queries import FigureRow

from .catalogue import CatalogueRow, catalogue, standings, themes
from .error_copies import error_copy
from .evidence import Evidence, evidence, has_season, settled
from .explain import EXPLAINED, Explanation, explain
from .histories import History, history
from .places import (
    AreaProfile,
    Body,
    KindGroup,
    MeasureHistory,
    PlaceRow,
    SharedDuty,
    area_profile,
    measures_of,
    places,
)
from .profiles import Profile, ProfileGroup, ProfileLine, profile
from .provenance import (
    Part,
    Provenance,
    Source,
    is_recomputing,
    provenance,
)
from .return_templates import ReturnTemplate, filled_in, how_to, sendable, template
from .tables import AreaRow, FigureTable, Selection, figure_table, select

__all__ = [
    "EXPLAINED",
    "AreaProfile",
    "AreaRow",
    "Body",
    "CatalogueRow",
    "Evidence",
    "Explanation",
    "FigureRow",
    "FigureTable",
    "History",
    "KindGroup",
    "MeasureHistory",
    "Part",
    "PlaceRow",
    "Profile",
    "ProfileGroup",
    "ProfileLine",
    "Provenance",
    "ReturnTemplate",
    "Selection",
    "SharedDuty",
    "Source",
    "area_profile",
    "catalogue",
    "error_copy",
    "evidence",
    "explain",
    "figure_table",
    "filled_in",
    "has_season",
    "history",
    "how_to",
    "is_recomputing",
    "measures_of",
    "places",
    "profile",
    "provenance",
    "select",
    "sendable",
    "settled",
    "standings",
    "template",
    "themes",
]
