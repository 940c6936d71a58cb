"""What can happen to the priorities of a draft: added, described, ranked, weighed, removed."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from indicators.models import Indicator
from laa_portal.foundation import audit
from partnerships.models import Organisation, Partnership, User
from targets import policies, scoring
from targets.models import CRITERIA, Priority, StrategicAssessment, Weighting

from .records import hold_draft, record

DESCRIBED = frozenset(
    {"title", "evidence", "page_reference", "psa_considered", "community_said", *CRITERIA}
)
"""What may be said of a priority, a step at a time."""


class TitleTaken(Exception):
    """The assessment has a priority of this title. The message is for the person acting."""


class WrongRanks(Exception):
    """Ranks do not count from 1 without ties or gaps. The message is for the person acting."""


@transaction.atomic
def add_priority(*, assessment_id: int, title: str, by: User, at: datetime) -> Priority:
    """Add a matter to a draft, after all the others. Raises TitleTaken and PermissionDenied."""
    assessment = hold_draft(assessment_id, by)
    priority = Priority(
        assessment=assessment,
        title=title,
        rank=assessment.priorities.count() + 1,
        added_by=by,
        added_at=at,
    )
    try:
        with transaction.atomic():
            priority.save(force_insert=True)
    except IntegrityError as taken:
        raise TitleTaken(f"There is a priority called “{title}” already.") from taken
    record("add_priority", priority, by, at)
    return priority


@transaction.atomic
def describe_priority(
    *,
    priority_id: int,
    version: int,
    changes: Mapping[str, Any],
    by: User,
    at: datetime,
    indicators: Collection[Indicator] | None = None,
    partners: Collection[Organisation] | None = None,
) -> Priority:
    """Say more of a priority: any of DESCRIBED, and the indicators and partners it has.

    Raises TitleTaken, Stale and PermissionDenied.
    """
    assert set(changes) <= DESCRIBED
    priority = _claim(priority_id, version, by)
    try:
        with transaction.atomic():
            priority.advance(**changes)
    except IntegrityError as taken:
        raise TitleTaken(f"There is a priority called “{changes['title']}” already.") from taken
    if indicators is not None:
        priority.indicators.set(indicators)
    if partners is not None:
        priority.partners.set(partners)
    record("describe_priority", priority, by, at, changed=sorted(changes))
    return priority


def _claim(priority_id: int, version: int, by: User) -> Priority:
    """Lock the draft of a priority, then the priority: one order for all."""
    assessment_id = Priority.objects.values_list("assessment_id", flat=True).get(pk=priority_id)
    assessment = hold_draft(assessment_id, by)
    priority: Priority = Priority.objects.claim(priority_id, version)
    priority.assessment = assessment
    return priority


@transaction.atomic
def remove_priority(
    *, priority_id: int, version: int, by: User, at: datetime
) -> StrategicAssessment:
    """Take a priority out of a draft; those after it move up. Raises Stale and PermissionDenied."""
    priority = _claim(priority_id, version, by)
    assessment = priority.assessment
    record("remove_priority", priority, by, at, rank=priority.rank)
    priority.delete()
    _number(list(assessment.priorities.order_by("rank")))
    return assessment


def _number(ordered: list[Priority]) -> None:
    for rank, priority in enumerate(ordered, start=1):
        priority.rank = rank
    Priority.objects.bulk_update(ordered, ["rank"])


@transaction.atomic
def rank_priorities(
    *, assessment_id: int, version: int, ranks: Mapping[int, int | None], by: User, at: datetime
) -> StrategicAssessment:
    """Put the priorities of a draft in order; `ranks` gives each one's, by its id.

    Raises WrongRanks, Stale and PermissionDenied.
    """
    assessment: StrategicAssessment = StrategicAssessment.objects.claim(assessment_id, version)
    policies.may_edit_assessment(by, assessment).enforce()
    priorities = list(assessment.priorities.all())
    if fault := scoring.ranking_faults([ranks.get(priority.pk) for priority in priorities]):
        raise WrongRanks(fault)
    _number(sorted(priorities, key=lambda priority: ranks[priority.pk] or 0))
    assessment.advance()
    record("rank_priorities", assessment, by, at, order=[p.title for p in priorities])
    return assessment


@transaction.atomic
def weigh(
    *, partnership: Partnership, version: int, weights: Mapping[str, int], by: User, at: datetime
) -> Weighting:
    """Set how much each criterion counts; `version` is 0 before it was ever set.

    Raises Stale and PermissionDenied.
    """
    policies.may_weigh(by, partnership).enforce()
    Weighting.objects.get_or_create(partnership=partnership, defaults={"version": 0})
    weighting: Weighting = Weighting.objects.claim(partnership.weighting.pk, version)
    weighting.advance(**weights)
    audit.record("weigh", partnership, by=by, at=at, weights=dict(weights))
    return weighting
