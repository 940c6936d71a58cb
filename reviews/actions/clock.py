"""What happens to concerns by the clock alone: what was set aside comes back, answers are late.

That an answer is late is recorded as an act of the service, once for each question; notices follow
from it.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from laa_portal.foundation import audit, jobs
from laa_portal.foundation.models import AuditEvent
from reviews.models import Concern
from reviews.states import CONCERN_MOVES, ConcernStatus

from .steps import record

REMINDER = "remind_of_answer"
CAME_BACK = "Its day has come."


@transaction.atomic
def ask_to_tend_concerns(*, at: datetime) -> None:
    """Ask for what the clock does to concerns, where there is any."""
    today = timezone.localdate(at)
    if _asleep(today).exists() or _late_and_untold(today):
        jobs.ask("tend_concerns", "all")


@transaction.atomic
def tend_concerns(*, at: datetime) -> None:
    """Bring back what was set aside until today, and record each answer that is late, once."""
    today = timezone.localdate(at)
    for concern in _locked(_asleep(today)):
        concern.advance(status=CONCERN_MOVES["wake"][1].value, back_on=None)
        record("wake", concern, CAME_BACK, None, at, is_internal=True)
    for concern in _late_and_untold(today, is_locking=True):
        assert concern.answer_due_on  # or nothing would be late
        audit.record(
            REMINDER,
            concern,
            by=None,
            at=at,
            area_id=concern.area_id,
            due_on=concern.answer_due_on.isoformat(),
        )


def _asleep(today: date) -> QuerySet[Concern]:
    """Return the concerns whose day to come back has come."""
    return Concern.objects.filter(status=ConcernStatus.SNOOZED.value, back_on__lte=today)


def _late_and_untold(today: date, *, is_locking: bool = False) -> list[Concern]:
    """Return the concerns with an answer that is late, of which nobody was told yet."""
    late = Concern.objects.filter(status=ConcernStatus.ASKED.value, answer_due_on__lt=today)
    found = list(_locked(late) if is_locking else late)
    events = AuditEvent.objects.filter(
        verb=REMINDER,
        target_type=Concern._meta.label_lower,
        target_id__in=[str(one.pk) for one in found],
    )
    told = {(event.target_id, event.details["due_on"]) for event in events}
    return [one for one in found if (str(one.pk), one.answer_due_on.isoformat()) not in told]


def _locked(concerns: QuerySet[Concern]) -> QuerySet[Concern]:
    """Return concerns one after the other, so that two workers do not do it twice.

    In the order in which the assessment of figures holds them.
    """
    related = concerns.select_related("area", "target").order_by("area_id", "target_id", "pk")
    return related.select_for_update(of=("self",), no_key=True)
