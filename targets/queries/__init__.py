"""What several tables say together, for one reader."""

from .alike import Alike, alike
from .ambition import ambition, ambition_then
from .assessments import last_settled, responsible_seats, written_contents, written_of
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
from .elsewhere import elsewhere, subject_of, yearly_kind
from .engagements import (
    Bound,
    Involvement,
    engagement_facts,
    engagement_facts_of,
    engagements_of,
    involvement,
)
from .hallmarks import Checklist, Judged, checked_partnerships, checked_year, checklists
from .negotiation import (
    last_offer,
    positions,
    terms_on_the_table,
)
from .packages import (
    PackageLine,
    package,
    period_of,
    printed,
    rule_lines,
)
from .packs import known_of, somebody_of
from .papers import PaperPriority, WholePaper, named_evidence, whole_paper
from .places import (
    DueDay,
    Workplace,
    collated_areas,
    deadlines_of_cdrps,
    undecided_count,
    workplace,
)
from .plans import (
    PriorityOfPlan,
    actions_of,
    by_priority,
    newest_adopted,
    newest_adopted_of,
    public_summary,
)
from .priorities import ScoredPriorities, ScoredPriority, scored_priorities, weighting_of
from .recollection import NewerFigure, Recollection, newer_figures, recall
from .safety_agreements import (
    DistrictPriorities,
    IndicatorOfDistricts,
    county_groups,
    district_cdrps,
    district_priorities,
    prefilled_priorities,
    priorities_drawn_on,
)
from .tiers import cdrps_of, county_group, laa_area_of, lsp_of
from .traces import Gaps, WhereItWent, gaps, where_it_went

__all__ = [
    "Alike",
    "Bound",
    "Checklist",
    "CollatedRow",
    "Collation",
    "DistrictPriorities",
    "DueDay",
    "Gaps",
    "IndicatorOfDistricts",
    "Involvement",
    "Judged",
    "NewerFigure",
    "PackageLine",
    "PaperPriority",
    "PriorityOfPlan",
    "Recollection",
    "ScoredPriorities",
    "ScoredPriority",
    "WhereItWent",
    "WholePaper",
    "Workplace",
    "actions_of",
    "agreement_of",
    "alike",
    "ambition",
    "ambition_then",
    "by_priority",
    "candidates_of",
    "cdrps_of",
    "checked_partnerships",
    "checked_year",
    "checklists",
    "collated_areas",
    "collation",
    "county_group",
    "county_groups",
    "current_priorities",
    "deadlines_of_cdrps",
    "district_cdrps",
    "district_priorities",
    "elsewhere",
    "engagement_facts",
    "engagement_facts_of",
    "engagements_of",
    "gaps",
    "indicator_ids",
    "involvement",
    "known_of",
    "laa_area_of",
    "last_offer",
    "last_settled",
    "lsp_of",
    "named_evidence",
    "newer_figures",
    "newest_adopted",
    "newest_adopted_of",
    "package",
    "period_of",
    "positions",
    "prefilled_priorities",
    "printed",
    "priorities_drawn_on",
    "public_summary",
    "recall",
    "responsible_seats",
    "rows_of",
    "rule_lines",
    "scored_priorities",
    "somebody_of",
    "subject_of",
    "terms_on_the_table",
    "undecided_count",
    "weighting_of",
    "where_it_went",
    "whole_paper",
    "workplace",
    "written_contents",
    "written_of",
    "yearly_kind",
]
