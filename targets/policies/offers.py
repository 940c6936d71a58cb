"""Who speaks for which side of an agreement, and what they may say in their turn."""

from indicators import moments
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.audiences import areas_on_side, areas_within
from partnerships.models import RoleKind, User, Viewer
from targets.models import Agreement, Offer, Target
from targets.negotiation import Position, open_moves
from targets.sides import Side
from targets.states import LineKind, TargetStatus

from .holding import is_not_held_fast

SPEAKERS = {
    Side.PARTNERSHIP: RoleKind.LSP_COORDINATOR,
    Side.GOVERNMENT: RoleKind.GO_REVIEWER,
}
"""Who makes offers and answers them, for each side; the others of the side read along."""

FOLLOWERS = {
    Side.PARTNERSHIP: (RoleKind.LSP_CHAIR, RoleKind.COUNCIL_LEADER, RoleKind.COUNTY_OFFICER),
    Side.GOVERNMENT: (RoleKind.GO_DIRECTOR,),
}
"""Who is told of offers beside those who speak: they answer for what is said."""


def speaks_for(user: Viewer, agreement: Agreement) -> Side | None:
    """Return the side for which `user` makes offers over an agreement; None if for neither."""
    if isinstance(user, User):
        for side in Side:
            if agreement.area_id in spoken_areas(user, side):
                return side
    return None


def spoken_areas(user: User, side: Side) -> frozenset[int]:
    """Return the areas for which `user` speaks on a side: those of their bodies, and all within.

    A reviewer speaks for a whole region, whose areas have an agreement each.
    """
    return areas_within(user, {SPEAKERS[side]})


def sits_on(user: Viewer, agreement: Agreement) -> Side | None:
    """Return the side on which `user` sits at an agreement's table; None if on neither."""
    if isinstance(user, User):
        for side in Side:
            if agreement.area_id in areas_on_side(user, side):
                return side
    return None


def may_negotiate(user: Viewer, agreement: Agreement) -> Verdict:
    """Whether `user` speaks for a side of an agreement."""
    if speaks_for(user, agreement):
        return ALLOWED
    return Verdict(
        "Only the coordinator of the Local Strategic Partnership and the reviewers of the "
        f"Government Office make offers over the targets of {agreement.area}. Ask there."
    )


def may_negotiate_any(user: Viewer) -> Verdict:
    """Whether `user` speaks for a side of any agreement."""
    if isinstance(user, User) and any(spoken_areas(user, side) for side in Side):
        return ALLOWED
    return Verdict(
        "Only coordinators of Local Strategic Partnerships and reviewers of Government Offices "
        "make offers. Ask one of them."
    )


def may_draft_line(user: Viewer, target: Target, kind: LineKind, position: Position) -> Verdict:
    """Whether `user` may prepare to say this of a target, where it stands now."""
    side = speaks_for(user, target.agreement)
    may = may_negotiate(user, target.agreement) and has_move(target, kind, position, side)
    return may and is_free(target, kind, position)


def may_discard_line(user: Viewer, target: Target) -> Verdict:
    """Whether `user` may drop what their side has prepared to say of a target."""
    return may_negotiate(user, target.agreement)


def may_accept_all(user: Viewer, agreement: Agreement) -> Verdict:
    """Whether `user` may prepare to accept all that waits for their side's answer."""
    return may_negotiate(user, agreement)


def may_make_offer(user: Viewer, agreement: Agreement) -> Verdict:
    """Whether `user` may speak for their side now: only in its turn."""
    return may_negotiate(user, agreement) and _in_turn(user, agreement)


def may_open_offer(user: Viewer, offer: Offer) -> Verdict:
    """Whether `user` may open an offer for their side: whoever sits on the side it was made to."""
    may = is_made_to(user, offer)
    if may and offer.withdrawn_at:
        return Verdict(f"This offer was withdrawn on {moments.day(offer.withdrawn_at)}.")
    return may


def is_made_to(user: Viewer, offer: Offer) -> Verdict:
    """Whether an offer was made to the side on which `user` sits."""
    other = Side(offer.side).other
    if sits_on(user, offer.agreement) == other:
        return ALLOWED
    return Verdict(f"Only the {other.label} opens this offer: it was made to it.")


def may_withdraw_offer(user: Viewer, offer: Offer) -> Verdict:
    """Whether `user` may take an offer back: their own side's, while it lies unopened."""
    return is_made_by(user, offer) and _is_unopened(offer)


def is_made_by(user: Viewer, offer: Offer) -> Verdict:
    """Whether an offer was made by the side for which `user` speaks."""
    may = may_negotiate(user, offer.agreement)
    if may and offer.side != speaks_for(user, offer.agreement):
        return Verdict(f"Only the {Side(offer.side).label} withdraws its own offer.")
    return may


def _in_turn(user: Viewer, agreement: Agreement) -> Verdict:
    side = speaks_for(user, agreement)
    if agreement.turn in ("", side):  # where nothing waits, either may speak
        return ALLOWED
    return Verdict(
        f"It is the {Side(agreement.turn).label}'s turn. You can prepare what you will say; while "
        "your last offer has not been opened, you can also withdraw it."
    )


def _is_unopened(offer: Offer) -> Verdict:
    if offer.withdrawn_at:
        return Verdict("This offer is withdrawn already.")
    if offer.opened_at:
        other = Side(offer.side).other
        return Verdict(
            f"The {other.label} opened this offer on {moments.day(offer.opened_at)}, so it stands. "
            "Say what has changed in your next offer."
        )
    if any(later.withdrawn_at is None for later in offer.answered_by.all()):
        return Verdict("A later offer stands on this one. Withdraw that first.")
    return ALLOWED


NOT_OFFERED = {
    TargetStatus.LONGLISTED: "is on the long list. Choose it for the short list first",
    TargetStatus.LEFT_OUT: "is left out. Put it on the long list again first",
    TargetStatus.SHORTLISTED: "has not been offered yet: the partnership offers it first",
    TargetStatus.WITHDRAWN: "is withdrawn: only the partnership can put it on the table again",
}


def has_move(target: Target, kind: LineKind, position: Position, side: Side | None) -> Verdict:
    """Whether a target has this move for a side, where it stands now."""
    if side and kind in open_moves(position, side):
        return ALLOWED
    if sentence := NOT_OFFERED.get(position.status):
        return Verdict(f"“{target}” {sentence}.")
    if position.status == TargetStatus.OPEN:
        if kind == LineKind.WITHDRAW:
            return Verdict("Only the partnership takes a target out of its agreement.")
        whose = "yours" if position.by == side else "the other side's"
        return Verdict(
            f"The terms of “{target}” that lie on the table are {whose}. "
            + ("Offer others, or wait for the answer." if position.by == side else _ANSWER)
        )
    return Verdict(f"“{target}” is settled. Reopen it, with your reason, to change its terms.")


def is_free(target: Target, kind: LineKind, position: Position) -> Verdict:
    """Whether what is agreed is not held fast by a version that was submitted or signed.

    What a revision added was agreed without an offer: its first one would unsettle it too.
    """
    unsettles = kind in (LineKind.REOPEN, LineKind.WITHDRAW)
    was_added = kind == LineKind.OFFER and target.status == TargetStatus.AGREED
    if was_added or (unsettles and position.status == TargetStatus.AGREED):
        return is_not_held_fast(target)
    return ALLOWED


_ANSWER = "Accept them, counter them or hold."
