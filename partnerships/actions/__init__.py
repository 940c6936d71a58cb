"""What can happen to places, bodies and partnerships, and to people, their accounts and roles."""

from .accounts import (
    accept_invitation,
    ask_password_reset,
    change_password,
    reset_password,
    send_password_reset,
)
from .anchors import (
    ask_to_mail_anchor,
    mail_anchor,
)
from .audit_trail import export_audit
from .bodies import (
    SeatTaken,
    add_seat,
    correct_organisation,
    correct_partnership,
    correct_seat,
    end_seat,
)
from .calendar import (
    NameTaken,
    add_deadline,
    correct_cycle,
    correct_deadline,
    make_cycle,
    remove_deadline,
)
from .comparator_loads import (
    ComparatorsLoaded,
    ComparatorsUnsound,
    load_comparators,
)
from .comparators import (
    NoGroup,
    end_comparators,
    make_comparators,
    replace_comparators,
)
from .default_comparators import DefaultsMade, make_default_comparators
from .drafts import (
    drop_draft,
    save_draft,
)
from .ending import end_sessions
from .key_uses import note_use
from .keys import (
    make_key,
    revoke_key,
)
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
from .people import (
    AlreadyKnown,
    activate,
    appoint_administrator,
    deactivate,
    invite,
    invite_again,
    withdraw_invitation,
)
from .reference import load_reference
from .reminders import (
    ask_to_remind,
    remind,
)
from .roles import (
    approve_role,
    end_role,
    grant_role,
    hand_over,
    refuse_role,
)
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
from .work import retry

__all__ = [
    "AlreadyKnown",
    "ComparatorsLoaded",
    "ComparatorsUnsound",
    "DefaultsMade",
    "NameTaken",
    "NoGroup",
    "SeatTaken",
    "Tally",
    "accept_invitation",
    "activate",
    "add_deadline",
    "add_seat",
    "add_second_factor",
    "appoint_administrator",
    "approve_role",
    "ask_password_reset",
    "ask_to_digest",
    "ask_to_mail_anchor",
    "ask_to_notice",
    "ask_to_remind",
    "change_password",
    "choose_deliveries",
    "correct_cycle",
    "correct_deadline",
    "correct_organisation",
    "correct_partnership",
    "correct_seat",
    "deactivate",
    "digest",
    "digest_day",
    "drop_draft",
    "end_comparators",
    "end_other_sessions",
    "end_role",
    "end_seat",
    "end_session",
    "end_session_by_time",
    "end_sessions",
    "export_audit",
    "grant_role",
    "hand_over",
    "invite",
    "invite_again",
    "load_comparators",
    "load_reference",
    "mail_anchor",
    "make_comparators",
    "make_cycle",
    "make_default_comparators",
    "make_key",
    "make_recovery_codes",
    "note_use",
    "notice",
    "read_notice",
    "read_notices",
    "refuse_role",
    "refuse_second_factor",
    "refuse_sign_in",
    "remind",
    "remove_deadline",
    "remove_second_factor",
    "replace_comparators",
    "reset_password",
    "reset_second_factor",
    "retry",
    "revoke_key",
    "save_draft",
    "send_password_reset",
    "sign_in",
    "sign_out",
    "use_recovery_code",
    "withdraw_invitation",
]
