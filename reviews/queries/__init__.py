"""Questions that assessments, pages and the API ask."""

from .facts import facts_of
from .figures import figures_of, still_due, summaries_of
from .held import FIRST_YEAR, Held, held_to, path_of, year_of
from .reviewed import (
    Reviewed,
    days_done,
    findings_of,
    last_review,
    level_name,
    newest_assessments,
    reviewed,
    reviewed_targets,
    unjudged,
)
from .settings import settings_now

__all__ = [
    "FIRST_YEAR",
    "Held",
    "Reviewed",
    "days_done",
    "facts_of",
    "figures_of",
    "findings_of",
    "held_to",
    "last_review",
    "level_name",
    "newest_assessments",
    "path_of",
    "reviewed",
    "reviewed_targets",
    "settings_now",
    "still_due",
    "summaries_of",
    "unjudged",
    "year_of",
]
