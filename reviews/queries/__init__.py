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
from .held import FIRST_YEAR, Held, held_to, path_of, year_of
from .progress import Line, progress
from .settings import settings_now
from .states import states_now, to_assess

__all__ = [
    "FIRST_YEAR",
    "Case",
    "FalseFlags",
    "Held",
    "Line",
    "cases",
    "facts_of",
    "false_flags",
    "figures_of",
    "held_to",
    "newest_assessments",
    "path_of",
    "progress",
    "settings_now",
    "states_now",
    "still_due",
    "summaries_of",
    "to_assess",
    "working_in_offices",
    "worst_first",
    "year_of",
]
