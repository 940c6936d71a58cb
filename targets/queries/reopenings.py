"""Targets that were put on the table again because what they waited for had come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from laa_portal.foundation.models import AuditEvent
from targets.models import Target


@dataclass(frozen=True, slots=True)
class Reopening:
    """That a target was reopened beside the offers: what had come, and when it was seen."""

    target: Target
    at: datetime
    because: str


def reopenings(targets: Iterable[Target]) -> list[Reopening]:
    """Return the reopenings of targets, the newest first, in one query; in none without any."""
    known = {str(one.pk): one for one in targets if one.reopened_after}
    if not known:
        return []
    events = AuditEvent.objects.filter(
        verb="reopen_target", target_type=Target._meta.label_lower, target_id__in=known
    )
    return [
        Reopening(known[event.target_id], event.made_at, event.reason)
        for event in events.order_by("-made_at", "-pk")
    ]
