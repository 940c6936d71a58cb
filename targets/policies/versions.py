"""Who submits an agreement, who approves it or sends it back, and who signs it."""

from collections.abc import Collection
from datetime import date

from indicators import moments
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.audiences import areas_within
from partnerships.models import GOVERNMENT, RoleKind, User, Viewer
from targets.models import (
    Agreement,
    AgreementVersion,
    CouncilDecision,
    SigningCapacity,
)
from targets.sides import Side
from targets.signing import next_capacity
from targets.states import VersionStatus

from .offers import speaks_for

SIGNERS = {
    SigningCapacity.COUNCIL_LEADER: RoleKind.COUNCIL_LEADER,
    SigningCapacity.LSP_CHAIR: RoleKind.LSP_CHAIR,
    SigningCapacity.GO_DIRECTOR: RoleKind.GO_DIRECTOR,
    SigningCapacity.SECRETARY_OF_STATE: RoleKind.GO_DIRECTOR,
}
"""Which role signs in a capacity; the director records what ministers have approved."""


def may_record_decision(user: Viewer, agreement: Agreement) -> Verdict:
    """Whether `user` may put on record what the council decided."""
    return _coordinates(user, agreement)


def may_end_decision(user: Viewer, decision: CouncilDecision) -> Verdict:
    """Whether `user` may put on record that a decision no longer holds."""
    may = _coordinates(user, decision.agreement)
    if may and decision.ended_at:
        return Verdict(f"It was ended on {moments.day(decision.ended_at)} already.")
    return may


def may_submit_agreement(user: Viewer, agreement: Agreement) -> Verdict:
    """Whether `user` may submit an agreement: once, until a modification is required."""
    return _coordinates(user, agreement) and _has_none_on_its_way(agreement)


def may_withdraw_submission(user: Viewer, version: AgreementVersion) -> Verdict:
    """Whether `user` may take back what was submitted: until it is decided on."""
    return _coordinates(user, version.agreement) and is_submitted(version)


def may_decide_on_agreement(user: Viewer, version: AgreementVersion) -> Verdict:
    """Whether `user` may approve a submitted agreement or require a modification; nothing else.

    2007 Act s.107: the Secretary of State, for whom the Government Office acts here.
    """
    if not isinstance(user, User) or version.area_id not in areas_within(user, GOVERNMENT):
        return Verdict(
            f"Only the Government Office of {version.area} approves its agreement or sends it back."
        )
    return is_submitted(version)


def may_withdraw_approval(user: Viewer, version: AgreementVersion) -> Verdict:
    """Whether `user` may take an approval back. Only where what was approved no longer holds."""
    if not isinstance(user, User) or version.area_id not in areas_within(user, GOVERNMENT):
        return Verdict(f"Only the Government Office of {version.area} takes its approval back.")
    if version.status == VersionStatus.APPROVED:
        return ALLOWED
    return Verdict(f"Version {version.number} does not wait for signatures.")


def has_lapsed(obstacles: Collection[str]) -> Verdict:
    """Whether what was approved no longer holds; `obstacles` say what of it, and whose word."""
    if obstacles:
        return ALLOWED
    return Verdict("All of it still holds, so it waits for its signatures.")


def is_submitted(version: AgreementVersion) -> Verdict:
    """Whether a version waits for a decision."""
    if version.status == VersionStatus.SUBMITTED:
        return ALLOWED
    said = {
        VersionStatus.DRAFT: "was sent back. It waits for the partnership",
        VersionStatus.APPROVED: "is approved already. It waits for signatures",
        VersionStatus.SIGNED: "is signed",
        VersionStatus.SUPERSEDED: "was signed, and a later one holds",
        VersionStatus.LAPSED: "was approved, and the approval was taken back",
    }[VersionStatus(version.status)]
    return Verdict(f"Version {version.number} {said}.")


def may_sign(user: Viewer, version: AgreementVersion, capacity: SigningCapacity) -> Verdict:
    """Whether `user` may sign a version in a capacity, apart from what they are shown."""
    return (
        holds_capacity(user, version, capacity)
        and _waits_for(version, capacity)
        and _has_clean_hands(user, version, capacity)
    )


def holds_capacity(user: Viewer, version: AgreementVersion, capacity: SigningCapacity) -> Verdict:
    """Whether `user` holds the role that signs in a capacity, now; a key never signs."""
    if not isinstance(user, User) or version.area_id not in areas_within(user, {SIGNERS[capacity]}):
        return Verdict(f"Only the {capacity.label.split(',')[0].lower()} signs here.")
    if user.key is not None:
        return Verdict("A key cannot sign. Sign in with a browser.")
    return ALLOWED


def _waits_for(version: AgreementVersion, capacity: SigningCapacity) -> Verdict:
    if version.status != VersionStatus.APPROVED:
        return Verdict(
            f"Version {version.number} is not there to be signed: it is "
            f"{VersionStatus(version.status).label.lower()}."
        )
    signed = {one.capacity for one in version.signatures.all()}
    if capacity in signed:
        return Verdict(f"The {capacity.label.split(',')[0].lower()} has signed it already.")
    waited = next_capacity(signed)
    if waited and waited != capacity:
        first = SigningCapacity(waited).label.split(",")[0].lower()
        return Verdict(f"The {first} signs first. You will be told when it is your turn.")
    return ALLOWED


def _has_clean_hands(user: Viewer, version: AgreementVersion, capacity: SigningCapacity) -> Verdict:
    """Whether somebody else recommended it, and made the last offer.

    A leader who adopted a revision of local targets signs it too: both are the council's own acts.
    """
    assert isinstance(user, User)
    is_councils = capacity == SigningCapacity.COUNCIL_LEADER
    if version.approved_by_id == user.pk and not is_councils:
        return Verdict("You approved it, so another director signs it: nobody does both alone.")
    standing = [one for one in version.agreement.offers.all() if one.withdrawn_at is None]
    last = max(standing, key=lambda one: one.number, default=None)
    if last and last.made_by_id == user.pk:
        return Verdict("You made the last offer, so somebody else of your side signs.")
    return ALLOWED


def decision_to_sign_under(version: AgreementVersion, day: date) -> CouncilDecision | None:
    """Return what allows the council's leader to sign on a day; None where nothing does."""
    held: CouncilDecision | None = version.agreement.decisions.in_force(day).first()
    return held


def _coordinates(user: Viewer, agreement: Agreement) -> Verdict:
    if speaks_for(user, agreement) == Side.PARTNERSHIP:
        return ALLOWED
    return Verdict(f"Only the coordinator of {agreement.partnership} does this. Ask there.")


def _has_none_on_its_way(agreement: Agreement) -> Verdict:
    last = agreement.versions.order_by("number").last()
    if last is None or last.status == VersionStatus.DRAFT:
        return ALLOWED
    if last.status in (VersionStatus.SUBMITTED, VersionStatus.APPROVED):
        return Verdict(
            f"Version {last.number} is {VersionStatus(last.status).label.lower()} already."
        )
    is_signed = agreement.versions.filter(status=VersionStatus.SIGNED.value).exists()
    if last.status == VersionStatus.LAPSED and not is_signed:
        return ALLOWED
    return Verdict("It is signed. Propose a revision to change it: 2007 Act ss.110 to 112.")
