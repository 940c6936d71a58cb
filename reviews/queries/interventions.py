"""What is open in an area, and how much of it each body asks: the burden on one partnership."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from partnerships.models import Area, User
from reviews.bodies import Body
from reviews.models import Intervention


@dataclass(frozen=True, slots=True)
class Burden:
    """What one body has open in an area."""

    body: Body
    open: int
    asks: int
    """How many ask something of the partnership; the others help it."""
    overdue: int
    next_due_on: date | None
    highest_step: int


def interventions_in(area: Area, reader: User) -> QuerySet[Intervention]:
    """Return what meets in an area, open ones first, each with whether `reader` has seen it."""
    found: Any = Intervention.objects.visible_to(reader).touching(area)
    seen: QuerySet[Intervention] = found.seen_by(reader).select_related("area", "opened_by")
    return seen


def burden(found: Iterable[Intervention], day: date) -> list[Burden]:
    """Return what each body has open among `found`, the most first."""
    by_body: dict[str, list[Intervention]] = {}
    for one in found:
        if one.is_open:
            by_body.setdefault(one.body, []).append(one)
    rows = [_burden(body, own, day) for body, own in by_body.items()]
    return sorted(rows, key=lambda row: (-row.open, row.body.label))


def _burden(body: str, own: list[Intervention], day: date) -> Burden:
    due = sorted(one.due_on for one in own if one.due_on and one.due_on >= day)
    return Burden(
        body=Body(body),
        open=len(own),
        asks=sum(one.kind != "support" for one in own),
        overdue=sum(one.is_overdue(day) for one in own),
        next_due_on=due[0] if due else None,
        highest_step=max(one.step for one in own),
    )
