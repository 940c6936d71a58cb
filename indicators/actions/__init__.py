"""Everything that can happen in this part of the domain."""

from .catalogue import load_catalogue
from .figures import ask_to_recompute, recompute
from .imports import import_file
from .returns import CHECKED_AT_ONCE, check, confirm, publish, rehearse, resend, send
from .summaries import ask_to_summarise, summarise

__all__ = [
    "CHECKED_AT_ONCE",
    "ask_to_recompute",
    "ask_to_summarise",
    "check",
    "confirm",
    "import_file",
    "load_catalogue",
    "publish",
    "recompute",
    "rehearse",
    "resend",
    "send",
    "summarise",
]
