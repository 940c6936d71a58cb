"""What the pages of the figures show: read models for one reader, built in few queries."""

from indicators.queries import FigureRow

from .catalogue import CatalogueRow, catalogue, standings, themes
from .changes import Change, Narrow, Place, changes_after, newest_place, settled_place
from .changes import Kind as ChangeKind
from .error_copies import error_copy
from .evidence import Evidence, evidence, has_season, settled, with_england
from .expectations import Due, areas_out, due, providers, returns_due
from .explain import EXPLAINED, Explanation, explain
from .exports import Stage, StagedExport, staged
from .figure_queries import UnderQuery, under_query
from .flat import Around, FlatFigure, all_flat, flat
from .histories import History, history
from .kept import Viewpoint, forget, kept, kept_while_unchanged
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
from .return_templates import ReturnTemplate, filled_in, how_to, sendable, template
from .revisions import Revision, Revisions, revisions
from .tables import AreaRow, FigureTable, Selection, figure_table, select
from .told import Said, ToldFigure, histories, told
from .withdrawals import Withdrawal, what_withdrawing_does
from .work import Work, checking, computing

__all__ = [
    "EXPLAINED",
    "MOST_OBSERVATIONS",
    "AreaProfile",
    "AreaRow",
    "Around",
    "Body",
    "CatalogueRow",
    "Change",
    "ChangeKind",
    "Due",
    "Evidence",
    "Explanation",
    "FigureRow",
    "FigureTable",
    "FlatFigure",
    "History",
    "KindGroup",
    "Known",
    "MeasureHistory",
    "MeasureQuality",
    "Narrow",
    "Part",
    "Place",
    "PlaceRow",
    "Profile",
    "ProfileGroup",
    "ProfileLine",
    "Provenance",
    "ProviderLine",
    "ProviderQuality",
    "Release",
    "ReturnTemplate",
    "Revision",
    "Revisions",
    "Said",
    "Selection",
    "SharedDuty",
    "Source",
    "Stage",
    "StagedExport",
    "ToldFigure",
    "TooBroad",
    "UnderQuery",
    "Viewpoint",
    "Withdrawal",
    "Work",
    "all_flat",
    "area_profile",
    "areas_out",
    "as_known",
    "catalogue",
    "changes_after",
    "checking",
    "computing",
    "due",
    "error_copy",
    "evidence",
    "explain",
    "figure_table",
    "filled_in",
    "flat",
    "forget",
    "has_season",
    "histories",
    "history",
    "how_to",
    "is_recomputing",
    "kept",
    "kept_while_unchanged",
    "known",
    "measures_of",
    "measures_provided",
    "newest_place",
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
    "revisions",
    "select",
    "sendable",
    "settled",
    "settled_place",
    "staged",
    "standings",
    "statement",
    "statements",
    "template",
    "themes",
    "told",
    "under_query",
    "what_withdrawing_does",
    "with_england",
]
