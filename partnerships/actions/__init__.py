"""What can happen to places, bodies and partnerships, and what people are told of."""

from .notices import (
    ask_to_digest,
    ask_to_notice,
    choose_deliveries,
    digest,
    digest_day,
    notice,
    read_notice,
    read_notices,
)
from .reference import load_reference
from .reminders import ask_to_remind, remind
from .upserts import Tally

__all__ = [
    "Tally",
    "ask_to_digest",
    "ask_to_notice",
    "ask_to_remind",
    "choose_deliveries",
    "digest",
    "digest_day",
    "load_reference",
    "notice",
    "read_notice",
    "read_notices",
    "remind",
]
