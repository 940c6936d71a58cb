"""How often each target is reviewed, when it was last, and when it is next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from partnerships.models import Viewer
from reviews.frequency import next_on
from reviews.models import Review, ReviewFrequency, TargetReview
from reviews.states import FrequencyStatus
from targets.models import Target

YEARLY = 12


@dataclass(frozen=True, slots=True)
class Frequent:
    """A target with how often both sides agreed to review it."""

    target: Target
    agreed: ReviewFrequency | None
    """None: with its agreement's year."""
    waiting: ReviewFrequency | None
    """Proposed, and not answered yet."""
    last_on: date | None
    next_on: date | None
    """None: with its agreement's year, of which no meeting has a day yet."""

    @property
    def is_overdue(self) -> bool:
        return self.next_on is not None and self.next_on < timezone.localdate()


def frequent(targets: Iterable[Target], reader: Viewer) -> list[Frequent]:
    """Return how often targets are reviewed, as far as a reader sees it, in four queries."""
    targets = list(targets)
    visible = ReviewFrequency.objects.visible_to(reader).filter(target__in=targets)
    agreed = {
        one.target_id: one
        for one in visible.filter(status=FrequencyStatus.ACCEPTED.value).order_by("pk")
    }
    waiting = {one.target_id: one for one in visible.filter(status=FrequencyStatus.PROPOSED.value)}
    last = _last(targets, reader)
    meetings = _meetings(targets, reader)
    return [
        _frequent(
            one,
            agreed.get(one.pk),
            waiting.get(one.pk),
            last.get(one.pk),
            meetings.get(one.agreement_id),
        )
        for one in targets
    ]


def _frequent(
    target: Target,
    agreed: ReviewFrequency | None,
    waiting: ReviewFrequency | None,
    last_on: date | None,
    meeting_on: date | None,
) -> Frequent:
    if agreed is None or agreed.every >= YEARLY or agreed.answered_at is None:
        return Frequent(target, agreed, waiting, last_on, meeting_on)
    since = max(filter(None, [last_on, timezone.localdate(agreed.answered_at)]))
    return Frequent(target, agreed, waiting, last_on, next_on(since, agreed.every))


def _last(targets: Iterable[Target], reader: Viewer) -> dict[int, date]:
    """Return the day on which both sides last met about each target by itself."""
    met = TargetReview.objects.visible_to(reader).filter(target__in=list(targets)).order_by()
    return dict(met.values("target").annotate(on=Max("held_on")).values_list("target", "on"))


def _meetings(targets: Iterable[Target], reader: Viewer) -> dict[int, date]:
    """Return the day of the next meeting about each agreement's year that was not held yet."""
    agreements = {one.agreement_id for one in targets}
    to_come = Review.objects.visible_to(reader).filter(agreement__in=agreements, held_on=None)
    days = to_come.order_by("-meeting_due_on").values_list("agreement", "meeting_due_on")
    return dict(days)
