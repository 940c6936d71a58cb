"""What can happen to places, bodies, partnerships, and to people's accounts."""

from .accounts import (
    accept_invitation,
    ask_password_reset,
    change_password,
    reset_password,
    send_password_reset,
)
from .drafts import drop_draft, save_draft
from .ending import end_sessions
from .reference import load_reference
from .second_factors import (
    add_second_factor,
    make_recovery_codes,
    remove_second_factor,
    reset_second_factor,
    use_recovery_code,
)
from .sessions import (
    end_other_sessions,
    end_session,
    end_session_by_time,
    refuse_second_factor,
    refuse_sign_in,
    sign_in,
    sign_out,
)
from .upserts import Tally

__all__ = [
    "Tally",
    "accept_invitation",
    "add_second_factor",
    "ask_password_reset",
    "change_password",
    "drop_draft",
    "end_other_sessions",
    "end_session",
    "end_session_by_time",
    "end_sessions",
    "load_reference",
    "make_recovery_codes",
    "refuse_second_factor",
    "refuse_sign_in",
    "remove_second_factor",
    "reset_password",
    "reset_second_factor",
    "save_draft",
    "send_password_reset",
    "sign_in",
    "sign_out",
    "use_recovery_code",
]
