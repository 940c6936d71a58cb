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
from .improvement import (
    may_add_improvement_action,
    may_agree_improvement,
    may_end_improvement,
    may_finish_improvement,
    may_propose_improvement,
    may_show_evidence,
    side_on,
)
from .interventions import (
    all_acknowledged,
    bodies_of,
    has_seen_all,
    may_acknowledge_intervention,
    may_advise,
    may_close_intervention,
    may_open_intervention,
    not_acknowledged,
)
from .judgements import kinds_entered_by, may_enter_judgement, may_withdraw_judgement
from .people import may_see_what_follows
from .settings import may_change_setting
from .standing import (
    may_agree_response,
    may_decide_response,
    may_judge_standing,
    may_refuse_response,
    room_for,
)

__all__ = [
    "all_acknowledged",
    "bodies_of",
    "has_seen_all",
    "kinds_entered_by",
    "may_accept_answer",
    "may_acknowledge_intervention",
    "may_add_improvement_action",
    "may_advise",
    "may_agree_improvement",
    "may_agree_response",
    "may_answer",
    "may_ask",
    "may_assign",
    "may_change_setting",
    "may_close_intervention",
    "may_decide_response",
    "may_dismiss",
    "may_end_improvement",
    "may_enter_judgement",
    "may_escalate",
    "may_finish_improvement",
    "may_judge_standing",
    "may_lower",
    "may_open_intervention",
    "may_propose_improvement",
    "may_raise_concern",
    "may_refuse_response",
    "may_resolve",
    "may_see_what_follows",
    "may_show_evidence",
    "may_snooze",
    "may_wake",
    "may_withdraw_judgement",
    "not_acknowledged",
    "room_for",
    "side_on",
]
