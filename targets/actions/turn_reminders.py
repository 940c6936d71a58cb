"""Reminding a side that it has been its turn for long: twice, and never the other side.

A reminder is recorded as an act of the service, on the one side alone; notices follow from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from laa_portal.foundation import audit, jobs
from laa_portal.foundation.models import AuditEvent
from targets.models import Agreement
from targets.working_days import working_days

DISTANCES = (10, 20)
"""Working days after which a side is reminded. The second time those are told who answer for it."""

VERB = "remind_of_turn"


@dataclass(frozen=True, slots=True)
class Silence:
    """That a side has let so many working days of its turn pass."""

    agreement: Agreement
    days: int

    @property
    def since(self) -> str:
        """The day from which its turn counts, which tells it from its other turns."""
        assert self.agreement.turn_since_on  # or nothing would have passed
        return self.agreement.turn_since_on.isoformat()


def ask_to_remind_of_turns(*, at: datetime) -> None:
    """Ask for reminders, where one is to be recorded."""
    if any(_untold(at)):
        jobs.ask("remind_of_turns", "all")


@transaction.atomic
def remind_of_turns(*, at: datetime) -> None:
    """Record each reminder that is due. What nobody could tell in time is told late, once."""
    for one in _untold(at, is_locking=True):
        audit.record(
            VERB,
            one.agreement,
            by=None,
            at=at,
            area_id=one.agreement.area_id,
            side=one.agreement.turn,
            turn=one.agreement.turn,
            since=one.since,
            days=one.days,
            is_last=one.days == max(DISTANCES),
        )


def _untold(at: datetime, *, is_locking: bool = False) -> Iterator[Silence]:
    """Yield the silences of which neither this reminder nor a later one is on record."""
    silences = list(_silences(timezone.localdate(at), is_locking=is_locking))
    events = AuditEvent.objects.filter(
        verb=VERB,
        target_type=Agreement._meta.label_lower,
        target_id__in=[str(one.agreement.pk) for one in silences],
    )
    told = {
        (event.target_id, event.side, event.details["since"], event.details["days"])
        for event in events
    }
    for one in silences:
        turn = (str(one.agreement.pk), one.agreement.turn, one.since)
        if not any((*turn, days) in told for days in DISTANCES if days >= one.days):
            yield one


def _silences(today: date, *, is_locking: bool) -> Iterator[Silence]:
    """Yield the agreements in which a side has been silent, locked so that two do not tell."""
    waiting = Agreement.objects.filter(turn_since_on__isnull=False).exclude(turn="")
    found = waiting.select_related("area").order_by("pk")
    if is_locking:
        found = found.select_for_update(of=("self",), no_key=True)
    for agreement in found:
        passed = working_days(agreement.turn_since_on, today)
        reached = [days for days in DISTANCES if passed >= days]
        if reached:
            yield Silence(agreement, reached[-1])
