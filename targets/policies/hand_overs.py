"""Who hands the negotiation of an agreement over to a colleague."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Viewer
from targets.models import Agreement

from .offers import speaks_for


def may_hand_over_negotiation(user: Viewer, agreement: Agreement) -> Verdict:
    """Whether `user` may say who of their side has an agreement in hand: whoever speaks for it."""
    if speaks_for(user, agreement):
        return ALLOWED
    return Verdict(
        "Only those who make your side's offers say who of them has the negotiation in hand."
    )
