"""Reminding providers of what is due: before the day and after it, never of what is excused.

A reminder is recorded as an act of the service, one for each provider, due day and distance,
however many returns are due that day. Notices follow from it, each once to each person.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from indicators.models import Expectation, ExpectationQuerySet
from indicators.reading.expectations import Due, due
from laa_portal.foundation import audit, jobs
from laa_portal.foundation.models import AuditEvent

DISTANCES = (-14, -1, 3, 14)
"""Days before the due day at which a provider is told, the last first; below nought, after it."""

REACH = timedelta(days=90)
"""How long after its day a return may still be told of for the first time."""

VERB = "remind_of_return"


def ask_to_remind_of_returns(*, at: datetime) -> None:
    """Ask for reminders, where one is to be recorded."""
    if _untold(at):
        jobs.ask("remind_of_returns", "all")


@transaction.atomic
def remind_of_returns(*, at: datetime) -> None:
    """Record each reminder that is due. What nobody could tell in time is told late, once."""
    near = _near(timezone.localdate(at)).order_by("pk")
    list(near.select_for_update(of=("self",)))  # two of us must not both tell
    for group in _untold(at):
        first = group[0]
        audit.record(
            VERB,
            first.expectation,
            by=None,
            at=at,
            organisation=first.organisation.pk,
            day=first.expectation.due_on.isoformat(),
            days=_distance(first.days_left),
            returns=len(group),
        )


def _untold(at: datetime) -> list[list[Due]]:
    """Return what is open and near, by provider and due day, where that is not on record.

    A distance is on record once a reminder of it, or of a later one, is. In as many queries for
    many providers as for one.
    """
    today = timezone.localdate(at)
    groups: defaultdict[tuple[int, str], list[Due]] = defaultdict(list)
    for one in due(_near(today).with_context(), today):
        if one.is_open:
            groups[one.organisation.pk, one.expectation.due_on.isoformat()].append(one)
    told = _told({day for _, day in groups})
    return [
        group
        for key, group in groups.items()
        if not any(days <= _distance(group[0].days_left) for days in told.get(key, ()))
    ]


def _near(today: date) -> ExpectationQuerySet:
    """Return what may be told today, whether or not it is in."""
    last = today + timedelta(days=max(DISTANCES))
    return Expectation.objects.filter(
        excused_at=None, due_on__range=(today - REACH, last)
    ).order_by("due_on", "pk")


def _told(days: Collection[str]) -> dict[tuple[int, str], list[int]]:
    """Return the distances at which providers were reminded of what is due on some days."""
    events = AuditEvent.objects.filter(
        verb=VERB, target_type=Expectation._meta.label_lower, details__day__in=days
    )
    told: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for details in events.values_list("details", flat=True):
        told[details["organisation"], details["day"]].append(details["days"])
    return told


def _distance(days_left: int) -> int:
    """Return the last of the distances that has been reached."""
    return min(distance for distance in DISTANCES if days_left <= distance)
