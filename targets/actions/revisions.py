"""Changes to what was signed: prepared target by target, proposed, and taken back."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from laa_portal.foundation import audit
from laa_portal.foundation.versioning import Stale
from partnerships.models import Organisation, User
from targets import policies, queries
from targets.models import (
    TERMS,
    Agreement,
    AgreementVersion,
    RevisionConsent,
    RevisionGround,
    RevisionLine,
    RevisionProposal,
    Target,
    terms_of,
)
from targets.sides import Side
from targets.states import REVISION_MOVES

from .listing import NotPossible
from .speaking import BreaksRules
from .submission import claim_version

Act = RevisionLine.Act


@transaction.atomic
def begin_revision(
    *, version_id: int, version: int, reason: str, by: User, at: datetime
) -> RevisionProposal:
    """Begin to prepare a revision of the version in force. Raises Stale and PermissionDenied."""
    claimed = claim_version(version_id, version)
    policies.may_begin_revision(by, claimed, timezone.localdate(at)).enforce()
    proposal = RevisionProposal(
        agreement=claimed.agreement,
        revises=claimed,
        number=claimed.agreement.revisions.count() + 1,
        reason=reason,
        proposed_by=by,
        proposed_at=at,
    )
    proposal.save(force_insert=True)
    record_revision("begin_revision", proposal, by, at)
    return proposal


@transaction.atomic
def revise_target(
    *,
    proposal_id: int,
    version: int,
    target_id: int,
    act: RevisionLine.Act,
    ground: RevisionGround,
    reason: str,
    organisations: Collection[Organisation],
    by: User,
    at: datetime,
    terms: Mapping[str, object] | None = None,
) -> RevisionProposal:
    """Prepare what a revision does to one target, in place of what was prepared for it before.

    `organisations` are those whose consent it will ask, `terms` any of TERMS where it changes or
    adds the target. Rules are held against them when it is proposed. Raises NotPossible where the
    target does not have the act, Stale and PermissionDenied.
    """
    assert set(terms or ()) <= set(TERMS)
    proposal = claim_revision(proposal_id, version)
    policies.may_prepare_revision(by, proposal).enforce()
    target = _target(proposal, target_id, act)
    _drop(proposal, target_id)
    line = RevisionLine(
        proposal=proposal,
        target=target,
        act=act,
        ground=ground,
        reason=reason,
        **(terms or _terms_in_force(proposal, target_id)),
    )
    line.save(force_insert=True)
    RevisionConsent.objects.bulk_create(
        RevisionConsent(line=line, organisation=one) for one in organisations
    )
    proposal.advance()
    record_revision("revise_target", proposal, by, at, title=target.title, act=str(act))
    return proposal


def _target(proposal: RevisionProposal, target_id: int, act: RevisionLine.Act) -> Target:
    """Return the target to which something is done. Raises NotPossible where that cannot be."""
    if act == Act.ADD:
        targets = {one.pk: one for one in queries.addable(proposal)}
        sentence = "It is signed already, lies on the table, or was left out. Look at the list."
    else:
        signed = queries.signed_lines(proposal.revises)
        targets = {key: line.target for key, (line, _) in signed.items()}
        sentence = "It is not signed in the version in force, so it can only be added."
    if target_id not in targets:
        raise NotPossible(sentence)
    return targets[target_id]


def _terms_in_force(proposal: RevisionProposal, target_id: int) -> Mapping[str, object]:
    line, _ = queries.signed_lines(proposal.revises)[target_id]
    return terms_of(line)


def _drop(proposal: RevisionProposal, target_id: int) -> None:
    RevisionConsent.objects.filter(line__proposal=proposal, line__target=target_id).delete()
    proposal.lines.filter(target=target_id).delete()


@transaction.atomic
def drop_revised_target(
    *, proposal_id: int, version: int, target_id: int, by: User, at: datetime
) -> RevisionProposal:
    """Leave a target as it is after all. Raises Stale and PermissionDenied."""
    proposal = claim_revision(proposal_id, version)
    policies.may_prepare_revision(by, proposal).enforce()
    _drop(proposal, target_id)
    proposal.advance()
    record_revision("drop_revised_target", proposal, by, at, dropped=target_id)
    return proposal


@transaction.atomic
def discard_revision(*, proposal_id: int, version: int, by: User, at: datetime) -> AgreementVersion:
    """Delete what was prepared and never proposed; returns the version that it would have revised.

    Raises Stale and PermissionDenied.
    """
    proposal = claim_revision(proposal_id, version)
    policies.may_prepare_revision(by, proposal).enforce()
    record_revision("discard_revision", proposal, by, at)
    RevisionConsent.objects.filter(line__proposal=proposal).delete()
    proposal.lines.all().delete()
    proposal.delete()
    revised: AgreementVersion = proposal.revises
    return revised


@transaction.atomic
def propose_revision(*, proposal_id: int, version: int, by: User, at: datetime) -> RevisionProposal:
    """Propose what was prepared, and ask those who are named to consent. 2007 Act s.111.

    Raises NotPossible where nothing was prepared (BreaksRules where a rule is not kept), Stale and
    PermissionDenied.
    """
    proposal = claim_revision(proposal_id, version)
    policies.may_propose_revision(by, proposal, timezone.localdate(at)).enforce()
    if not proposal.lines.exists():
        raise NotPossible("Say first what the revision does to at least one target.")
    refuse_breaches_of_revision(proposal, by, at)
    _, status = REVISION_MOVES["propose_revision"]
    proposal.advance(status=status.value, proposed_by=by, proposed_at=at)
    record_revision("propose_revision", proposal, by, at)
    return proposal


@transaction.atomic
def withdraw_revision(
    *, proposal_id: int, version: int, reason: str, by: User, at: datetime
) -> RevisionProposal:
    """Take back what was proposed, before it is decided on. Raises Stale and PermissionDenied."""
    proposal = claim_revision(proposal_id, version)
    policies.may_withdraw_revision(by, proposal).enforce()
    settle_revision("withdraw_revision", proposal, reason, by, at)
    return proposal


# --- What acts upon a revision have in common -----------------------------------------------------


def claim_revision(proposal_id: int, version: int) -> RevisionProposal:
    """Lock a revision's agreement, then the revision as it was shown. Raises Stale, also where a
    colleague has just discarded it.
    """
    proposals = RevisionProposal.objects.select_related(
        "agreement__area", "agreement__partnership", "revises__agreement", "revises__area"
    )
    try:
        hold_agreement(proposals.values_list("agreement", flat=True).get(pk=proposal_id))
        claimed: RevisionProposal = proposals.claim(proposal_id, version)
    except RevisionProposal.DoesNotExist as gone:
        raise Stale("A colleague has discarded this revision. Begin another.") from gone
    return claimed


def hold_agreement(agreement_id: int) -> None:
    """Lock an agreement to the end of the transaction, whatever version it has."""
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement_id)


def refuse_breaches_of_revision(proposal: RevisionProposal, by: User, at: datetime) -> None:
    """Raise BreaksRules where a revision does not keep a rule."""
    if broken := queries.revision_findings(proposal, by, at):
        raise BreaksRules(broken)


def settle_revision(
    verb: str,
    proposal: RevisionProposal,
    reason: str,
    by: User,
    at: datetime,
    led_to: AgreementVersion | None = None,
) -> None:
    """Write how a proposal ended, and record it: with the text of the version it led to."""
    _, status = REVISION_MOVES[verb]
    proposal.advance(
        status=status.value,
        decided_by=by,
        decided_at=at,
        decided_because=reason,
        led_to=led_to,
    )
    details = {"reason": reason}
    if led_to:
        details["content_sha256"] = led_to.content_sha256
    record_revision(verb, proposal, by, at, area_id=proposal.agreement.area_id, **details)


def record_revision(
    verb: str, of: Any, by: User, at: datetime, *, area_id: int | None = None, **details: Any
) -> None:
    """Record an act upon a revision: on the partnership's side alone while it is prepared."""
    is_draft = verb in PREPARING
    audit.record(
        verb,
        of,
        by=by,
        at=at,
        area_id=area_id or of.agreement.area_id,
        side=Side.PARTNERSHIP.value if is_draft else "",
        **details,
    )


PREPARING = ("begin_revision", "revise_target", "drop_revised_target", "discard_revision")
