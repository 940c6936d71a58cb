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
from .interventions import Burden, burden, interventions_in
from .judgements import by_indicator, in_hand, judgements_of
from .progress import Line, progress
from .response import advice_on, live_responses, organisations_near, plans_of, standing_of
from .settings import settings_now
from .states import states_now, to_assess

__all__ = [
    "FIRST_YEAR",
    "Burden",
    "Case",
    "FalseFlags",
    "Held",
    "Line",
    "advice_on",
    "burden",
    "by_indicator",
    "cases",
    "facts_of",
    "false_flags",
    "figures_of",
    "held_to",
    "in_hand",
    "interventions_in",
    "judgements_of",
    "live_responses",
    "newest_assessments",
    "organisations_near",
    "path_of",
    "plans_of",
    "progress",
    "settings_now",
    "standing_of",
    "states_now",
    "still_due",
    "summaries_of",
    "to_assess",
    "working_in_offices",
    "worst_first",
    "year_of",
]
