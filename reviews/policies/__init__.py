"""Who may do what about how targets are going. Views, the API and actions all ask here."""

from .concerns import (
    ANSWERERS,
    leads,
    may_accept_answer,
    may_act,
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
from .progress import may_see_progress
from .settings import may_change_setting

__all__ = [
    "ANSWERERS",
    "leads",
    "may_accept_answer",
    "may_act",
    "may_answer",
    "may_ask",
    "may_assign",
    "may_change_setting",
    "may_dismiss",
    "may_escalate",
    "may_lower",
    "may_raise_concern",
    "may_resolve",
    "may_see_progress",
    "may_snooze",
    "may_wake",
]
