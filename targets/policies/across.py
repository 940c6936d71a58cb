"""Who looks over many agreements at once, and what they know of those still under negotiation."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import GOVERNMENT, NATIONAL, RoleKind, User, Viewer
from targets.sides import Side


def may_look_across(user: Viewer) -> Verdict:
    """Whether `user` looks over many areas: a Government Office its region, national roles all."""
    if isinstance(user, User) and user.has_role(*GOVERNMENT, *NATIONAL):
        return ALLOWED
    return Verdict(
        "Only Government Offices, the Home Office and inspectorates look over the negotiations of "
        "many areas. Those of your own area are under “Your work”."
    )


def knows_what_is_open(user: User) -> bool:
    """Whether `user` is told that a target lies on the table: its state, never its terms.

    An inspectorate is not: it reads what is settled.
    """
    return user.has_role(*GOVERNMENT, RoleKind.HO_ANALYST)


def reads_across_as(user: User) -> Side | None:
    """Return the side whose opened offers count for `user`; None for those who sit on neither."""
    return None if user.sees_all_areas else Side.GOVERNMENT
