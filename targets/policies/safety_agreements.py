"""Who may work on a county's community safety agreement."""

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import Partnership, PartnershipKind, RoleKind, Viewer
from targets.models import CommunitySafetyAgreement
from targets.states import EditionStatus

from .people import has_role_over, listed


def may_start_safety_agreement(user: Viewer, partnership: Partnership) -> Verdict:
    """Whether `user` may begin a year's agreement of a county."""
    if partnership.kind != PartnershipKind.COUNTY_STRATEGY_GROUP:
        return Verdict("Only a county strategy group makes a community safety agreement.")
    return _is_of_county(user, partnership)


def may_write_safety_agreement(user: Viewer, agreement: CommunitySafetyAgreement) -> Verdict:
    """Whether `user` may change what an agreement says."""
    return _is_of_county(user, agreement.partnership) and _is_draft(agreement)


def may_adopt_safety_agreement(user: Viewer, agreement: CommunitySafetyAgreement) -> Verdict:
    """Whether `user` may record that the county strategy group adopted an agreement.

    The chairs of its districts' groups are among its members (SI 2007/1830 reg. 8, as a county's
    group gave it on its pages; the text is not checked). None of them is its chair by law, so its
    officers record what it decided.
    """
    return _is_of_county(user, agreement.partnership) and _is_draft(agreement)


def is_written(agreement: CommunitySafetyAgreement) -> Verdict:
    """Whether an agreement says what it has to."""
    texts = {"priorities": agreement.priorities, "how they are met": agreement.delivery}
    if lacking := [name for name, text in texts.items() if not text.strip()]:
        return Verdict(f"Nothing is written yet on {listed(lacking)}.")
    return ALLOWED


def _is_of_county(user: Viewer, partnership: Partnership) -> Verdict:
    if has_role_over(user, partnership, RoleKind.COUNTY_OFFICER):
        return ALLOWED
    return Verdict(
        f"Only the officers of {partnership} work on its agreement. Ask an administrator for the "
        "role."
    )


def _is_draft(agreement: CommunitySafetyAgreement) -> Verdict:
    if agreement.status == EditionStatus.DRAFT:
        return ALLOWED
    status = agreement.get_status_display().lower()
    return Verdict(f"This agreement is {status}. Start a new edition for its year instead.")
