"""Who is who on a partnership, as all policies ask it."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Partnership, RoleKind, User, Viewer
from targets.models import CDRP_PEOPLE


def has_role_over(user: Viewer, partnership: Partnership, *kinds: RoleKind) -> bool:
    """Whether `user` holds a role of one of these kinds over a partnership."""
    roles = user.current_roles if isinstance(user, User) else ()
    return any(role.kind in kinds and role.partnership_id == partnership.pk for role in roles)


def is_of_cdrp(user: Viewer, partnership: Partnership) -> Verdict:
    """Whether `user` is an officer or the chair of a CDRP."""
    if has_role_over(user, partnership, *CDRP_PEOPLE):
        return ALLOWED
    return Verdict(
        f"Only the officers and the chair of {partnership} work on this. Ask an administrator for "
        "the role."
    )


def is_chair_of_cdrp(user: Viewer, partnership: Partnership) -> Verdict:
    """Whether `user` answers for the strategy group of a CDRP."""
    if has_role_over(user, partnership, RoleKind.CDRP_CHAIR):
        return ALLOWED
    return Verdict(f"Only the chair of {partnership} answers for its strategy group.")


def listed(names: list[str]) -> str:
    """Join names as a sentence does: “a”, “a and b”, “a, b and c”."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
