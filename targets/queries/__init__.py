"""What several tables say together, for one reader."""

from .assessments import last_settled, responsible_seats, written_contents
from .collation import (
    CollatedRow,
    Collation,
    agreement_of,
    candidates_of,
    collation,
    current_priorities,
    indicator_ids,
    rows_of,
)
from .engagements import (
    Bound,
    Involvement,
    engagement_facts,
    engagement_facts_of,
    engagements_of,
    involvement,
)
from .places import (
    DueDay,
    Workplace,
    collated_areas,
    deadlines_of_cdrps,
    undecided_count,
    workplace,
)
from .priorities import ScoredPriorities, ScoredPriority, scored_priorities, weighting_of
from .tiers import cdrps_of, county_group, laa_area_of, lsp_of
from .traces import Gaps, WhereItWent, gaps, where_it_went

__all__ = [
    "Bound",
    "CollatedRow",
    "Collation",
    "DueDay",
    "Gaps",
    "Involvement",
    "ScoredPriorities",
    "ScoredPriority",
    "WhereItWent",
    "Workplace",
    "agreement_of",
    "candidates_of",
    "cdrps_of",
    "collated_areas",
    "collation",
    "county_group",
    "current_priorities",
    "deadlines_of_cdrps",
    "engagement_facts",
    "engagement_facts_of",
    "engagements_of",
    "gaps",
    "indicator_ids",
    "involvement",
    "laa_area_of",
    "last_settled",
    "lsp_of",
    "responsible_seats",
    "rows_of",
    "scored_priorities",
    "undecided_count",
    "weighting_of",
    "where_it_went",
    "workplace",
    "written_contents",
]
