"""How acts on an assessment take hold of it, and how they are put on record."""

from datetime import datetime

from partnerships.models import User
from targets import policies
from targets.models import Priority, StrategicAssessment
from targets.states import AssessmentStatus

from .adoption import record_of

PRIVATE = (AssessmentStatus.DRAFT, AssessmentStatus.SUBMITTED)


def hold_draft(assessment_id: int, by: User) -> StrategicAssessment:
    """Return a draft locked to the end of the transaction, whatever version it has.

    For changes to what lies in it, which have versions of their own. Raises PermissionDenied.
    """
    held = StrategicAssessment.objects.select_related("partnership").select_for_update(of=("self",))
    found: StrategicAssessment = held.get(pk=assessment_id)
    policies.may_edit_assessment(by, found).enforce()
    return found


def record(
    verb: str,
    target: StrategicAssessment | Priority,
    by: User,
    at: datetime,
    *,
    reason: str = "",
    **details: object,
) -> None:
    """Record an act under the partnership's area; on its side alone, until it is adopted."""
    assessment = target.assessment if isinstance(target, Priority) else target
    is_private = assessment.status in PRIVATE
    record_of(
        assessment.partnership,
        verb,
        target,
        by,
        at,
        is_private=is_private,
        reason=reason,
        **details,
    )
