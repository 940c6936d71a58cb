"""A version signed, capacity by capacity, over the text that each was shown."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from laa_portal.foundation import audit, jobs, seals
from laa_portal.foundation.versioning import Stale
from partnerships.models import Role, User
from targets import policies, queries
from targets.models import (
    AgreementVersion,
    Commitment,
    CouncilDecision,
    Signature,
    SigningCapacity,
    digest,
)
from targets.signing import DECLARATIONS, FRESH_FOR, next_capacity
from targets.states import VERSION_MOVES, VersionStatus

from .listing import NotPossible
from .memoranda import publish_modification
from .submission import claim_version, refuse_changes
from .succession import end_what_passed

POST_LENGTH = 300


@transaction.atomic
def sign_agreement(
    *,
    version_id: int,
    version: int,
    capacity: SigningCapacity,
    shown_sha256: str,
    factor_at: datetime,
    by: User,
    at: datetime,
    reference: str = "",
) -> Signature:
    """Sign a version's text. With the last signature it holds, in place of the one before it.

    `shown_sha256` is the digest of the text on the person's page, `factor_at` when they last gave
    their second factor, `reference` the letter of the Secretary of State's approval. Raises
    NotPossible where what it says is not so any more, Stale where another text was shown, and
    PermissionDenied.
    """
    claimed = claim_version(version_id, version)
    by = _as_of_now(by)
    policies.may_sign(by, claimed, capacity).enforce()
    _refuse_old_factor(factor_at, at)
    under = _decision(claimed, capacity, at)
    _hold_consents(claimed)
    _refuse_other_text(claimed, shown_sha256)
    refuse_changes(claimed)
    _refuse_silence(claimed)
    signature = Signature(
        version=claimed,
        capacity=capacity,
        signed_by=by,
        signed_at=at,
        post="; ".join(str(role) for role in by.current_roles)[:POST_LENGTH],
        under=under,
        reference=reference,
        content_sha256=claimed.content_sha256,
        statement=DECLARATIONS[capacity],
        factor_at=factor_at,
    )
    signature.save(force_insert=True)
    audit.record(
        "sign_agreement",
        claimed,
        by=by,
        at=at,
        area_id=claimed.area_id,
        capacity=str(capacity),
        number=claimed.number,
        content_sha256=claimed.content_sha256,
    )
    _put_in_force_when_complete(claimed, by, at)
    seals.ask()
    return signature


def _as_of_now(person: User) -> User:
    """Return somebody with the roles that they hold now, which nobody ends while they sign."""
    list(
        Role.objects.select_for_update(no_key=True).filter(user=person).order_by("pk").values("pk")
    )
    again = User.objects.get(pk=person.pk)
    again.key = person.key
    return again


def _refuse_old_factor(factor_at: datetime, at: datetime) -> None:
    """Raise NotPossible where the second factor was given too long ago to sign by."""
    if not timedelta() <= at - factor_at < FRESH_FOR:
        raise NotPossible("You gave your second factor too long ago. Give it again, then sign.")


def _hold_consents(claimed: AgreementVersion) -> None:
    """Lock what the partners have said, so that nobody takes it back while somebody signs."""
    of_version = Commitment.objects.filter(target__version_lines__version=claimed)
    list(of_version.select_for_update(of=("self",), no_key=True).order_by("pk").values("pk"))


def _refuse_other_text(claimed: AgreementVersion, shown_sha256: str) -> None:
    """Raise Stale where another text was shown, and NotPossible where the rows do not give it."""
    if shown_sha256 != claimed.content_sha256:
        raise Stale("This is not the text that you were shown. Read it again before you sign.")
    if digest(claimed.content) != shown_sha256 or queries.rebuilt_text(claimed) != claimed.content:
        raise NotPossible(
            "The text does not go with its record, so nobody can sign it. Tell the administrators."
        )


def _refuse_silence(claimed: AgreementVersion) -> None:
    """Raise NotPossible where somebody named for a target has not said yes."""
    if silent := queries.without_consent(claimed):
        raise NotPossible(f"These have not signed up yet: {'; '.join(silent)}. Ask them first.")


def _decision(
    claimed: AgreementVersion, capacity: SigningCapacity, at: datetime
) -> CouncilDecision | None:
    """Return the council's decision under which its leader signs. Raises NotPossible."""
    if capacity != SigningCapacity.COUNCIL_LEADER:
        return None
    today = timezone.localdate(at)
    found = policies.decision_to_sign_under(claimed, today)
    if found is None or not _held(found).holds_on(today):
        raise NotPossible(
            "No decision or delegation of the full council is on record that holds today. Have "
            "the coordinator put it on record first."
        )
    return found


def _held(decision: CouncilDecision) -> CouncilDecision:
    """Return a decision as it is now, which nobody ends while somebody signs under it."""
    held: CouncilDecision = CouncilDecision.objects.select_for_update(no_key=True).get(
        pk=decision.pk
    )
    return held


def _last_until(claimed: AgreementVersion, today: date) -> date | None:
    """Return the agreement's end; None where it is signed only after that, as in a rehearsal."""
    ends_on = claimed.agreement.ends_on
    return ends_on if ends_on and ends_on > today else None


def _put_in_force_when_complete(claimed: AgreementVersion, by: User, at: datetime) -> None:
    signed = set(claimed.signatures.values_list("capacity", flat=True))
    if next_capacity(signed):
        claimed.advance()
        return
    today = timezone.localdate(at)
    if before := queries.version_in_force(claimed.agreement, today):
        before.advance(status=VERSION_MOVES["supersede_agreement"][1].value, ends_on=today)
        audit.record("supersede_agreement", before, by=by, at=at, area_id=claimed.area_id)
    claimed.advance(
        status=VersionStatus.SIGNED.value,
        starts_on=today,
        ends_on=_last_until(claimed, today),
    )
    audit.record(
        "put_in_force",
        claimed,
        by=by,
        at=at,
        area_id=claimed.area_id,
        number=claimed.number,
        content_sha256=claimed.content_sha256,
    )
    publish_modification(claimed, by=by, at=at)
    end_what_passed(claimed, by=by, at=at)
    jobs.ask("make_certificate", str(claimed.pk), version_id=claimed.pk)
