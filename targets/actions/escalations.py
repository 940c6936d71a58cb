"""What can happen between a district and its county: a priority put, taken up or declined."""

from datetime import datetime

from django.db import IntegrityError, transaction

from laa_portal.foundation import audit
from laa_portal.foundation.versioning import Stale
from partnerships.models import User
from targets import policies, queries
from targets.models import SIDE, Escalation, Priority
from targets.states import EscalationStatus

from .records import area_of


@transaction.atomic
def put_to_county(
    *, priority_id: int, reason: str, local_risk: str, by: User, at: datetime
) -> Escalation:
    """Put a district's priority to the county strategy group.

    `local_risk` is what happens in the district if it is not taken up. Raises Stale where somebody
    has just put it, and PermissionDenied.
    """
    priority = Priority.objects.select_related("assessment__partnership").get(pk=priority_id)
    group = queries.county_group(priority.assessment.partnership)
    held = priority.escalations.exclude(status=EscalationStatus.DECLINED).first()
    policies.may_put_to_county(by, priority, group, held=held).enforce()
    assert group is not None  # as the policy has made sure
    escalation = Escalation(
        priority=priority,
        group=group,
        put_because=reason,
        local_risk=local_risk,
        put_by=by,
        put_at=at,
    )
    try:
        with transaction.atomic():
            escalation.save(force_insert=True)
    except IntegrityError as taken:
        raise Stale(
            "Somebody has just put this to the county. Open it to see what was said."
        ) from (taken)
    _record("put_to_county", escalation, by, at, reason)
    return escalation


@transaction.atomic
def take_up(*, escalation_id: int, version: int, reason: str, by: User, at: datetime) -> Escalation:
    """Say that the county makes a district's priority its own. Raises Stale, PermissionDenied."""
    escalation = _claim(escalation_id, version)
    policies.may_take_up(by, escalation).enforce()
    escalation.advance(
        status=EscalationStatus.TAKEN_UP,
        answered_because=reason,
        answered_by=by,
        answered_at=at,
    )
    _record("take_up", escalation, by, at, reason)
    return escalation


@transaction.atomic
def decline(
    *,
    escalation_id: int,
    version: int,
    reason: str,
    risk_check: str,
    by: User,
    at: datetime,
) -> Escalation:
    """Say that the county does not take a priority up, and how it judged the risk of that.

    Raises Stale and PermissionDenied.
    """
    escalation = _claim(escalation_id, version)
    policies.may_decline(by, escalation).enforce()
    escalation.advance(
        status=EscalationStatus.DECLINED,
        answered_because=reason,
        risk_check=risk_check,
        answered_by=by,
        answered_at=at,
    )
    _record("decline", escalation, by, at, reason)
    return escalation


def _claim(escalation_id: int, version: int) -> Escalation:
    escalation: Escalation = Escalation.objects.claim(escalation_id, version)
    return escalation


def _record(verb: str, escalation: Escalation, by: User, at: datetime, reason: str) -> None:
    """Record under the district's area, in which the county works too; on their side alone."""
    area_id = area_of(escalation.priority.assessment.partnership)
    audit.record(verb, escalation, by=by, at=at, area_id=area_id, side=SIDE, reason=reason)
