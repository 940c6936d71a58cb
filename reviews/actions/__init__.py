"""Everything that changes how a target is seen to be going, and what is said about it."""

from .assessing import ask_to_assess, assess
from .clock import ask_to_tend_concerns, tend_concerns
from .concerns import (
    AlreadyOpen,
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
from .findings import NoReason, judge_finding
from .frequencies import (
    accept_frequency,
    decline_frequency,
    note_target_review,
    propose_frequency,
    withdraw_frequency,
)
from .letters import NoLetter, send_letter, write_letter
from .noticing import notice
from .reviews import (
    AlreadyReviewed,
    NotHeldYet,
    agree_findings,
    hold_review,
    publish_review,
    put_findings,
    refresh_findings,
    reschedule_review,
    schedule_review,
    settle_findings,
    submit_evidence,
    take_back_findings,
)
from .settings import Overtaken, change_setting

__all__ = [
    "AlreadyOpen",
    "AlreadyReviewed",
    "NoLetter",
    "NoReason",
    "NotHeldYet",
    "Overtaken",
    "accept_answer",
    "accept_frequency",
    "agree_findings",
    "answer",
    "ask",
    "ask_to_assess",
    "ask_to_tend_concerns",
    "assess",
    "assign",
    "change_setting",
    "decline_frequency",
    "dismiss",
    "escalate",
    "hold_review",
    "judge_finding",
    "lower",
    "note_target_review",
    "notice",
    "propose_frequency",
    "publish_review",
    "put_findings",
    "raise_concern",
    "refresh_findings",
    "reschedule_review",
    "resolve",
    "schedule_review",
    "send_letter",
    "settle_findings",
    "snooze",
    "submit_evidence",
    "take_back_findings",
    "tend_concerns",
    "wake",
    "withdraw_frequency",
    "write_letter",
]
