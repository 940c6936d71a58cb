"""What each side may read of what the other offers."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from targets.models import Offer
from targets.sides import Side


def may_read_offer(side: Side | None, offer: Offer) -> Verdict:
    """Whether a side may read what an offer says: its own at once, the other's once opened.

    Until then it can be withdrawn, and what was withdrawn unopened nobody else has read.
    """
    if side == offer.side:
        return ALLOWED
    if side is None:
        return Verdict("Only the two sides of the table read offers.")
    if offer.opened_at:
        return ALLOWED
    whose = Side(offer.side).label
    if offer.withdrawn_at:
        return Verdict(f"The {whose} withdrew offer {offer.number} before it was opened.")
    return Verdict(
        f"Nobody of your side has opened offer {offer.number} of the {whose} yet. Open it to read "
        "and answer it: from then on it stands."
    )
