"""What several tables say together, for one reader."""

from .assessments import last_settled, responsible_seats, written_contents
from .hallmarks import (
    Checklist,
    Judged,
    checked_partnerships,
    checked_year,
    checklists,
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
from .safety_agreements import (
    DistrictPriorities,
    IndicatorOfDistricts,
    county_groups,
    district_cdrps,
    district_priorities,
    prefilled_priorities,
    priorities_drawn_on,
)

__all__ = [
    "Checklist",
    "DistrictPriorities",
    "IndicatorOfDistricts",
    "Judged",
    "PriorityOfPlan",
    "ScoredPriorities",
    "ScoredPriority",
    "actions_of",
    "by_priority",
    "checked_partnerships",
    "checked_year",
    "checklists",
    "county_groups",
    "district_cdrps",
    "district_priorities",
    "last_settled",
    "newest_adopted",
    "newest_adopted_of",
    "prefilled_priorities",
    "priorities_drawn_on",
    "public_summary",
    "responsible_seats",
    "scored_priorities",
    "weighting_of",
    "written_contents",
]
