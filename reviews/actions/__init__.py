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
from .improvement import (
    add_improvement_action,
    agree_improvement,
    end_improvement,
    finish_improvement,
    propose_improvement,
    show_evidence,
)
from .interventions import (
    acknowledge_intervention,
    advise,
    close_intervention,
    open_intervention,
)
from .judgements import enter_judgement, withdraw_judgement
from .noticing import notice
from .refusals import DoesNotBelong, NotAcknowledged, SetsTarget, TooEarly
from .settings import Overtaken, change_setting
from .standing import agree_response, decide_response, judge_standing, refuse_response

__all__ = [
    "AlreadyOpen",
    "DoesNotBelong",
    "NotADay",
    "NotAcknowledged",
    "Overtaken",
    "SetsTarget",
    "TooEarly",
    "accept_answer",
    "acknowledge_intervention",
    "add_improvement_action",
    "advise",
    "agree_improvement",
    "agree_response",
    "answer",
    "ask",
    "ask_to_assess",
    "ask_to_tend_concerns",
    "assess",
    "assign",
    "change_setting",
    "close_intervention",
    "decide_response",
    "dismiss",
    "end_improvement",
    "enter_judgement",
    "escalate",
    "finish_improvement",
    "judge_standing",
    "lower",
    "notice",
    "open_intervention",
    "propose_improvement",
    "raise_concern",
    "refuse_response",
    "resolve",
    "show_evidence",
    "snooze",
    "tend_concerns",
    "wake",
    "withdraw_judgement",
]
