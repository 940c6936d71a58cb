"""Accounts: coming in, second factors, sessions.

Where allauth has a page, its view is used with our form, our template and our record of the act.
"""

from .coming_in import SignIn, SignInCode, SignOut, accept_invitation, lost_second_factor
from .factors import (
    AddApp,
    AddPasskey,
    ConfirmByCode,
    ConfirmByPasskey,
    MakeRecoveryCodes,
    RecoveryCodes,
    RemoveApp,
    RemovePasskey,
    reset_second_factor,
)
from .own import (
    account,
    drop_draft,
    end_other_sessions,
    end_session,
    save_draft,
    session,
    sessions,
)
from .passwords import ChangePassword, ResetPassword, ask_password_reset, password_reset_asked

__all__ = [
    "AddApp",
    "AddPasskey",
    "ChangePassword",
    "ConfirmByCode",
    "ConfirmByPasskey",
    "MakeRecoveryCodes",
    "RecoveryCodes",
    "RemoveApp",
    "RemovePasskey",
    "ResetPassword",
    "SignIn",
    "SignInCode",
    "SignOut",
    "accept_invitation",
    "account",
    "ask_password_reset",
    "drop_draft",
    "end_other_sessions",
    "end_session",
    "lost_second_factor",
    "password_reset_asked",
    "reset_second_factor",
    "save_draft",
    "session",
    "sessions",
]
