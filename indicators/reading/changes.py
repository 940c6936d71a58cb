"""What became of figures since a reader last looked, in an order that never changes behind them.

Every figure knows which transaction wrote it last, and a figure that is gone leaves a row that
knows it too. Both are read in the order of transactions, and only as far as every older one has
ended: so nothing can come to stand before a place that a reader has passed. Acts are sealed in the
same order (`foundation.seals`).

Of a figure that changed several times the last change is told: whoever reads on from any place, and
fetches what they are told of, has in the end what there is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from indicators.models import Figure, GoneFigure
from indicators.states import ReturnStatus
from partnerships.models import Viewer

CELL = ("measure", "area", "period_kind", "period_start")
AROUND = ("measure", "area")
LAST_ID = 2**63 - 1


class Kind(StrEnum):
    """What became of a figure."""

    PUBLISHED = "figure.published"
    REVISED = "figure.revised"
    WITHDRAWN = "figure.withdrawn"
    REMOVED = "figure.removed"


class Place(NamedTuple):
    """How far a reader has come: behind this change.

    Of one transaction, what is gone comes first.
    """

    xid: int = 0
    is_figure: int = 0
    row_id: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """That a figure came, changed or went."""

    kind: Kind
    figure: Figure | GoneFigure
    place: Place
    recorded_at: datetime


Narrow = Callable[[QuerySet[Any]], QuerySet[Any]]
"""Keeps the rows a reader asks about: of some measures, of some areas."""


def changes_after(place: Place, viewer: Viewer, narrow: Narrow, limit: int) -> list[Change]:
    """Return the first changes behind a place that `viewer` may know of, in their order.

    In two queries, and one for each kind of record around the figures.
    """
    found = merge(
        _gone(place, viewer, narrow, limit),
        _there(place, viewer, narrow, limit),
        key=lambda change: change.place,
    )
    return list(islice(found, limit))


def newest_place(viewer: Viewer, narrow: Narrow) -> Place:
    """Return the place behind all that is told now."""
    return _last(narrow(_seen_gone(viewer)), narrow(_seen(viewer)))


def settled_place() -> Place:
    """Return the place behind all that anybody is told now."""
    return _last(GoneFigure.objects.all(), Figure.objects.all())


def _last(gone: Any, there: Any) -> Place:
    lasts = [
        (rows.settled_after(0, 0).order_by("-xid", "-id").values_list("xid", "id").first(), which)
        for which, rows in enumerate((gone, there))
    ]
    return max((Place(last[0], which, last[1]) for last, which in lasts if last), default=Place())


def _seen(viewer: Viewer) -> Any:
    return Figure.objects.visible_to(viewer)


def _seen_gone(viewer: Viewer) -> Any:
    """Return what is gone for a reader: what they could see, and cannot now."""
    same = {name: OuterRef(name) for name in CELL}
    is_there = Exists(_seen(viewer).filter(**same))
    return GoneFigure.objects.visible_to(viewer).exclude(is_there)


def _there(place: Place, viewer: Viewer, narrow: Narrow, limit: int) -> list[Change]:
    behind = place.row_id if place.is_figure else 0
    rows = narrow(_seen(viewer).settled_after(place.xid, behind))
    around = rows.prefetch_related(*AROUND).select_related("data_return")
    return [
        Change(_kind(one), one, Place(one.xid, 1, one.pk), one.computed_at)
        for one in around[:limit]
    ]


def _kind(figure: Figure) -> Kind:
    if figure.data_return.status == ReturnStatus.WITHDRAWN:
        return Kind.WITHDRAWN
    return Kind.REVISED if figure.revised_times else Kind.PUBLISHED


def _gone(place: Place, viewer: Viewer, narrow: Narrow, limit: int) -> list[Change]:
    behind = LAST_ID if place.is_figure else place.row_id
    rows = narrow(_seen_gone(viewer).settled_after(place.xid, behind)).prefetch_related(*AROUND)
    return [
        Change(Kind.REMOVED, one, Place(one.xid, 0, one.pk), one.recorded_at)
        for one in rows[:limit]
    ]
