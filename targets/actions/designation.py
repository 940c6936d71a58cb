"""Targets designated by written notice, and designations revoked: each publishes a memorandum."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from laa_portal.foundation import audit
from partnerships.models import User
from targets import policies, queries
from targets.memorandum import Change
from targets.models import Agreement, AgreementVersion, Designation, Memorandum, VersionLine
from targets.rules import DESIGNATED_AT_MOST

from .listing import NotPossible
from .memoranda import publish_memorandum
from .submission import claim_version


@transaction.atomic
def designate_targets(
    *,
    version_id: int,
    version: int,
    targets: Collection[int],
    notice: str,
    by: User,
    at: datetime,
) -> Memorandum:
    """Designate targets of a signed version, and publish that. 2007 Act s.109.

    `targets` are their keys, `notice` the reference of the written notice. Raises NotPossible
    where one cannot be designated or there would be too many, Stale and PermissionDenied.
    """
    claimed = claim_version(version_id, version)
    policies.may_designate_targets(by, claimed, timezone.localdate(at)).enforce()
    lines = _chosen(claimed, targets)
    Designation.objects.bulk_create(
        Designation(
            version=claimed,
            target=line.target,
            notice=notice,
            designated_by=by,
            designated_at=at,
        )
        for line in lines
    )
    claimed.advance()
    audit.record(
        "designate_targets",
        claimed,
        by=by,
        at=at,
        area_id=claimed.area_id,
        notice=notice,
        targets=[line.title for line in lines],
    )
    changes = [Change(line.target_id, line.title, "was designated", notice) for line in lines]
    return publish_memorandum(claimed, Memorandum.Occasion.DESIGNATION, changes, by=by, at=at)


def _chosen(claimed: AgreementVersion, targets: Collection[int]) -> list[VersionLine]:
    """Return the lines of the targets chosen. Raises NotPossible."""
    if not targets:
        raise NotPossible("Tick at least one target.")
    open_ = {one.target_id: one for one in queries.designable(claimed)}
    if set(targets) - set(open_):
        raise NotPossible(
            "One of the targets is designated already, or was not signed to be designated. Look "
            "at the list again."
        )
    held = set(queries.designated_now(claimed.agreement)) & set(queries.signed_lines(claimed))
    number = len(held) + len(set(targets))
    if number > DESIGNATED_AT_MOST:
        raise NotPossible(
            f"{number} targets would be designated; there may be {DESIGNATED_AT_MOST}. Leave out "
            f"{number - DESIGNATED_AT_MOST}."
        )
    return [line for key, line in open_.items() if key in set(targets)]


@transaction.atomic
def revoke_designation(*, designation_id: int, reason: str, by: User, at: datetime) -> Memorandum:
    """Revoke a designation, and publish how the version in force stands then. 2007 Act s.109.

    Raises PermissionDenied, also where a colleague has just revoked it.
    """
    designation = _hold(designation_id)
    policies.may_revoke_designation(by, designation).enforce()
    designation.revoked_by, designation.revoked_at = by, at
    designation.revoked_because = reason
    designation.save(update_fields=["revoked_by", "revoked_at", "revoked_because"])
    agreement = designation.version.agreement
    audit.record(
        "revoke_designation",
        designation,
        by=by,
        at=at,
        area_id=agreement.area_id,
        reason=reason,
    )
    target = designation.target
    change = Change(target.pk, target.title, "is no longer designated", reason)
    in_force = queries.version_in_force(agreement, timezone.localdate(at))
    return publish_memorandum(
        in_force or designation.version,
        Memorandum.Occasion.REVOCATION,
        [change],
        by=by,
        at=at,
    )


def _hold(designation_id: int) -> Designation:
    """Return a designation with its agreement locked, so that nobody else acts upon it."""
    found = Designation.objects.select_related("version__agreement__area", "target")
    agreement = found.values_list("version__agreement", flat=True).get(pk=designation_id)
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement)
    held: Designation = found.get(pk=designation_id)
    return held
