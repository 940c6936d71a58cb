"""Everything that can happen in this part of the domain."""

from .catalogue import load_catalogue
from .embargoes import ask_to_publish, publish_when_due
from .figures import recompute
from .returns import CHECKED_AT_ONCE, check, confirm, publish, rehearse, resend, send
from .summaries import ask_to_summarise, summarise
from .withdrawals import withdraw

__all__ = [
    "CHECKED_AT_ONCE",
    "ask_to_publish",
    "ask_to_summarise",
    "check",
    "confirm",
    "load_catalogue",
    "publish",
    "publish_when_due",
    "recompute",
    "rehearse",
    "resend",
    "send",
    "summarise",
    "withdraw",
]
