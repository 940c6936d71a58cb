"""Who proposes to change what was signed, who consents to it, and who decides."""

from datetime import date

from django.utils import timezone

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.audiences import areas_within
from partnerships.models import GOVERNMENT, RoleKind, User, Viewer
from targets.models import (
    Agreement,
    AgreementVersion,
    Designation,
    RevisionConsent,
    RevisionProposal,
    TargetType,
)
from targets.one_month import is_in_first_month, last_day_of_first_month
from targets.sides import Side
from targets.states import RevisionStatus

from .commitments import answers_for
from .designation import is_in_force
from .offers import speaks_for

DECIDERS = GOVERNMENT | {RoleKind.COUNCIL_LEADER}
"""Who decides on revisions: the council's leader on those of local targets alone."""


def may_begin_revision(user: Viewer, version: AgreementVersion, day: date) -> Verdict:
    """Whether `user` may begin to revise a version on a day: one revision at a time."""
    return (
        _coordinates(user, version.agreement)
        and is_in_force(version, day)
        and _is_after_first_month(version, day)
        and _has_none_under_way(version.agreement)
    )


def may_prepare_revision(user: Viewer, proposal: RevisionProposal) -> Verdict:
    """Whether `user` may change what a revision would do, or drop it: until it is proposed."""
    return _coordinates(user, proposal.agreement) and _is(proposal, RevisionStatus.DRAFT)


def may_propose_revision(user: Viewer, proposal: RevisionProposal, day: date) -> Verdict:
    """Whether `user` may propose what was prepared."""
    return (
        may_prepare_revision(user, proposal)
        and is_in_force(proposal.revises, day)
        and _is_after_first_month(proposal.revises, day)
    )


def may_withdraw_revision(user: Viewer, proposal: RevisionProposal) -> Verdict:
    """Whether `user` may take back a revision: until it is decided on."""
    return _coordinates(user, proposal.agreement) and _is(proposal, RevisionStatus.PROPOSED)


def may_answer_revision(user: Viewer, consent: RevisionConsent) -> Verdict:
    """Whether `user` may consent for an organisation, or refuse to: never by key."""
    return answers_for(user, consent.organisation) and _is(
        consent.line.proposal, RevisionStatus.PROPOSED
    )


def may_decide_on_revision(user: Viewer, proposal: RevisionProposal, day: date) -> Verdict:
    """Whether `user` may accept a revision or refuse it, on a day.

    The Government Office for ministers, at the same gate as the agreement itself (2007 Act s.112);
    the council's leader where partners revise local targets between them (s.110).
    """
    return (
        _holds_gate(user, proposal)
        and _is(proposal, RevisionStatus.PROPOSED)
        and is_in_force(proposal.revises, day)
    )


def may_accept_revision(user: Viewer, proposal: RevisionProposal, day: date) -> Verdict:
    """Whether `user` may accept a revision on a day: one version at a time is on its way."""
    may = may_decide_on_revision(user, proposal, day)
    return may and _has_none_on_its_way(proposal.agreement)


def is_local_revision(proposal: RevisionProposal) -> bool:
    """Whether all that a proposal revises are local targets, none of them designated."""
    lines = list(proposal.lines.all())
    designated = Designation.objects.filter(
        target__in=[one.target_id for one in lines], revoked_at=None
    )
    was_other = proposal.revises.lines.filter(target__in=[one.target_id for one in lines]).exclude(
        type=TargetType.LOCAL
    )
    is_other = any(one.type != TargetType.LOCAL for one in lines)
    return not (is_other or was_other.exists() or designated.exists())


def _holds_gate(user: Viewer, proposal: RevisionProposal) -> Verdict:
    area = proposal.agreement.area
    is_local = is_local_revision(proposal)
    kinds = {RoleKind.COUNCIL_LEADER} if is_local else GOVERNMENT
    if isinstance(user, User) and area.pk in areas_within(user, kinds):
        return ALLOWED
    if is_local:
        return Verdict(
            f"Only the leader of the council adopts a revision of local targets of {area}."
        )
    return Verdict(f"Only the Government Office of {area} accepts or refuses this revision.")


def _coordinates(user: Viewer, agreement: Agreement) -> Verdict:
    if speaks_for(user, agreement) == Side.PARTNERSHIP:
        return ALLOWED
    return Verdict(
        f"Only the coordinator of {agreement.partnership} proposes revisions. Ask there."
    )


def _is_after_first_month(version: AgreementVersion, day: date) -> Verdict:
    assert version.approved_at  # it is signed
    approved_on = timezone.localdate(version.approved_at)
    if not is_in_first_month(approved_on, day):
        return ALLOWED
    return Verdict(
        f"It was approved on {approved_on:%-d %B %Y}, and nothing is changed in the first month "
        f"after that: until {last_day_of_first_month(approved_on):%-d %B %Y} (2007 Act s.110)."
    )


def _has_none_under_way(agreement: Agreement) -> Verdict:
    if one := agreement.revisions.under_way().first():
        status = RevisionStatus(one.status).label.lower()
        return Verdict(f"Revision {one.number} is {status}. Finish or withdraw that first.")
    return _has_none_on_its_way(agreement)


def _has_none_on_its_way(agreement: Agreement) -> Verdict:
    if one := agreement.versions.live().first():
        return Verdict(f"Version {one.number} is on its way to be signed. Wait until it holds.")
    return ALLOWED


SAID = {
    RevisionStatus.DRAFT: "is still prepared by the partnership",
    RevisionStatus.PROPOSED: "is proposed already: withdraw it to change it",
    RevisionStatus.ACCEPTED: "is accepted",
    RevisionStatus.REFUSED: "was refused",
    RevisionStatus.WITHDRAWN: "was withdrawn",
}


def _is(proposal: RevisionProposal, status: RevisionStatus) -> Verdict:
    """Whether a proposal has come this far, and no further."""
    if proposal.status == status:
        return ALLOWED
    return Verdict(f"Revision {proposal.number} {SAID[RevisionStatus(proposal.status)]}.")
