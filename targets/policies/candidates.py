"""Who may choose what goes into an area's agreement, and which moves a candidate has."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Area, AreaKind, Partnership, RoleKind, User, Viewer
from targets.models import Target
from targets.states import TARGET_MOVES

COLLATORS = (RoleKind.COUNTY_OFFICER, RoleKind.LSP_COORDINATOR)


def may_collate(user: Viewer, area: Area) -> Verdict:
    """Whether `user` may choose among the priorities of an LAA area.

    County officers do for their county and coordinators for their LSP's area. That may change:
    who collates is local custom, not law.
    """
    roles = user.current_roles if isinstance(user, User) else ()
    if any(role.kind in COLLATORS and area.pk in role.over_area_ids for role in roles):
        return ALLOWED
    who = "the coordinator of the Local Strategic Partnership chooses"
    if area.kind == AreaKind.COUNTY:
        who = "the officers of the county strategy group and the coordinator of the Local "
        who += "Strategic Partnership choose"
    return Verdict(f"Only {who} among the priorities of {area}. Ask there.")


def may_begin_agreement(area: Area, lsp: Partnership | None) -> Verdict:
    """Whether there is a partnership whose agreement it would be."""
    if lsp:
        return ALLOWED
    return Verdict(
        f"{area} has no Local Strategic Partnership here. Have an administrator add it first."
    )


def may_longlist(user: Viewer, area: Area) -> Verdict:
    """Whether `user` may put something on the long list that no district asked for."""
    return may_collate(user, area)


def may_merge(user: Viewer, area: Area) -> Verdict:
    """Whether `user` may put like priorities together under one candidate."""
    return may_collate(user, area)


def may_split(user: Viewer, target: Target) -> Verdict:
    """Whether `user` may take priorities out of a candidate again."""
    return may_collate(user, target.agreement.area)


def may_shortlist(user: Viewer, target: Target) -> Verdict:
    """Whether `user` may choose a candidate."""
    return may_collate(user, target.agreement.area) and _in_state("shortlist", target)


def may_longlist_again(user: Viewer, target: Target) -> Verdict:
    """Whether `user` may put a candidate back on the long list."""
    return may_collate(user, target.agreement.area) and _in_state("longlist_again", target)


def may_leave_out(user: Viewer, target: Target) -> Verdict:
    """Whether `user` may say that a candidate will be no target."""
    return may_collate(user, target.agreement.area) and _in_state("leave_out", target)


MENDS = {
    "longlisted": "is on the long list already",
    "shortlisted": "is on the short list already",
    "left_out": "is left out. Put it on the long list again first",
    "withdrawn": "was withdrawn from the negotiation. Put it on the table again there",
}
OFFERED = "was offered to the Government Office. Withdraw it there first"


def _in_state(verb: str, target: Target) -> Verdict:
    sources, _ = TARGET_MOVES[verb]
    if target.status in sources:
        return ALLOWED
    mend = MENDS.get(target.status, OFFERED)
    if verb == "leave_out":
        mend = "is left out already"
    return Verdict(f"“{target}” {mend}.")
