"""Questions that assessments, pages and the API ask."""

from .cases import (
    Case,
    FalseFlags,
    cases,
    false_flags,
    newest_assessments,
    working_in_offices,
    worst_first,
)
from .facts import facts_of
from .figures import figures_of, still_due, summaries_of
from .frequencies import Frequent, frequent
from .held import FIRST_YEAR, Held, held_to, path_of, year_of
from .interventions import Burden, burden, interventions_in
from .judgements import by_indicator, in_hand, judgements_of
from .letters import letter_record
from .nation import Nation, Ranked, RegionCount, nation_in, newest_year, placed_of
from .packs import Pack, PackTarget, newer_than_found, pack
from .progress import Line, progress
from .regions import Placed, Region, region_in, region_of, regions_looked_over
from .response import advice_on, live_responses, organisations_near, plans_of, standing_of
from .reviewed import (
    Reviewed,
    evidence_of,
    findings_of,
    last_review,
    letter_of,
    level_name,
    published_findings,
    published_reviews,
    reviewed,
    reviewed_targets,
    unjudged,
    version_in_force,
)
from .settings import settings_now
from .states import states_now, to_assess

__all__ = [
    "FIRST_YEAR",
    "Burden",
    "Case",
    "FalseFlags",
    "Frequent",
    "Held",
    "Line",
    "Nation",
    "Pack",
    "PackTarget",
    "Placed",
    "Ranked",
    "Region",
    "RegionCount",
    "Reviewed",
    "advice_on",
    "burden",
    "by_indicator",
    "cases",
    "evidence_of",
    "facts_of",
    "false_flags",
    "figures_of",
    "findings_of",
    "frequent",
    "held_to",
    "in_hand",
    "interventions_in",
    "judgements_of",
    "last_review",
    "letter_of",
    "letter_record",
    "level_name",
    "live_responses",
    "nation_in",
    "newer_than_found",
    "newest_assessments",
    "newest_year",
    "organisations_near",
    "pack",
    "path_of",
    "placed_of",
    "plans_of",
    "progress",
    "published_findings",
    "published_reviews",
    "region_in",
    "region_of",
    "regions_looked_over",
    "reviewed",
    "reviewed_targets",
    "settings_now",
    "standing_of",
    "states_now",
    "still_due",
    "summaries_of",
    "to_assess",
    "unjudged",
    "version_in_force",
    "working_in_offices",
    "worst_first",
    "year_of",
]
