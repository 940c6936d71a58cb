"""Questions that assessments, pages and the API ask."""

from .facts import facts_of
from .figures import figures_of, still_due, summaries_of
from .held import FIRST_YEAR, Held, held_to, path_of, year_of
from .settings import settings_now
from .states import states_now, to_assess

__all__ = [
    "FIRST_YEAR",
    "Held",
    "facts_of",
    "figures_of",
    "held_to",
    "path_of",
    "settings_now",
    "states_now",
    "still_due",
    "summaries_of",
    "to_assess",
    "year_of",
]
