"""Everything that can happen in this part of the domain."""

from .catalogue import load_catalogue
from .confirming import confirm, publish
from .conflicts import settle
from .deliveries import ask_to_deliver, deliver, send_message, test_webhook
from .embargoes import ask_to_publish, publish_when_due
from .expectations import (
    CannotProvide,
    agree_provision,
    ask_to_expect,
    end_provision,
    excuse,
    expect,
    expect_again,
)
from .exports import KEPT as EXPORTS_KEPT
from .exports import (
    PartFile,
    ask_for_export,
    ask_to_tend_exports,
    make_export,
    tend_exports,
)
from .figure_queries import RaisedAlready, answer_query, ask_again, close_query, raise_query
from .figures import ask_to_recompute, recompute
from .imports import import_file
from .judging import LONGEST_EXPLANATION, Unexplained, judge_again
from .progress import Progress
from .quality import state_quality
from .return_reminders import ask_to_remind_of_returns, remind_of_returns
from .returns import (
    CHECKED_AT_ONCE,
    cancel,
    check,
    is_checked_at_once,
    rehearse,
    resend,
    send,
)
from .summaries import ask_to_summarise, summarise
from .webhooks import add_webhook, disable_webhook, enable_webhook, rotate_webhook_secret
from .withdrawals import withdraw

__all__ = [
    "CHECKED_AT_ONCE",
    "EXPORTS_KEPT",
    "LONGEST_EXPLANATION",
    "CannotProvide",
    "PartFile",
    "Progress",
    "RaisedAlready",
    "Unexplained",
    "add_webhook",
    "agree_provision",
    "answer_query",
    "ask_again",
    "ask_for_export",
    "ask_to_deliver",
    "ask_to_expect",
    "ask_to_publish",
    "ask_to_recompute",
    "ask_to_remind_of_returns",
    "ask_to_summarise",
    "ask_to_tend_exports",
    "cancel",
    "check",
    "close_query",
    "confirm",
    "deliver",
    "disable_webhook",
    "enable_webhook",
    "end_provision",
    "excuse",
    "expect",
    "expect_again",
    "import_file",
    "is_checked_at_once",
    "judge_again",
    "load_catalogue",
    "make_export",
    "publish",
    "publish_when_due",
    "raise_query",
    "recompute",
    "rehearse",
    "remind_of_returns",
    "resend",
    "rotate_webhook_secret",
    "send",
    "send_message",
    "settle",
    "state_quality",
    "summarise",
    "tend_exports",
    "test_webhook",
    "withdraw",
]
