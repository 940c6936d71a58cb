"""What is asked about figures: what everybody may know of it, and what the two sides read."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from indicators.models import FigureQuery
from indicators.queries import FigureRow


@dataclass(frozen=True, slots=True)
class UnderQuery:
    """That a figure is under query: since when, and how often. Not by whom, nor in which words."""

    count: int
    since: datetime


def under_query(row: FigureRow) -> UnderQuery | None:
    """Return what everybody may know of open queries about a figure; None where there is none."""
    about = FigureQuery.objects.open().filter(
        measure=row.measure,
        area=row.area,
        period_kind=row.period.kind,
        period_start=row.period.start,
    )
    found = about.aggregate(count=Count("pk"), since=Min("raised_at"))
    return UnderQuery(**found) if found["count"] else None
