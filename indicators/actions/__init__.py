"""Everything that can happen in this part of the domain."""

from .catalogue import load_catalogue
from .conflicts import settle
from .figures import recompute
from .judging import LONGEST_EXPLANATION, Unexplained, judge_again
from .returns import CHECKED_AT_ONCE, check, confirm, publish, rehearse, resend, send
from .summaries import ask_to_summarise, summarise

__all__ = [
    "CHECKED_AT_ONCE",
    "LONGEST_EXPLANATION",
    "Unexplained",
    "ask_to_summarise",
    "check",
    "confirm",
    "judge_again",
    "load_catalogue",
    "publish",
    "recompute",
    "rehearse",
    "resend",
    "send",
    "settle",
    "summarise",
]
