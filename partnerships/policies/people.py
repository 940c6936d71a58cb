"""Who may invite people, let them in and keep them out."""

from collections.abc import Sized

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import User, Viewer


def may_manage(user: Viewer) -> Verdict:
    """Whether `user` runs the service: people, bodies, calendar, comparators, work and mail."""
    if isinstance(user, User) and user.is_administrator:
        return ALLOWED
    return Verdict("Only administrators manage the service.")


ENOUGH_ADMINISTRATORS = 2
"""So many can invite and approve the others."""


def may_appoint_administrator(administrators: Sized) -> Verdict:
    """Whether whoever runs the server may make one more, without anybody's approval."""
    if len(administrators) < ENOUGH_ADMINISTRATORS:
        return ALLOWED
    return Verdict("There are two administrators. They invite and approve whoever comes next.")


def may_invite(user: Viewer) -> Verdict:
    """Whether `user` may ask somebody new in."""
    return may_manage(user)


def may_invite_again(user: User, person: User) -> Verdict:
    """Whether `user` may send a fresh letter, which makes the one before worthless."""
    return may_manage(user) and _is_still_outside(person)


def may_withdraw_invitation(user: User, *, is_open: bool) -> Verdict:
    """Whether `user` may make a letter worthless; `is_open`: there is one to take back."""
    if is_open:
        return may_manage(user)
    return may_manage(user) and Verdict("There is no invitation to withdraw.")


def may_deactivate(user: User, person: User) -> Verdict:
    """Whether `user` may keep somebody out."""
    if user.pk == person.pk:
        return Verdict("Nobody deactivates themselves. Ask another administrator.")
    if not person.is_active:
        return may_manage(user) and Verdict(f"{person} is not active.")
    return may_manage(user)


def may_activate(user: User, person: User) -> Verdict:
    """Whether `user` may let somebody in again."""
    if person.is_active:
        return may_manage(user) and Verdict(f"{person} is active already.")
    if not person.has_usable_password():
        return may_manage(user) and Verdict(
            f"{person} has not taken up the invitation. Invite them again."
        )
    return may_manage(user)


def _is_still_outside(person: User) -> Verdict:
    if person.is_active or person.has_usable_password():
        return Verdict(f"{person} has come in already and needs no invitation.")
    return ALLOWED
