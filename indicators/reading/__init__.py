"""What the pages of the figures show: read models for one reader, built in few queries."""

from indicators.queries import FigureRow

from .catalogue import CatalogueRow, catalogue, standings, themes
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
    is_summarised,
    provenance,
)
from .tables import AreaRow, FigureTable, Selection, figure_table, select

__all__ = [
    "EXPLAINED",
    "AreaProfile",
    "AreaRow",
    "Body",
    "CatalogueRow",
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
    "Selection",
    "SharedDuty",
    "Source",
    "area_profile",
    "catalogue",
    "explain",
    "figure_table",
    "history",
    "is_recomputing",
    "is_summarised",
    "measures_of",
    "places",
    "profile",
    "provenance",
    "select",
    "standings",
    "themes",
]
