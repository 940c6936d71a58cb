"""Who may come in by which letter, and whose second factor may go."""

from datetime import datetime

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Invitation, User


def may_accept_invitation(invitation: Invitation | None, at: datetime) -> Verdict:
    """Whether a letter still lets somebody in; one reason for all, so that it tells nothing."""
    is_open = (
        invitation is not None
        and invitation.accepted_at is None
        and invitation.withdrawn_at is None
        and at < invitation.valid_until
    )
    return ALLOWED if is_open else Verdict("This invitation cannot be used.")


def may_remove_second_factor(count: int) -> Verdict:
    """Whether somebody with `count` second factors may give one up: never the last."""
    if count > 1:
        return ALLOWED
    return Verdict("This is your only second factor. Add another one first.")


def may_reset_second_factor(by: User, user: User) -> Verdict:
    """Whether `by` may take away the second factors of `user`, who has lost them."""
    if not by.is_administrator:
        return Verdict("Only administrators reset a second factor.")
    if by.pk == user.pk:
        return Verdict("Another administrator must reset yours.")
    if not user.is_active:
        return Verdict("This account is not in use.")
    return ALLOWED
