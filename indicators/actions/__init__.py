"""Everything that can happen in this part of the domain."""

from .catalogue import load_catalogue
from .figures import recompute
from .progress import Progress
from .returns import (
    CHECKED_AT_ONCE,
    cancel,
    check,
    confirm,
    is_checked_at_once,
    publish,
    rehearse,
    resend,
    send,
)
from .summaries import ask_to_summarise, summarise

__all__ = [
    "CHECKED_AT_ONCE",
    "Progress",
    "ask_to_summarise",
    "cancel",
    "check",
    "confirm",
    "is_checked_at_once",
    "load_catalogue",
    "publish",
    "recompute",
    "rehearse",
    "resend",
    "send",
    "summarise",
]
