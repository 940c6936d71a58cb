"""What a figure is judged by: its series, the figures beside it, and what they come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from indicators.models import Definition, Figure, Measure, SeriesSummary
from indicators.periods import PeriodKind
from indicators.queries import EVERYBODY, FigureRow, released
from indicators.summaries import PARTS, Counting
from partnerships.models import Area, Peer, Viewer

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
    beside: tuple[FigureRow, ...]
    """The area's own figure and its peers', of the period in which they are compared."""

    def rows(self, kind: str) -> tuple[FigureRow, ...]:
        """Return the area's figures by one kind of period."""
        return self.series.get(PeriodKind(kind), ())


def evidence(measure: Measure, area: Area, viewer: Viewer) -> Evidence:
    """Return what there is to judge a measure's figures in an area by, in four queries at most."""
    definitions = tuple(measure.definitions.all())
    summary = _summary(measure, area, viewer)
    return Evidence(
        measure=measure,
        area=area,
        definitions=definitions,
        summary=summary,
        series=_series(measure, area, definitions, viewer),
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
    measure: Measure, area: Area, definitions: Sequence[Definition], viewer: Viewer
) -> Series:
    """Return the figures of an area, whatever their kind of period, in one query."""
    figures = Figure.objects.visible_to(viewer).filter(measure=measure, area=area)
    found: defaultdict[PeriodKind, list[FigureRow]] = defaultdict(list)
    for row in _rows(figures.order_by("period_start"), measure, [area], definitions, viewer):
        found[row.period.kind].append(row)
    return {kind: tuple(rows) for kind, rows in found.items()}


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


def has_season(measure: Measure, kind: PeriodKind) -> bool:
    """Whether figures by this kind of period are adjusted for the season before they are tested."""
    is_counted = PARTS[measure.kind].counting is Counting.EVENTS
    return is_counted and measure.indicator.is_seasonal and kind.months < 12
