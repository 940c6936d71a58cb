"""Reminding: what nobody does, and is told all the same, is recorded as an act of the service."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from laa_portal.foundation import audit, jobs
from laa_portal.foundation.models import AuditEvent
from partnerships.models import Deadline, Key

DAYS_TO_A_DEADLINE = (3, 14)
DAYS_TO_A_KEYS_END = (1, 7, 30)
"""How long before people are told, the shortest first."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """That a record's day is at most so many days away."""

    verb: str
    record: models.Model
    day: date
    days: int


def ask_to_remind(*, at: datetime) -> None:
    """Ask for reminders, where one is to be recorded."""
    if _missing(at):
        jobs.ask("remind", "all")


@transaction.atomic
def remind(*, at: datetime) -> None:
    """Record what falls due soon, once for each distance: notices follow from that.

    A day on which nothing ran is made up for: what is nearer than a distance and was not told
    at it is told late. What came up at short notice is told once, not once a distance.
    """
    for one in _missing(at, is_locking=True):
        audit.record(one.verb, one.record, by=None, at=at, days=one.days, day=one.day.isoformat())


def _missing(at: datetime, *, is_locking: bool = False) -> list[Reminder]:
    """Return the reminders that are due and not on record, in one query more than `_due` takes.

    One that was told at a nearer distance is on record for those further away.
    """
    due = list(_due(at, is_locking=is_locking))
    events = AuditEvent.objects.filter(
        verb__in={one.verb for one in due},
        target_type__in={one.record._meta.label_lower for one in due},
        target_id__in={str(one.record.pk) for one in due},
    )
    told: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for event in events:
        told[event.verb, event.target_id, event.details["day"]].append(event.details["days"])
    return [one for one in due if not any(days <= one.days for days in told[_told_as(one)])]


def _told_as(one: Reminder) -> tuple[str, str, str]:
    """Return how the trail knows a reminder: of what, and of which day of it."""
    return one.verb, str(one.record.pk), one.day.isoformat()


def _due(at: datetime, *, is_locking: bool) -> Iterator[Reminder]:
    """Return a reminder of each record whose day is near, locked so that two of us do not tell.

    Of keys only those that open something: of others nobody has to make a new one.
    """
    today = timezone.localdate(at)
    last = today + timedelta(days=max(DAYS_TO_A_DEADLINE))
    deadlines = Deadline.objects.from_day(today).filter(due_on__lte=last)
    for deadline in deadlines.select_for_update() if is_locking else deadlines:
        days = _distance(deadline.due_on, today, DAYS_TO_A_DEADLINE)
        yield Reminder("remind_of_deadline", deadline, deadline.due_on, days)
    last = today + timedelta(days=max(DAYS_TO_A_KEYS_END))
    keys = Key.objects.opening(at, today).filter(valid_until__date__lte=last)
    for key in keys.order_by("pk").select_for_update(of=("self",)) if is_locking else keys:
        day = timezone.localdate(key.valid_until)
        yield Reminder("remind_of_key", key, day, _distance(day, today, DAYS_TO_A_KEYS_END))


def _distance(day: date, today: date, distances: tuple[int, ...]) -> int:
    """Return the shortest of the distances that a day is no further away than."""
    return min(distance for distance in distances if (day - today).days <= distance)
