"""What a figure is judged by: its series, the figures beside it, and what they come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet

from indicators.models import Definition, Figure, Measure, SeriesSummary
from indicators.periods import PeriodKind
from indicators.queries import EVERYBODY, FigureRow, released
from indicators.summaries import PARTS, Counting
from partnerships.models import Area, AreaKind, Peer, Viewer

from .histories import History, latest, longest
from .tables import SHOWN

OF_AREA = tuple(f"area__{field.name}" for field in Area._meta.concrete_fields)

ENGLAND = Area.objects.filter(kind=AreaKind.COUNTRY, is_invented=False).order_by().values("pk")

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
    """Return what there is to judge a measure's figures in an area by, in two queries.

    A third, where `measure` comes without its definitions.
    """
    summary = _summary(measure, area, viewer)
    rows = _rows(Q(area=area) | _compared(summary), measure, viewer)
    return _evidence(measure, area, summary, rows)


def with_england(measure: Measure, area: Area, viewer: Viewer) -> tuple[History, Evidence]:
    """Return the history of a measure in an area beside its evidence, in as many queries.

    The history is by the longest kind of period, as `history` gives it first; it takes a query more
    where an area is not told by the longest that its measure has.
    """
    summary = _summary(measure, area, viewer)
    usual = longest(measure.period_kinds)
    asked = Q(area=area) | _compared(summary) | _of_england(usual)
    rows = _rows(asked, measure, viewer)
    country = {row.area.pk for row in rows if row.area.kind == AreaKind.COUNTRY} - {area.pk}
    england = tuple(row for row in rows if row.figure.area_id in country)
    others = [row for row in rows if row.figure.area_id not in country]
    found = _evidence(measure, area, summary, others)
    kind = longest(tuple(found.series) or [usual])
    if kind != usual:
        england = _rows(_of_england(kind) & ~Q(area=area), measure, viewer)
    shown = found.rows(kind)
    return History(measure, area, kind, tuple(found.series), shown, latest(shown), england), found


def _evidence(
    measure: Measure, area: Area, summary: SeriesSummary | None, rows: Sequence[FigureRow]
) -> Evidence:
    """Return figures of an area and of those it is compared with as evidence."""
    series: defaultdict[PeriodKind, list[FigureRow]] = defaultdict(list)
    for row in rows:
        if row.figure.area_id == area.pk:
            series[row.period.kind].append(row)
    when = summary.compared_period if summary and summary.group_id else None
    return Evidence(
        measure=measure,
        area=area,
        definitions=tuple(measure.definitions.all()),
        summary=summary,
        series={kind: tuple(own) for kind, own in series.items()},
        beside=tuple(settled(row for row in rows if row.period == when)),
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


def _rows(asked: Q, measure: Measure, viewer: Viewer) -> tuple[FigureRow, ...]:
    """Return the figures of a measure that are asked for, as rows that need no further query.

    The oldest come first, and those of one period by the names of their areas.
    """
    figures = Figure.objects.visible_to(viewer).filter(asked, measure=measure)
    needed = figures.select_related("area").only(*SHOWN, *OF_AREA, "is_published")
    found = list(needed.order_by("period_start", "area"))
    definitions = {one.pk: one for one in measure.definitions.all()}
    for one in found:
        one.measure, one.definition = measure, definitions[one.definition_id]
    return tuple(released(found, viewer))


def _of_england(kind: PeriodKind) -> Q:
    """Return that a figure is England's, of one kind of period."""
    return _is_in(ENGLAND) & Q(period_kind=kind)


def _compared(summary: SeriesSummary | None) -> Q:
    """Return which figures of a measure are set side by side; none where nothing is compared."""
    if summary is None or summary.group_id is None or summary.compared_start is None:
        return Q(pk__in=())
    peers = Peer.objects.filter(group=summary.group_id).order_by().values("area")
    return Q(
        Q(area=summary.area_id) | _is_in(peers),
        period_kind=summary.compared_kind,
        period_start=summary.compared_start,
    )


def _is_in(areas: QuerySet[Any, Any]) -> Q:
    """Return that a figure is of one of the areas that a query finds.

    The database asks for those first, and finds their figures by the index. `IN` beside other
    conditions has it look through the tens of thousands of a measure, one by one.
    """
    parts = F("area_id"), ArraySubquery(areas)
    return Q(
        Func(
            *parts,
            template="%(expressions)s)",
            arg_joiner=" = ANY (",
            output_field=BooleanField(),
        )
    )


def has_season(measure: Measure, kind: PeriodKind) -> bool:
    """Whether figures by this kind of period are adjusted for the season before they are tested."""
    is_counted = PARTS[measure.kind].counting is Counting.EVENTS
    return is_counted and measure.indicator.is_seasonal and kind.months < 12
