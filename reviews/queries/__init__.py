"""Questions that assessments, pages and the API ask."""

from .facts import facts_of
from .figures import figures_of, still_due, summaries_of
from .frequencies import Frequent, frequent
from .held import FIRST_YEAR, Held, held_to, path_of, year_of
from .letters import letter_record
from .packs import Pack, PackTarget, newer_than_found, pack
from .regions import Placed, Region, region_in
from .reviewed import (
    Reviewed,
    evidence_of,
    findings_of,
    last_review,
    letter_of,
    level_name,
    newest_assessments,
    published_findings,
    reviewed,
    reviewed_targets,
    unjudged,
    version_in_force,
)
from .settings import settings_now

__all__ = [
    "FIRST_YEAR",
    "Frequent",
    "Held",
    "Pack",
    "PackTarget",
    "Placed",
    "Region",
    "Reviewed",
    "evidence_of",
    "facts_of",
    "figures_of",
    "findings_of",
    "frequent",
    "held_to",
    "last_review",
    "letter_of",
    "letter_record",
    "level_name",
    "newer_than_found",
    "newest_assessments",
    "pack",
    "path_of",
    "published_findings",
    "region_in",
    "reviewed",
    "reviewed_targets",
    "settings_now",
    "still_due",
    "summaries_of",
    "unjudged",
    "version_in_force",
    "year_of",
]
