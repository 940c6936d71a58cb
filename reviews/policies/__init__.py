"""Who may do what about how targets are going. Views, the API and actions all ask here."""

from .concerns import (
    may_accept_answer,
    may_answer,
    may_ask,
    may_assign,
    may_dismiss,
    may_escalate,
    may_lower,
    may_raise_concern,
    may_resolve,
    may_snooze,
    may_wake,
)
from .settings import may_change_setting

__all__ = [
    "may_accept_answer",
    "may_answer",
    "may_ask",
    "may_assign",
    "may_change_setting",
    "may_dismiss",
    "may_escalate",
    "may_lower",
    "may_raise_concern",
    "may_resolve",
    "may_snooze",
    "may_wake",
]
