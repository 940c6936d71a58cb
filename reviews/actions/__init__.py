"""Everything that changes how a target is seen to be going, and what is said about it."""

from .assessing import ask_to_assess, assess
from .clock import ask_to_tend_concerns, tend_concerns
from .concerns import (
    AlreadyOpen,
    NotADay,
    accept_answer,
    answer,
    ask,
    assign,
    dismiss,
    escalate,
    lower,
    raise_concern,
    resolve,
    snooze,
    wake,
)
from .noticing import notice
from .settings import Overtaken, change_setting

__all__ = [
    "AlreadyOpen",
    "NotADay",
    "Overtaken",
    "accept_answer",
    "answer",
    "ask",
    "ask_to_assess",
    "ask_to_tend_concerns",
    "assess",
    "assign",
    "change_setting",
    "dismiss",
    "escalate",
    "lower",
    "notice",
    "raise_concern",
    "resolve",
    "snooze",
    "tend_concerns",
    "wake",
]
