"""Everything that changes how a target is seen to be going, and what is said about it."""

from .assessing import assess
from .concerns import (
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

__all__ = [
    "accept_answer",
    "answer",
    "ask",
    "assess",
    "assign",
    "dismiss",
    "escalate",
    "lower",
    "notice",
    "raise_concern",
    "resolve",
    "snooze",
    "wake",
]
