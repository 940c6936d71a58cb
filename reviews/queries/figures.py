"""Figures that targets are held against, as frames; and what is out for the period they end in."""

from collections.abc import Collection
from datetime import date

import pandas as pd

from indicators.models import Expectation, Figure, Measure, SeriesSummary, Status

COLUMNS = {
    "area_id": "int64",
    "period_kind": "object",
    "period_start": "datetime64[ns]",
    "value": "float64",
    "numerator": "float64",
    "denominator": "float64",
    "is_provisional": "bool",
    "vintage": "datetime64[ns, UTC]",
}


def figures_of(measure: Measure, areas: Collection[int], since: date) -> pd.DataFrame:
    """Return the published figures of some areas since a day, provisional ones marked."""
    rows = (
        Figure.objects.filter(
            measure=measure, area__in=areas, is_published=True, period_start__gte=since
        )
        .order_by("area_id", "period_kind", "period_start")
        .values_list(
            *("area_id", "period_kind", "period_start", "value", "numerator", "denominator"),
            *("status", "vintage"),
        )
    )
    frame = pd.DataFrame.from_records(
        [(*row[:6], row[6] == Status.PROVISIONAL, row[7]) for row in rows], columns=[*COLUMNS]
    )
    frame = frame.assign(
        period_start=pd.to_datetime(frame["period_start"]),
        vintage=pd.to_datetime(frame["vintage"], utc=True),
    )
    return frame.astype(COLUMNS)


def summaries_of(measure: Measure, areas: Collection[int]) -> dict[int, SeriesSummary]:
    """Return what the series of some areas come to, by area."""
    found = SeriesSummary.objects.filter(measure=measure, area__in=areas)
    return {one.area_id: one for one in found}


def still_due(measure: Measure, on: date) -> set[tuple[str, date]]:
    """Return the periods of which a return may still come in time: kind and first day."""
    due = Expectation.objects.filter(provision__measure=measure, excused_at=None, due_on__gte=on)
    return set(due.values_list("period_kind", "period_start"))
