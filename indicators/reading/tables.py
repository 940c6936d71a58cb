"""One measure in all areas of a level: what may be chosen, and the table of what was."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from indicators import policies
from indicators.models import Figure, Measure
from indicators.periods import Period, PeriodKind, add_months
from indicators.queries import FigureRow, released, with_context
from partnerships.models import KINDS_AT, Area, Level, Viewer

SHOWN = ("area", "definition", "period_kind", "period_start", *policies.NEEDED)
"""What a table needs of the thousands of figures behind its sparklines."""

TREND_PERIODS = 24
"""How many periods a sparkline goes back: two years of months."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The level and period shown of a measure, out of those there are figures for."""

    measure: Measure
    level: Level
    period: Period
    available: Mapping[Level, tuple[Period, ...]]
    """For each level its periods, the latest of the longest kind first."""

    @property
    def periods(self) -> tuple[Period, ...]:
        return self.available[self.level]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area in the table: its figure, if one was ever worked out, and those before it."""

    area: Area
    row: FigureRow | None
    trend: tuple[FigureRow, ...]
    """Oldest first, up to and including the period of the table."""

    def sort_value(self, column: str) -> Any:
        """What the area stands at when the table is sorted by `column`; None comes last."""
        if column == "area":
            return (self.area.name, self.area.gss_code)
        return None if self.row is None else getattr(self.row.shown, SORTED_BY[column])


SORTED_BY = {"figure": "value", "count": "numerator", "base": "denominator"}


@dataclass(frozen=True)
class FigureTable:
    """A measure in all areas of one level in one period."""

    selection: Selection
    rows: tuple[AreaRow, ...]
    england: FigureRow | None

    @cached_property
    def known(self) -> int:
        """How many areas have a figure that may be shown."""
        return sum(r.row is not None and r.row.shown.value is not None for r in self.rows)


def select(
    measure: Measure, viewer: Viewer, *, level: str = "", period: str = ""
) -> Selection | None:
    """Return what to show of a measure: what was asked for where there is that, else the best.

    None where `viewer` may see no figure of it at all.
    """
    available = _available(measure, viewer)
    if not available:
        return None
    asked = next((one for one in available if one == level), None)
    chosen = asked or _usual_level(measure, viewer, tuple(available))
    periods = available[chosen]
    wanted = next((one for one in periods if one.code == period), periods[0])
    return Selection(measure, chosen, wanted, available)


def _available(measure: Measure, viewer: Viewer) -> dict[Level, tuple[Period, ...]]:
    """Return for which levels, widest first, and which periods there are figures."""
    figures = _known(measure, viewer)
    found: defaultdict[str, set[Period]] = defaultdict(set)
    spans = figures.values_list("area__kind", "period_kind", "period_start").distinct()
    for area_kind, kind, start in spans:
        found[area_kind].add(Period(PeriodKind(kind), start))
    at_levels = {
        level: set().union(*(found[k] for k in kinds)) for level, kinds in KINDS_AT.items()
    }
    return {level: _latest_first(periods) for level, periods in at_levels.items() if periods}


def _known(measure: Measure, viewer: Viewer) -> QuerySet[Figure]:
    return Figure.objects.visible_to(viewer).filter(measure=measure, value__isnull=False)


def _latest_first(periods: set[Period]) -> tuple[Period, ...]:
    return tuple(sorted(periods, key=lambda p: (p.kind.months, p.start), reverse=True))


def _usual_level(measure: Measure, viewer: Viewer, available: tuple[Level, ...]) -> Level:
    """Return the level a page opens at: where agreements are made, or where figures come from.

    A level of which only invented places have figures is not opened while a real one has any.
    """
    real = _known(measure, viewer).filter(area__is_invented=False)
    kinds = set(real.values_list("area__kind", flat=True).distinct())
    levels = [level for level in available if kinds.intersection(KINDS_AT[level])] or available
    for level in (Level.LAA_AREA, *map(Level, measure.levels)):
        if level in levels:
            return level
    return levels[-1]


def figure_table(selection: Selection, viewer: Viewer, *, sort: str = "") -> FigureTable:
    """Return every area of the selection, those without a figure too, in three queries.

    `sort` is `area`, `figure`, `count` or `base`, with a minus for the other way round; whatever
    else it is, areas stand by name.
    """
    areas = Area.objects.at_level(selection.level).on(selection.period.start).in_bulk()
    trends = _trends(selection, areas, viewer)
    rows = (_area_row(area, trends[pk], selection.period) for pk, area in areas.items())
    shown = [one for one in rows if one.row or not one.area.is_invented]
    return FigureTable(selection, tuple(_in_order(shown, sort)), _england(selection, viewer))


def _trends(
    selection: Selection, areas: Mapping[int, Area], viewer: Viewer
) -> defaultdict[int, list[FigureRow]]:
    """Return the figures up to the selected period, oldest first, by area."""
    period = selection.period
    since = add_months(period.start, -(TREND_PERIODS - 1) * period.kind.months)
    figures = _figures(selection, viewer).filter(
        area__kind__in=KINDS_AT[selection.level], period_start__range=(since, period.start)
    )
    trends: defaultdict[int, list[FigureRow]] = defaultdict(list)
    for figure in figures.order_by("period_start").only(*SHOWN):
        if figure.area_id in areas:
            figure.area, figure.measure = areas[figure.area_id], selection.measure
            trends[figure.area_id].extend(released([figure], viewer))
    return trends


def _area_row(area: Area, trend: Sequence[FigureRow], period: Period) -> AreaRow:
    is_current = bool(trend) and trend[-1].period == period
    return AreaRow(area, trend[-1] if is_current else None, tuple(trend))


def _england(selection: Selection, viewer: Viewer) -> FigureRow | None:
    """Return the national figure to hold the others against, where there is one."""
    if selection.level == Level.COUNTRY:
        return None
    figures = _figures(selection, viewer).filter(
        area__kind__in=KINDS_AT[Level.COUNTRY],
        period_start=selection.period.start,
        value__isnull=False,
    )
    return next(iter(released(with_context(figures), viewer)), None)


def _figures(selection: Selection, viewer: Viewer) -> QuerySet[Figure]:
    """Return the figures of the selected measure and kind of period, of all places and times."""
    figures = Figure.objects.visible_to(viewer)
    return figures.filter(measure=selection.measure, period_kind=selection.period.kind.value)


def _in_order(rows: Sequence[AreaRow], sort: str) -> list[AreaRow]:
    """Return rows as `sort` says, those with nothing to sort by last; equals stand by name."""
    column = sort.removeprefix("-")
    by_name = sorted(rows, key=lambda one: one.sort_value("area"))
    if column not in {"area", *SORTED_BY}:
        return by_name
    known = [one for one in by_name if one.sort_value(column) is not None]
    unknown = [one for one in by_name if one.sort_value(column) is None]
    known.sort(key=lambda one: one.sort_value(column), reverse=sort.startswith("-"))
    return known + unknown
