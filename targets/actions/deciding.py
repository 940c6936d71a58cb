"""Consents to a revision, and what is decided on it: an accepted one becomes the next version."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from partnerships.models import User
from targets import policies, queries
from targets.models import (
    AgreementVersion,
    Commitment,
    RevisionConsent,
    RevisionLine,
    RevisionProposal,
    Target,
)
from targets.states import CommitmentStatus, TargetStatus, VersionStatus

from .listing import NotPossible
from .revisions import (
    claim_revision,
    hold_agreement,
    record_revision,
    refuse_breaches_of_revision,
    settle_revision,
)
from .submission import write_version

Act, Answer = RevisionLine.Act, RevisionConsent.Answer


@transaction.atomic
def consent_to_revision(
    *, consent_id: int, version: int, reason: str, by: User, at: datetime
) -> RevisionConsent:
    """Consent for an organisation to what a revision does to a target.

    Raises Stale and PermissionDenied.
    """
    return _answer("consent_to_revision", Answer.CONSENTED, consent_id, version, reason, by, at)


@transaction.atomic
def refuse_consent(
    *, consent_id: int, version: int, reason: str, by: User, at: datetime
) -> RevisionConsent:
    """Say why an organisation does not consent. Raises Stale and PermissionDenied."""
    return _answer("refuse_consent", Answer.REFUSED, consent_id, version, reason, by, at)


def _answer(
    verb: str,
    answer: RevisionConsent.Answer,
    consent_id: int,
    version: int,
    reason: str,
    by: User,
    at: datetime,
) -> RevisionConsent:
    consents = RevisionConsent.objects.select_related("organisation", "line__proposal__agreement")
    agreement_id = consents.values_list("line__proposal__agreement", flat=True).get(pk=consent_id)
    hold_agreement(agreement_id)
    consent: RevisionConsent = consents.claim(consent_id, version)
    policies.may_answer_revision(by, consent).enforce()
    consent.advance(answer=answer, reason=reason, answered_by=by, answered_at=at)
    area_id = consent.line.proposal.agreement.area_id
    record_revision(verb, consent, by, at, area_id=area_id)
    return consent


@transaction.atomic
def refuse_revision(
    *, proposal_id: int, version: int, reason: str, by: User, at: datetime
) -> RevisionProposal:
    """Refuse what was proposed, with the reason. 2007 Act s.112. Raises Stale and
    PermissionDenied.
    """
    proposal = claim_revision(proposal_id, version)
    policies.may_decide_on_revision(by, proposal, timezone.localdate(at)).enforce()
    settle_revision("refuse_revision", proposal, reason, by, at)
    return proposal


@transaction.atomic
def accept_revision(
    *, proposal_id: int, version: int, reason: str, by: User, at: datetime
) -> AgreementVersion:
    """Accept a revision: what is in force, overlaid by it, is the next version to be signed.

    2007 Act ss.110 and 112. Raises NotPossible where somebody who is named has not consented
    (BreaksRules where a rule is not kept any more), Stale and PermissionDenied.
    """
    proposal = claim_revision(proposal_id, version)
    policies.may_accept_revision(by, proposal, timezone.localdate(at)).enforce()
    _refuse_silence(proposal)
    refuse_breaches_of_revision(proposal, by, at)
    _sign_up(proposal)
    last = queries.latest_version(proposal.agreement) or proposal.revises
    made = AgreementVersion(
        agreement=proposal.agreement,
        area=proposal.agreement.area,
        number=last.number + 1,
        statement=proposal.reason,
        submitted_by=proposal.proposed_by,
        submitted_at=proposal.proposed_at,
        approved_by=by,
        approved_at=at,
    )
    write_version(made, queries.revision_sources(proposal), VersionStatus.APPROVED)
    settle_revision("accept_revision", proposal, reason, by, at, led_to=made)
    return made


def _refuse_silence(proposal: RevisionProposal) -> None:
    """Raise NotPossible where somebody who is named has not consented."""
    if silent := queries.unanswered(queries.revised_in(proposal)):
        raise NotPossible(
            f"These have not consented: {'; '.join(silent)}. Wait for them, or refuse the revision."
        )


def _sign_up(proposal: RevisionProposal) -> None:
    """Take consents over as what the organisations say of the targets, which are agreed now."""
    consents = RevisionConsent.objects.filter(line__proposal=proposal).exclude(line__act=Act.REMOVE)
    consents = consents.select_related("line__target").order_by("pk")
    targets = {one.line.target_id: one.line.target for one in consents}
    where = queries.positions(targets.values())
    for consent in consents:
        terms = where[consent.line.target_id].terms
        _commitment(proposal, consent).advance(
            status=CommitmentStatus.AGREED,
            reason=consent.reason,
            answered_by=consent.answered_by,
            answered_at=consent.answered_at,
            answered_terms=terms,
        )
    for target in Target.objects.filter(pk__in=targets).exclude(status=TargetStatus.AGREED):
        target.advance(status=TargetStatus.AGREED)


def _commitment(proposal: RevisionProposal, consent: RevisionConsent) -> Commitment:
    """Return what an organisation has said of a target; begun where it was never asked."""
    found, _ = Commitment.objects.get_or_create(
        target=consent.line.target,
        organisation=consent.organisation,
        defaults={
            "question": consent.line.reason,
            "asked_by": proposal.proposed_by,
            "asked_at": proposal.proposed_at,
        },
    )
    return found
