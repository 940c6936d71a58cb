"""Figures with what is told beside them as plain rows, for lists and files by the thousand.

What `told` gives as objects, one statement gives here as texts: the same figures under the same
policy, and numbers already exact.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import F, QuerySet

from indicators import policies
from indicators.models import (
    DataReturn,
    Definition,
    Figure,
    Measure,
    Observation,
    SeriesSummary,
)
from laa_portal.foundation import bulk, pouring
from partnerships.models import Area, Viewer

from .kept import Viewpoint


class FlatFigure(NamedTuple):
    """A figure as its reader may see it. Where there is nothing stands None or an empty text."""

    measure_id: int
    area_id: int
    period_kind: str
    period_start: date
    definition_id: int
    data_return_id: int
    value: str
    lower: str
    upper: str
    lower_998: str
    upper_998: str
    numerator: str
    denominator: str
    expected: str
    group_2_numerator: str
    group_2_denominator: str
    status: str
    reason: str
    method: str
    summed_from: str
    part_count: str
    vintage: str
    computed_at: str
    revision: str
    """Of the reported row that it is, and what is said of that; nothing of a sum."""
    recorded_at: str
    note: str
    withdrawn_return: str
    withdrawn_because: str
    has_summary: str
    """Whether anything is told of its series: `y` or nothing."""
    trend: str
    """Of the series; with its newest figure alone."""
    trend_chi_squared: str
    trend_reason: str
    is_compared: str
    """Whether it is set beside its peers: `y` or nothing."""
    group_source: str
    group_average: str
    grade: str
    z: str
    peers_reason: str

    @property
    def revision_reason(self) -> str:
        """Why it was revised, in the words of whoever did; see `Said`."""
        if self.withdrawn_return:
            return f"Return {self.withdrawn_return} was withdrawn: {self.withdrawn_because}"
        return self.note if self.revision and int(self.revision) > 1 else ""


TEXTS = ("status", "reason")
FLOATS = ("value", "lower", "upper", "lower_998", "upper_998")
OF_A_FIGURE = (
    *("measure_id", "area_id", "period_kind", "period_start", "definition_id", "data_return_id"),
    *("method", "summed_from", "part_count", "vintage", "computed_at"),
    *policies.RELEASED,
)
OF_AN_OBSERVATION = (
    *("measure_id", "area_id", "period_kind", "period_start", "revision", "recorded_at"),
    *("superseded_at", "note", "withdrawn_return_id", "because"),
)
OF_A_SUMMARY = (
    *("measure_id", "area_id", "period_kind", "period_start", "compared_kind", "compared_start"),
    *("trend", "trend_chi_squared", "trend_reason"),
    *("group_average", "grade", "z", "peers_reason", "group_source"),
)

SAME_CELL = """
f.summed_from = '' AND o.measure_id = f.measure_id AND o.area_id = f.area_id
AND o.period_kind = f.period_kind AND o.period_start = f.period_start
AND o.recorded_at <= f.vintage
"""
ONE_BY_ONE = f"""
LATERAL (SELECT * FROM ({{observations}}) o WHERE {SAME_CELL}
         ORDER BY o.revision DESC LIMIT 1) o ON true
"""
"""The revision that a figure was worked out of, looked up for each of a few figures."""
ALL_AT_ONCE = f"""
({{observations}}) o ON {SAME_CELL} AND (o.superseded_at IS NULL OR o.superseded_at > f.vintage)
"""
"""The same for very many: the one that held then, read in the order of the figures."""

SELECT = """\
SELECT f.measure_id, f.area_id, f.period_kind, f.period_start, f.definition_id, f.data_return_id,
       {values},
       f.method, f.summed_from, f.part_count::text, f.vintage::text, f.computed_at::text,
       o.revision::text, o.recorded_at::text,
       CASE WHEN f.is_hidden OR f.reason = {withheld} THEN '' ELSE o.note END,
       o.withdrawn_return_id::text, o.because,
       CASE WHEN s.measure_id IS NOT NULL THEN 'y' END,
       {newest}, {compared}
  FROM ({figures}) f
  LEFT JOIN {said}
  LEFT JOIN ({summaries}) s ON s.measure_id = f.measure_id AND s.area_id = f.area_id
 ORDER BY f.measure_id, f.area_id, f.period_kind, f.period_start
