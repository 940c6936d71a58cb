"""Questions that assessments, pages and the API ask."""

from .facts import facts_of
from .figures import figures_of, still_due, summaries_of
from .held import FIRST_YEAR, Held, held_to, path_of, year_of
from .response import live_responses, standing_of
from .settings import settings_now

__all__ = [
    "FIRST_YEAR",
    "Held",
    "facts_of",
    "figures_of",
    "held_to",
    "live_responses",
    "path_of",
    "settings_now",
    "standing_of",
    "still_due",
    "summaries_of",
    "year_of",
]
