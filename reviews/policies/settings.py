"""Who changes by which numbers signals go."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import RoleKind, User, Viewer


def may_change_setting(user: Viewer) -> Verdict:
    """Whether `user` may change a setting: the Home Office's analysts, since it counts for all."""
    roles = user.current_roles if isinstance(user, User) and user.key is None else ()
    if any(role.kind == RoleKind.HO_ANALYST for role in roles):
        return ALLOWED
    return Verdict("Only an analyst of the Home Office changes what decides a signal.")
