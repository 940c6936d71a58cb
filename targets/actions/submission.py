"""An agreement submitted, taken back, sent back or approved; and what the council decided on it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from laa_portal.foundation import audit
from laa_portal.foundation.versioning import Stale
from partnerships.models import User
from targets import policies, queries
from targets.models import (
    Agreement,
    AgreementVersion,
    CouncilDecision,
    VersionLine,
    VersionPartner,
    digest,
)
from targets.record import Line
from targets.sides import Side
from targets.states import VERSION_MOVES, VersionStatus

from .listing import NotPossible
from .speaking import BreaksRules, open_before_answering


@transaction.atomic
def record_decision(
    *,
    agreement_id: int,
    kind: str,
    minute: str,
    decided_on: date,
    by: User,
    at: datetime,
    scope: str = "",
    ends_on: date | None = None,
) -> CouncilDecision:
    """Put on record what the full council decided on an agreement, or delegated to its leader.

    `scope` and `ends_on` are a delegation's. Raises PermissionDenied.
    """
    agreement = Agreement.objects.select_related("area", "partnership").get(pk=agreement_id)
    policies.may_record_decision(by, agreement).enforce()
    decision = CouncilDecision(
        agreement=agreement,
        kind=kind,
        minute=minute,
        decided_on=decided_on,
        scope=scope,
        ends_on=ends_on,
        recorded_by=by,
        recorded_at=at,
    )
    decision.save(force_insert=True)
    _record("record_decision", decision, agreement, by, at, minute=minute)
    return decision


@transaction.atomic
def end_decision(*, decision_id: int, reason: str, by: User, at: datetime) -> CouncilDecision:
    """Put on record that a decision of the council no longer holds. Raises PermissionDenied."""
    related = CouncilDecision.objects.select_for_update(of=("self",))
    decision: CouncilDecision = related.select_related(
        "agreement__area", "agreement__partnership"
    ).get(pk=decision_id)
    policies.may_end_decision(by, decision).enforce()
    decision.ended_by, decision.ended_at, decision.ended_because = by, at, reason
    decision.save(update_fields=["ended_by", "ended_at", "ended_because"])
    _record("end_decision", decision, decision.agreement, by, at, reason=reason)
    return decision


@transaction.atomic
def submit_agreement(
    *,
    agreement_id: int,
    version: int,
    statement: str,
    by: User,
    at: datetime,
    shown_sha256: str = "",
) -> AgreementVersion:
    """Submit what both sides have agreed, with what is still open listed beside it.

    `version` is the agreement's, as it was shown, and `shown_sha256` the digest of the text on the
    person's page; "": none was shown. What the other side has offered counts as read from now on.
    Raises NotPossible (BreaksRules where a rule of a submission is not kept), Stale and
    PermissionDenied.
    """
    agreement: Agreement = Agreement.objects.select_related("area", "partnership").claim(
        agreement_id, version
    )
    policies.may_submit_agreement(by, agreement).enforce()
    open_before_answering(queries.last_offer(agreement), Side.PARTNERSHIP, by, at)
    if blocking := queries.blockers(agreement, by, at):
        raise BreaksRules(blocking)
    made = queries.next_version(agreement)
    made.statement, made.submitted_by, made.submitted_at = statement, by, at
    made.returned_by, made.returned_at, made.returned_because = None, None, ""
    write_version(made, queries.sources(agreement), VersionStatus.SUBMITTED)
    if shown_sha256 not in ("", made.content_sha256):
        raise Stale("Somebody has answered or changed something meanwhile. Check the text again.")
    agreement.advance()
    _record("submit_agreement", made, agreement, by, at, number=made.number)
    return made


def write_version(
    made: AgreementVersion, sources: Iterable[queries.Source], status: VersionStatus
) -> None:
    """Write a version with its lines, in place of those it had as a draft.

    Raises NotPossible where nothing in it is agreed.
    """
    lines = queries.lines_of(made, sources)
    if not any(line.is_signed_for for line, _ in lines):
        raise NotPossible("Nothing is agreed by both sides yet, so there is nothing to submit.")
    made.content = queries.text_of(made, lines)
    made.content_sha256 = digest(made.content)
    if made.pk:
        VersionPartner.objects.filter(line__version=made).delete()
        VersionLine.objects.filter(version=made).delete()
        made.version += 1
    made.status = VersionStatus.DRAFT.value  # only a draft can be given lines
    made.save()
    _write_lines(lines)
    made.status = status.value
    made.save(update_fields=["status"])


def _write_lines(lines: Iterable[Line]) -> None:
    lines = list(lines)
    VersionLine.objects.bulk_create([line for line, _ in lines])
    VersionPartner.objects.bulk_create(
        _of(line, partner) for line, partners in lines for partner in partners
    )


def _of(line: VersionLine, partner: VersionPartner) -> VersionPartner:
    partner.line = line
    return partner


@transaction.atomic
def withdraw_submission(
    *, version_id: int, version: int, reason: str, by: User, at: datetime
) -> AgreementVersion:
    """Take back what was submitted, before it is decided on. Raises Stale and PermissionDenied."""
    claimed = claim_version(version_id, version)
    policies.may_withdraw_submission(by, claimed).enforce()
    return _send_back("withdraw_submission", claimed, reason, by, at)


@transaction.atomic
def require_modification(
    *, version_id: int, version: int, reason: str, by: User, at: datetime
) -> AgreementVersion:
    """Send a submitted agreement back with what has to be modified.

    The notice acts as a fresh direction to prepare it: 2007 Act s.107. Raises Stale and
    PermissionDenied.
    """
    claimed = claim_version(version_id, version)
    policies.may_decide_on_agreement(by, claimed).enforce()
    return _send_back("require_modification", claimed, reason, by, at)


@transaction.atomic
def withdraw_approval(
    *, version_id: int, version: int, reason: str, by: User, at: datetime
) -> AgreementVersion:
    """Take back an approval where what was approved no longer holds, so that it is submitted anew.

    Who had signed has signed that version alone. Raises Stale and PermissionDenied.
    """
    claimed = claim_version(version_id, version)
    policies.may_withdraw_approval(by, claimed).enforce()
    obstacles = [*queries.changes_since(claimed), *queries.without_consent(claimed)]
    policies.has_lapsed(obstacles).enforce()
    return _send_back("withdraw_approval", claimed, reason, by, at)


def _send_back(
    verb: str, claimed: AgreementVersion, reason: str, by: User, at: datetime
) -> AgreementVersion:
    claimed.advance(
        status=VERSION_MOVES[verb][1].value,
        returned_by=by,
        returned_at=at,
        returned_because=reason,
    )
    _record(verb, claimed, claimed.agreement, by, at, number=claimed.number, reason=reason)
    return claimed


@transaction.atomic
def approve_agreement(*, version_id: int, version: int, by: User, at: datetime) -> AgreementVersion:
    """Approve a submitted agreement: from now on its text is frozen, and can be signed.

    Raises NotPossible where it is not the same any more, Stale and PermissionDenied.
    """
    claimed = claim_version(version_id, version)
    policies.may_decide_on_agreement(by, claimed).enforce()
    refuse_changes(claimed)
    claimed.advance(
        status=VERSION_MOVES["approve_agreement"][1].value, approved_by=by, approved_at=at
    )
    _record(
        "approve_agreement",
        claimed,
        claimed.agreement,
        by,
        at,
        number=claimed.number,
        content_sha256=claimed.content_sha256,
    )
    return claimed


def claim_version(version_id: int, version: int) -> AgreementVersion:
    """Lock a version's agreement, then the version as it was shown. Raises Stale."""
    agreement_id = AgreementVersion.objects.values_list("agreement", flat=True).get(pk=version_id)
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement_id)
    related = AgreementVersion.objects.select_related("agreement__partnership", "area")
    claimed: AgreementVersion = related.claim(version_id, version)
    return claimed


def refuse_changes(claimed: AgreementVersion) -> None:
    """Raise NotPossible where what a version says is not so any more."""
    if changes := queries.changes_since(claimed):
        raise NotPossible(
            " ".join(changes) + " It has to be sent back, and submitted as it is now."
        )


def _record(
    verb: str, of: Any, agreement: Agreement, by: User, at: datetime, **details: Any
) -> None:
    audit.record(verb, of, by=by, at=at, area_id=agreement.area_id, **details)
