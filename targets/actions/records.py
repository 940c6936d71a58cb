"""How acts on an assessment take hold of it, and how they are put on record."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from laa_portal.foundation import audit
from partnerships.models import Partnership, User
from targets import policies
from targets.models import Priority, StrategicAssessment
from targets.states import AssessmentStatus

PRIVATE = (AssessmentStatus.DRAFT, AssessmentStatus.SUBMITTED)


class DoesNotFit(Exception):
    """What is said of a record cannot all be so. The message is for the person acting."""


def refuse_others(chosen: Collection[Model], own: QuerySet[Any]) -> None:
    """Refuse what is not of the partnership. Raises DoesNotFit."""
    known = set(own.filter(pk__in=[one.pk for one in chosen]).values_list("pk", flat=True))
    if strays := [one for one in chosen if one.pk not in known]:
        raise DoesNotFit(
            f"“{strays[0]}” is not of this partnership. Choose among its own bodies and priorities."
        )


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
    record_for(
        assessment.partnership,
        verb,
        target,
        by,
        at,
        is_private=assessment.status in PRIVATE,
        reason=reason,
        **details,
    )


def record_for(
    partnership: Partnership,
    verb: str,
    target: Model,
    by: User,
    at: datetime,
    *,
    is_private: bool = False,
    reason: str = "",
    **details: object,
) -> None:
    """Record an act under the one area of a partnership; on its side alone where it is private."""
    audit.record(
        verb,
        target,
        by=by,
        at=at,
        area_id=area_of(partnership),
        side="partnership" if is_private else "",
        reason=reason,
        **details,
    )


def area_of(partnership: Partnership) -> int | None:
    """Return the id of the one area under which a partnership's acts go; None if it has several."""
    areas = list(partnership.areas.values_list("pk", flat=True))
    return areas[0] if len(areas) == 1 else None
