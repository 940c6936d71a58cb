"""What can happen to the calendar: cycles and deadlines, made and set right."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from laa_portal.foundation import audit
from partnerships import policies
from partnerships.models import Cycle, Deadline, RoleKind, User


class NameTaken(Exception):
    """Another cycle has this name. The message is for the person acting."""


@transaction.atomic
def make_cycle(
    *, name: str, starts_on: date | None, ends_on: date | None, by: User, at: datetime
) -> Cycle:
    """Begin a round of negotiation or review. Raises NameTaken and PermissionDenied."""
    policies.may_make_cycle(by).enforce()
    cycle = Cycle(name=name, starts_on=starts_on, ends_on=ends_on)
    try:
        with transaction.atomic():
            cycle.save(force_insert=True)
    except IntegrityError as taken:
        raise NameTaken(f"There is a cycle called “{name}” already.") from taken
    _record("make_cycle", cycle, by, at)
    return cycle


@transaction.atomic
def correct_cycle(
    *,
    cycle_id: int,
    version: int,
    name: str,
    starts_on: date | None,
    ends_on: date | None,
    by: User,
    at: datetime,
) -> Cycle:
    """Set a cycle's name and dates right. Raises NameTaken, Stale and PermissionDenied."""
    cycle: Cycle = Cycle.objects.claim(cycle_id, version)
    policies.may_correct_cycle(by).enforce()
    try:
        with transaction.atomic():
            cycle.advance(name=name, starts_on=starts_on, ends_on=ends_on)
    except IntegrityError as taken:
        raise NameTaken(f"There is a cycle called “{name}” already.") from taken
    _record("correct_cycle", cycle, by, at)
    return cycle


def _record(verb: str, cycle: Cycle, by: User, at: datetime) -> None:
    audit.record(
        verb,
        cycle,
        by=by,
        at=at,
        starts_on=str(cycle.starts_on or ""),
        ends_on=str(cycle.ends_on or ""),
    )


@transaction.atomic
def add_deadline(
    *,
    cycle_id: int,
    version: int,
    what: str,
    due_on: date,
    role_kinds: Sequence[RoleKind],
    by: User,
    at: datetime,
) -> Deadline:
    """Say what is due in a cycle, when and from whom. Raises Stale and PermissionDenied."""
    cycle: Cycle = Cycle.objects.claim(cycle_id, version)
    policies.may_add_deadline(by).enforce()
    deadline = Deadline(cycle=cycle, what=what, due_on=due_on, role_kinds=list(role_kinds))
    return _keep("add_deadline", deadline, by, at)


@transaction.atomic
def correct_deadline(
    *,
    deadline_id: int,
    version: int,
    what: str,
    due_on: date,
    role_kinds: Sequence[RoleKind],
    by: User,
    at: datetime,
) -> Deadline:
    """Set a deadline right; `version` is its cycle's. Raises Stale and PermissionDenied."""
    deadline = _claim_deadline(deadline_id, version)
    policies.may_correct_deadline(by).enforce()
    deadline.what, deadline.due_on, deadline.role_kinds = what, due_on, list(role_kinds)
    return _keep("correct_deadline", deadline, by, at)


@transaction.atomic
def remove_deadline(*, deadline_id: int, version: int, by: User, at: datetime) -> Cycle:
    """Say that nothing is due after all; `version` is the cycle's.

    Raises Stale and PermissionDenied.
    """
    deadline = _claim_deadline(deadline_id, version)
    policies.may_remove_deadline(by).enforce()
    cycle = deadline.cycle
    audit.record(
        "remove_deadline", deadline, by=by, at=at, cycle=cycle.pk, due_on=str(deadline.due_on)
    )
    deadline.delete()
    cycle.advance()
    return cycle


def _claim_deadline(deadline_id: int, version: int) -> Deadline:
    """Lock the cycle of a deadline, which speaks for its deadlines, and return the deadline.

    It is read again once the lock is held: whoever held it before may have removed it.
    """
    cycle_id = Deadline.objects.values_list("cycle_id", flat=True).get(pk=deadline_id)
    cycle = Cycle.objects.claim(cycle_id, version)
    deadline = Deadline.objects.get(pk=deadline_id)
    deadline.cycle = cycle
    return deadline


def _keep(verb: str, deadline: Deadline, by: User, at: datetime) -> Deadline:
    deadline.save()
    deadline.cycle.advance()
    audit.record(
        verb,
        deadline,
        by=by,
        at=at,
        cycle=deadline.cycle_id,
        due_on=str(deadline.due_on),
        role_kinds=deadline.role_kinds,
    )
    return deadline
