"""What the pages of the figures show: read models for one reader, built in few queries."""

from indicators.queries import FigureRow

from .catalogue import CatalogueRow, catalogue, standings, themes
from .evidence import Evidence, evidence, has_season, settled
from .explain import EXPLAINED, Explanation, explain
from .histories import History, history
from .past import MOST_OBSERVATIONS, Known, TooBroad, as_known, known
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
from .revisions import Revision, Revisions, revisions
from .tables import AreaRow, FigureTable, Selection, figure_table, select
from .withdrawals import Withdrawal, what_withdrawing_does

__all__ = [
    "EXPLAINED",
    "MOST_OBSERVATIONS",
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
    "Known",
    "MeasureHistory",
    "Part",
    "PlaceRow",
    "Profile",
    "ProfileGroup",
    "ProfileLine",
    "Provenance",
    "Revision",
    "Revisions",
    "Selection",
    "SharedDuty",
    "Source",
    "TooBroad",
    "Withdrawal",
    "area_profile",
    "as_known",
    "catalogue",
    "evidence",
    "explain",
    "figure_table",
    "has_season",
    "history",
    "is_recomputing",
    "known",
    "measures_of",
    "places",
    "profile",
    "provenance",
    "revisions",
    "select",
    "settled",
    "standings",
    "themes",
    "what_withdrawing_does",
]