"""

IS_NEWEST = "s.period_kind = f.period_kind AND s.period_start = f.period_start"
IS_COMPARED = "s.compared_kind = f.period_kind AND s.compared_start = f.period_start"


def _float(column: str) -> str:
    """Return SQL that writes a float with all its digits and no exponent, as `exact` does."""
    return (
        f"CASE WHEN abs({column}) < 1e-4 OR abs({column}) >= 1e15"
        f" THEN trim_scale({column}::text::numeric)::text ELSE {column}::text END"
    )


def _released(name: str) -> str:
    """Return SQL of what its reader may see of a column of a figure."""
    column = f"f.{name}"
    if name not in TEXTS:
        column = _float(column) if name in FLOATS else f"trim_scale({column})::text"
    if name in policies.TOLD_ANYWAY:
        return column
    instead = bulk.written("%s", [policies.INSTEAD[name]])
    return f"CASE WHEN f.is_hidden THEN {instead} ELSE {column} END"


@cache
def _values() -> str:
    """Return SQL of what is released of a figure, in the order of `FlatFigure`."""
    return ", ".join(_released(name) for name in FlatFigure._fields if name in policies.RELEASED)


def _when(condition: str, *columns: str) -> str:
    return ", ".join(f"CASE WHEN {condition} THEN {column} END" for column in columns)


def flat(figures: QuerySet[Figure], viewer: Viewer, *, is_past: bool = False) -> list[FlatFigure]:
    """Return some figures, of now or of the past, in one query, in the order of their key."""
    try:
        sql = _sql(figures, viewer, ONE_BY_ONE, is_past=is_past)
    except EmptyResultSet:
        return []
    return [FlatFigure._make(row) for row in bulk.read_rows(sql)]


def all_flat(figures: QuerySet[Figure], viewer: Viewer) -> Iterator[FlatFigure]:
    """Yield figures of now, however many, in the order of their key; ids and days are texts.

    One statement, so they are all of one moment; few are in memory at a time.
    """
    try:
        sql = _sql(figures, viewer, ALL_AT_ONCE)
    except EmptyResultSet:
        return
    for cells in pouring.poured(sql):
        yield FlatFigure._make(cells)


def _sql(figures: QuerySet[Figure], viewer: Viewer, said: str, *, is_past: bool = False) -> str:
    hidden = policies.is_hidden(viewer)
    rows = figures.annotate(is_hidden=hidden).values(*OF_A_FIGURE, "is_hidden")
    beside = _beside(Viewpoint.of(viewer), is_past=is_past)
    trend = ("s.trend", _float("s.trend_chi_squared"), "s.trend_reason")
    peers = (
        *("s.group_source", _float("s.group_average"), "s.grade"),
        *(_float("s.z"), "s.peers_reason"),
    )
    return SELECT.format(
        values=_values(),
        withheld=bulk.written("%s", [policies.WITHHELD]),
        newest=_when(IS_NEWEST, *trend),
        compared=_when(IS_COMPARED, "'y'", *peers),
        figures=_asked(rows),
        said=said.format(observations=beside[0]),
        summaries=beside[1],
    )


@lru_cache(maxsize=100)
def _beside(viewpoint: Viewpoint, *, is_past: bool) -> tuple[str, str]:
    """Return SQL of the reported rows and of the summaries that are seen from somewhere."""
    viewer: Any = viewpoint
    because, group_source = F("withdrawn_return__withdrawn_because"), F("group__source")
    observations: Any = Observation.objects.visible_to(viewer).annotate(because=because)
    summaries: Any = SeriesSummary.objects.visible_to(viewer).annotate(group_source=group_source)
    if is_past:  # of the past there are none
        summaries = summaries.filter(pk__lt=0)
    return _asked(observations.values(*OF_AN_OBSERVATION)), _asked(summaries.values(*OF_A_SUMMARY))


def _asked(rows: QuerySet[Any]) -> str:
    """Return the SQL of a question."""
    return bulk.written(*rows.query.sql_with_params())


class Around:
    """What figures are of, by number: many share it, so each is looked up once."""

    def __init__(self) -> None:
        self.measures: dict[int, Measure] = {}
        self.definitions: dict[int, Definition] = {}
        self.areas: dict[int, Area] = {}
        self.data_returns: dict[int, DataReturn] = {}

    def get(self, name: str, number: int) -> Any:
        """Return the `measure`, `definition`, `area` or `data_return` of a number."""
        return getattr(self, f"{name}s")[number]

    def meet(self, rows: Sequence[FlatFigure]) -> None:
        """Look up what some figures are of, as far as it is not known: four queries at most."""
        _look_up(self.measures, {row.measure_id for row in rows}, _measures())
        _look_up(self.definitions, {row.definition_id for row in rows}, Definition.objects.all())
        _look_up(self.areas, {row.area_id for row in rows}, Area.objects.all())
        _look_up(self.data_returns, {row.data_return_id for row in rows}, _data_returns())

    def meet_all(self) -> None:
        """Look up what any figures may be of."""
        self.measures.update(_measures().in_bulk())
        self.definitions.update(Definition.objects.in_bulk())
        self.areas.update(Area.objects.in_bulk())
        self.data_returns.update(_data_returns().in_bulk())


def _look_up(known: dict[int, Any], ids: set[int], records: Any) -> None:
    if unknown := ids - known.keys():
        known.update(records.in_bulk(unknown))


def _measures() -> Any:
    return Measure.objects.select_related("indicator")


def _data_returns() -> Any:
    return DataReturn.objects.select_related("organisation").only("organisation")
