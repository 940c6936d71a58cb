"""Who may have figures put into files."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Scope, User, Viewer
from partnerships.policies import scopes_of


def may_ask_for_export(user: Viewer) -> Verdict:
    """Whether `user` may have the figures that they see put into files."""
    roles = user.current_roles if isinstance(user, User) else ()
    if any(Scope.VALUES_READ in scopes_of(role) for role in roles):
        return ALLOWED
    return Verdict("You have no role that figures could be put into files for.")
