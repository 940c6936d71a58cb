"""What a figure is judged by: its series, the figures beside it, and what they come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Count, QuerySet

from indicators import policies
from indicators.models import Definition, Figure, Measure, SeriesSummary
from indicators.periods import Period, PeriodKind, add_months
from indicators.queries import EVERYBODY, FigureRow, released
from indicators.summaries import PARTS, Counting, common_column
from partnerships.models import Area, Level, Peer, Viewer

from .tables import SHOWN

Series = Mapping[PeriodKind, tuple[FigureRow, ...]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One measure in one area beside all that says how to take its figures."""

    measure: Measure
    area: Area
    definitions: tuple[Definition, ...]
    """Those of the measure, the first one first."""
    summary: SeriesSummary | None
    """None where nothing was worked out yet, or its reader may not see it."""
    series: Series
    """The area's figures as its reader may see them, by kind of period, the oldest first."""
    england: Series
    season_ends: date | None
    """The season is told from figures before this day; None where nobody asks for the season."""
    beside: tuple[FigureRow, ...]
    """The area's own figure and its peers', of the period in which they are compared."""

    def rows(self, kind: str) -> tuple[FigureRow, ...]:
        """Return the area's figures by one kind of period."""
        return self.series.get(PeriodKind(kind), ())


def evidence(measure: Measure, area: Area, viewer: Viewer) -> Evidence:
    """Return what there is to judge a measure's figures in an area by, in six queries at most."""
    definitions = tuple(measure.definitions.all())
    summary = _summary(measure, area, viewer)
    england = Area.objects.real().at_level(Level.COUNTRY).first()
    series = _series(measure, [area, *([england] if england else [])], definitions, viewer)
    return Evidence(
        measure=measure,
        area=area,
        definitions=definitions,
        summary=summary,
        series=series[area.pk],
        england=series[england.pk] if england else {},
        season_ends=_season_ends(summary) if summary else None,
        beside=_beside(summary, viewer) if summary else (),
    )


def settled(rows: Iterable[FigureRow]) -> list[FigureRow]:
    """Return those of the rows that everybody may see, as everybody sees them: tests rest on them.

    So both sides of the table read the same limits, whoever of them sees more of the figures.
    """
    figures = (row.figure for row in rows)
    return released([one for one in figures if one.is_settled], EVERYBODY)


def _summary(measure: Measure, area: Area, viewer: Viewer) -> SeriesSummary | None:
    found = SeriesSummary.objects.visible_to(viewer).filter(measure=measure, area=area)
    summary = found.select_related("group").first()
    if summary:
        summary.measure, summary.area = measure, area
    return summary


def _series(
    measure: Measure, areas: Sequence[Area], definitions: Sequence[Definition], viewer: Viewer
) -> defaultdict[int, dict[PeriodKind, tuple[FigureRow, ...]]]:
    """Return the figures of areas, whatever their kind of period, in one query."""
    figures = Figure.objects.visible_to(viewer).filter(measure=measure, area__in=areas)
    found: defaultdict[tuple[int, PeriodKind], list[FigureRow]] = defaultdict(list)
    for row in _rows(figures.order_by("period_start"), measure, areas, definitions, viewer):
        found[row.area.pk, row.period.kind].append(row)
    by_area: defaultdict[int, dict[PeriodKind, tuple[FigureRow, ...]]] = defaultdict(dict)
    for (pk, kind), rows in found.items():
        by_area[pk][kind] = tuple(rows)
    return by_area


def _rows(
    figures: QuerySet[Figure],
    measure: Measure,
    areas: Iterable[Area],
    definitions: Iterable[Definition],
    viewer: Viewer,
) -> list[FigureRow]:
    """Return figures as rows that need no further query, without a join for each."""
    by_pk, versions = {one.pk: one for one in areas}, {one.pk: one for one in definitions}
    found = list(figures.only(*SHOWN, "is_published"))
    for one in found:
        one.measure, one.area = measure, by_pk[one.area_id]
        one.definition = versions[one.definition_id]
    return released(found, viewer)


def _beside(summary: SeriesSummary, viewer: Viewer) -> tuple[FigureRow, ...]:
    """Return the settled figures of an area and of its group in the period they are compared in."""
    if summary.group_id is None or summary.compared_start is None:
        return ()
    members = Peer.objects.filter(group=summary.group_id).select_related("area")
    areas = [summary.area, *(member.area for member in members)]
    figures = Figure.objects.visible_to(viewer).filter(
        measure=summary.measure,
        area__in=areas,
        period_kind=summary.compared_kind,
        period_start=summary.compared_start,
    )
    versions = summary.measure.definitions.all()
    return tuple(settled(_rows(figures, summary.measure, areas, versions, viewer)))


def _season_ends(summary: SeriesSummary) -> date | None:
    """Return the end of the last financial year that most areas have reported on.

    It is that of the summaries, so that a chart has their limits.
    """
    kind = PeriodKind(summary.period_kind)
    if summary.season_factor is None or not has_season(summary.measure, kind):
        return None
    reported = _areas_by_period(summary.measure, kind)
    if not reported:
        return None
    columns = _columns(reported, kind)
    months = np.arange(1, common_column(columns, 12 // kind.months) + 2) * kind.months
    ends = [add_months(min(reported), int(count)) for count in months]
    return next((end for end in reversed(ends) if end.month == 4), ends[-1])


def has_season(measure: Measure, kind: PeriodKind) -> bool:
    """Whether figures by this kind of period are adjusted for the season before they are tested."""
    is_counted = PARTS[measure.kind].counting is Counting.EVENTS
    return is_counted and measure.indicator.is_seasonal and kind.months < 12


def _areas_by_period(measure: Measure, kind: PeriodKind) -> dict[date, int]:
    """Return how many areas have a settled figure in each period."""
    figures: QuerySet[Any] = Figure.objects.settled().filter(
        measure=measure, period_kind=kind.value, value__isnull=False
    )
    told = figures.exclude(policies.suppressed_for(EVERYBODY))
    counted = told.values("period_start").annotate(areas=Count("pk")).order_by("period_start")
    return {one["period_start"]: one["areas"] for one in counted}


def _columns(reported: Mapping[date, int], kind: PeriodKind) -> np.ndarray[Any, np.dtype[np.int_]]:
    """Return how many areas there are in every period from the first to the last."""
    last = max(reported)
    period, counts = Period(kind, min(reported)), []
    while period.start <= last:
        counts.append(reported.get(period.start, 0))
        period = period.next()
    return np.array(counts)
