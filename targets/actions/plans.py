"""What can happen to a partnership plan: begun, written, refreshed, adopted, its summary opened."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from partnerships.models import Partnership, User
from targets import policies, queries
from targets.models import PartnershipPlan, PlanAction
from targets.states import EditionStatus

from .adoption import insert_once, take_attendance
from .records import record_for

PLAN_TEXTS = frozenset({"strategy", "engagement", "summary"})


class NotComplete(Exception):
    """Something that has to be said is not. The message is for the person acting."""


class OutsideTerm(Exception):
    """A plan does not cover the year. The message is for the person acting."""


@transaction.atomic
def start_plan(
    *, partnership: Partnership, first_year: int, by: User, at: datetime
) -> PartnershipPlan:
    """Begin a plan of three years from the newest adopted assessment.

    Raises AlreadyThere and PermissionDenied.
    """
    source = queries.newest_adopted(partnership)
    policies.may_start_plan(by, partnership, source).enforce()
    made = PartnershipPlan(
        partnership=partnership,
        first_year=first_year,
        year=first_year,
        assessment=source,
        started_by=by,
        started_at=at,
    )
    insert_once(made, "There is a plan for these three years already. Open it instead.")
    _record("start_plan", made, by, at)
    return made


@transaction.atomic
def refresh_plan(
    *, plan_id: int, version: int, year: int, reason: str, by: User, at: datetime
) -> PartnershipPlan:
    """Begin the edition that revises a plan for a year of its term, with its texts and actions.

    The plan stays in force until the new edition is adopted. Raises OutsideTerm, AlreadyThere,
    Stale and PermissionDenied.
    """
    plan: PartnershipPlan = PartnershipPlan.objects.claim(plan_id, version)
    source = queries.newest_adopted(plan.partnership)
    policies.may_refresh_plan(by, plan, source).enforce()
    if outside := policies.is_within_term(plan, year).reason:
        raise OutsideTerm(outside)
    made = PartnershipPlan(
        partnership=plan.partnership,
        first_year=plan.first_year,
        year=year,
        edition=plan.edition + 1,
        assessment=source,
        strategy=plan.strategy,
        engagement=plan.engagement,
        summary=plan.summary,
        refreshed_because=reason,
        started_by=by,
        started_at=at,
    )
    insert_once(made, "A new edition is being written already. Open it instead.")
    _copy_actions(plan, made, by, at)
    plan.advance()
    _record("refresh_plan", made, by, at, reason=reason)
    return made


def _copy_actions(plan: PartnershipPlan, made: PartnershipPlan, by: User, at: datetime) -> None:
    """Carry the actions over, each to the priority of the same title in the newer assessment."""
    by_title = {one.title: one for one in made.assessment.priorities.all()}
    actions = plan.actions.select_related("priority")
    PlanAction.objects.bulk_create(
        PlanAction(
            plan=made,
            priority=by_title.get(one.priority.title) if one.priority else None,
            step=one.step,
            lead_id=one.lead_id,
            resources=one.resources,
            indicator_id=one.indicator_id,
            measure=one.measure,
            due_on=one.due_on,
            progress=one.progress,
            progress_noted_by_id=one.progress_noted_by_id,
            progress_noted_at=one.progress_noted_at,
            added_by=by,
            added_at=at,
        )
        for one in actions
    )


@transaction.atomic
def write_plan(
    *, plan_id: int, version: int, texts: Mapping[str, str], by: User, at: datetime
) -> PartnershipPlan:
    """Save texts of a draft, any of PLAN_TEXTS. Raises Stale and PermissionDenied."""
    assert set(texts) <= PLAN_TEXTS
    plan: PartnershipPlan = PartnershipPlan.objects.claim(plan_id, version)
    policies.may_write_plan(by, plan).enforce()
    plan.advance(**texts)
    _record("write_plan", plan, by, at, changed=sorted(texts))
    return plan


@transaction.atomic
def discard_plan(*, plan_id: int, version: int, by: User, at: datetime) -> Partnership:
    """Delete a draft that is not wanted. Raises Stale and PermissionDenied."""
    plan: PartnershipPlan = PartnershipPlan.objects.claim(plan_id, version)
    policies.may_write_plan(by, plan).enforce()
    _record("discard_plan", plan, by, at)
    plan.delete()
    return plan.partnership


@transaction.atomic
def adopt_plan(
    *, plan_id: int, version: int, positions: Mapping[int, str], by: User, at: datetime
) -> PartnershipPlan:
    """Record that the strategy group adopted a plan, and which senior members took part.

    `positions` gives the post held by whoever sat on each seat, by the seat's id. The plan that
    was in force is superseded. Raises NotComplete, NotEverybody, Stale and PermissionDenied.
    """
    plan: PartnershipPlan = PartnershipPlan.objects.claim(plan_id, version)
    policies.may_adopt_plan(by, plan).enforce()
    priorities = list(plan.assessment.priorities.all())
    if lacking := policies.is_complete(plan, list(plan.actions.all()), priorities).reason:
        raise NotComplete(lacking)
    take_attendance(plan, positions, at)
    _supersede_former(plan, by, at)
    plan.advance(status=EditionStatus.ADOPTED, adopted_by=by, adopted_at=at)
    _record("adopt_plan", plan, by, at, present=sorted(positions))
    return plan


def _supersede_former(plan: PartnershipPlan, by: User, at: datetime) -> None:
    in_force = PartnershipPlan.objects.select_for_update().filter(
        partnership=plan.partnership, status=EditionStatus.ADOPTED
    )
    for former in in_force:
        former.advance(status=EditionStatus.SUPERSEDED)
        _record("supersede_plan", former, by, at, by_edition=plan.edition)


@transaction.atomic
def publish_summary(*, plan_id: int, version: int, by: User, at: datetime) -> PartnershipPlan:
    """Open the summary of the plan in force to everybody. Raises NotComplete, Stale and
    PermissionDenied."""
    plan: PartnershipPlan = PartnershipPlan.objects.claim(plan_id, version)
    policies.may_publish_summary(by, plan).enforce()
    if not plan.summary.strip():
        raise NotComplete("No summary is written. Refresh the plan, and write one.")
    plan.advance(
        published_by=by,
        published_at=at,
        unpublished_by=None,
        unpublished_at=None,
        unpublished_because="",
    )
    _record("publish_summary", plan, by, at)
    return plan


@transaction.atomic
def unpublish_summary(
    *, plan_id: int, version: int, reason: str, by: User, at: datetime
) -> PartnershipPlan:
    """Take a published summary back, and say why. Raises Stale and PermissionDenied."""
    plan: PartnershipPlan = PartnershipPlan.objects.claim(plan_id, version)
    policies.may_unpublish_summary(by, plan).enforce()
    plan.advance(unpublished_by=by, unpublished_at=at, unpublished_because=reason)
    _record("unpublish_summary", plan, by, at, reason=reason)
    return plan


def _record(
    verb: str,
    plan: PartnershipPlan,
    by: User,
    at: datetime,
    *,
    reason: str = "",
    **details: object,
) -> None:
    """Record an act; on the partnership's side alone, until the plan is adopted."""
    is_private = plan.is_draft
    record_for(
        plan.partnership, verb, plan, by, at, is_private=is_private, reason=reason, **details
    )
