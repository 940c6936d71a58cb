"""Questions that assessments, pages and the API ask."""

from .facts import facts_of
from .figures import figures_of, still_due, summaries_of
from .held import FIRST_YEAR, Held, held_to, path_of, year_of
from .interventions import Burden, burden, interventions_in
from .judgements import by_indicator, in_hand, judgements_of
from .response import advice_on, live_responses, organisations_near, plans_of, standing_of
from .settings import settings_now
from .states import states_now, to_assess

__all__ = [
    "FIRST_YEAR",
    "Burden",
    "Held",
    "advice_on",
    "burden",
    "by_indicator",
    "facts_of",
    "figures_of",
    "held_to",
    "in_hand",
    "interventions_in",
    "judgements_of",
    "live_responses",
    "organisations_near",
    "path_of",
    "plans_of",
    "settings_now",
    "standing_of",
    "states_now",
    "still_due",
    "summaries_of",
    "to_assess",
    "year_of",
]
