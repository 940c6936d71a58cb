"""What the pages of the figures show: read models for one reader, built in few queries."""

from indicators.queries import FigureRow

from .catalogue import CatalogueRow, catalogue, standings, themes
from .evidence import Evidence, evidence, has_season, settled
from .expectations import Due, areas_out, due, providers, returns_due
from .explain import EXPLAINED, Explanation, explain
from .figure_queries import UnderQuery, under_query
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
from .quality import (
    MeasureQuality,
    ProviderLine,
    ProviderQuality,
    measures_provided,
    provider_lines,
    provider_quality,
    quality_bodies,
    statement,
    statements,
)
from .releases import Release, release_keys, releases, releases_of
from .tables import AreaRow, FigureTable, Selection, figure_table, select
from .work import Work, checking, computing

__all__ = [
    "EXPLAINED",
    "AreaProfile",
    "AreaRow",
    "Body",
    "CatalogueRow",
    "Due",
    "Evidence",
    "Explanation",
    "FigureRow",
    "FigureTable",
    "History",
    "KindGroup",
    "MeasureHistory",
    "MeasureQuality",
    "Part",
    "PlaceRow",
    "Profile",
    "ProfileGroup",
    "ProfileLine",
    "Provenance",
    "ProviderLine",
    "ProviderQuality",
    "Release",
    "Selection",
    "SharedDuty",
    "Source",
    "UnderQuery",
    "Work",
    "area_profile",
    "areas_out",
    "catalogue",
    "checking",
    "computing",
    "due",
    "evidence",
    "explain",
    "figure_table",
    "has_season",
    "history",
    "is_recomputing",
    "measures_of",
    "measures_provided",
    "places",
    "profile",
    "provenance",
    "provider_lines",
    "provider_quality",
    "providers",
    "quality_bodies",
    "release_keys",
    "releases",
    "releases_of",
    "returns_due",
    "select",
    "settled",
    "standings",
    "statement",
    "statements",
    "themes",
    "under_query",
]
