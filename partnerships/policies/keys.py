"""Who may make and revoke keys, and what a key of a role may be good for."""

from collections.abc import Collection

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Key, Role, RoleKind, Scope, User

MOST_KEYS = 20
"""That a person may have alive."""

OF_AN_AREA = (Scope.VALUES_READ, Scope.AGREEMENTS_READ, Scope.CONCERNS_READ)
OF_A_PARTNERSHIP = (*OF_AN_AREA, Scope.ASSESSMENTS_WRITE)
OF_A_NEGOTIATOR = (*OF_AN_AREA, Scope.OFFERS_WRITE, Scope.CONCERNS_WRITE)

SCOPES: dict[RoleKind, tuple[Scope, ...]] = {
    RoleKind.CDRP_OFFICER: OF_A_PARTNERSHIP,
    RoleKind.CDRP_CHAIR: OF_A_PARTNERSHIP,
    RoleKind.COUNTY_OFFICER: (*OF_A_PARTNERSHIP, Scope.CONCERNS_WRITE),
    RoleKind.LSP_COORDINATOR: OF_A_NEGOTIATOR,
    RoleKind.LSP_CHAIR: OF_AN_AREA,
    RoleKind.COUNCIL_LEADER: OF_AN_AREA,
    RoleKind.PARTNER: OF_A_PARTNERSHIP,  # the police authority says how its plan aligns
    RoleKind.GO_REVIEWER: OF_A_NEGOTIATOR,
    RoleKind.GO_DIRECTOR: (*OF_AN_AREA, Scope.CONCERNS_WRITE),
    RoleKind.HO_ANALYST: OF_AN_AREA,
    RoleKind.INSPECTOR: OF_AN_AREA,
    RoleKind.DATA_PROVIDER: (Scope.VALUES_READ, Scope.VALUES_WRITE),
    RoleKind.ADMINISTRATOR: (),
}
"""What each role could use: a key reaches no further than the role it stands for."""


def scopes_of(role: Role) -> tuple[Scope, ...]:
    """Return the scopes that a key of a role may have, in the order in which people read them."""
    able = SCOPES[RoleKind(role.kind)]
    return tuple(scope for scope in Scope if scope in able)


def may_make_key(
    user: User, role: Role, *, scopes: Collection[str] = (), alive: int = 0
) -> Verdict:
    """Whether `user`, who has `alive` keys already, may make one for `role` with `scopes`."""
    if user.key is not None:
        return Verdict("A key cannot make keys. Sign in with a browser.")
    if role.pk not in {own.pk for own in user.current_roles}:
        return Verdict("You may make keys only for a role of your own that is in force.")
    if not scopes_of(role):
        return Verdict(f"Nothing that a {role.get_kind_display().lower()} does can be done by key.")
    if set(scopes) - set(scopes_of(role)):
        return Verdict("A key may do no more than its role.")
    if alive >= MOST_KEYS:
        return Verdict(f"You have {alive} keys in force. Revoke one that you no longer need.")
    return ALLOWED


def may_revoke_key(user: User, key: Key) -> Verdict:
    """Whether `user` may end `key` now."""
    if user.key is not None:
        return Verdict("A key cannot revoke keys. Sign in with a browser.")
    if key.role.user_id != user.pk and not user.is_administrator:
        return Verdict("Only whoever made a key, and administrators, may revoke it.")
    if key.revoked_at is not None:
        return Verdict("This key is revoked already.")
    return ALLOWED
