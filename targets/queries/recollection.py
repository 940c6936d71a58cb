"""A pack read back: the records that pages and charts are made of, as they stood. None is saved."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.db.models import Max

from indicators.models import Definition, Figure, Indicator, Measure, SeriesSummary
from indicators.periods import PeriodKind
from indicators.policies import RELEASED, Released
from indicators.reading import Evidence, FigureRow, History
from indicators.reading.histories import latest
from partnerships.models import Area, ComparatorGroup, User
from targets.ambition import Elsewhere
from targets.models import EvidencePack

from .elsewhere import read
from .packs import HOW_MADE, OF_FIGURE

WITH_ELSEWHERE = 2
"""The format of packs from which on they hold what was known elsewhere."""

Known = Mapping[str, Any]
Record = TypeVar("Record", bound=models.Model)

OWN = 1
"""The key of the pack's own area among the records made here, which have keys of their own."""


@dataclass(frozen=True, slots=True)
class Recollection:
    """What a pack says, in the portal's own records."""

    history: History
    evidence: Evidence
    elsewhere: Elsewhere | None
    """None in packs of before it was kept."""
    guidance_version: str
    method_versions: tuple[str, ...]
    vintage: datetime
    """When the newest of all that it rests on was recorded."""

    @property
    def measure(self) -> Measure:
        return self.history.measure

    @property
    def area(self) -> Area:
        return self.history.area

    @property
    def summary(self) -> SeriesSummary | None:
        return self.evidence.summary

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        """Every figure, by kind of period and then by time."""
        return tuple(row for rows in self.evidence.series.values() for row in rows)


def recall(pack: EvidencePack) -> Recollection:
    """Return what a pack says. It asks the database nothing: only the pack speaks."""
    known = pack.known
    measure, area = _measure(known), _record(Area, known["area"], pk=OWN)
    definitions = {one.version: one for one in measure.definitions.all()}
    series = _series(known, measure, area, definitions)
    kind = PeriodKind(known["shown_by"])
    england = tuple(_others(known["england"], measure, area, definitions))
    evidence = Evidence(
        measure=measure,
        area=area,
        definitions=tuple(definitions.values()),
        summary=_summary(known, measure, area),
        series=series,
        beside=tuple(_others(known["peers"]["figures"], measure, area, definitions)),
    )
    rows = series[kind]
    return Recollection(
        history=History(measure, area, kind, tuple(series), rows, latest(rows), england),
        evidence=evidence,
        elsewhere=read(known["elsewhere"]) if known["format"] >= WITH_ELSEWHERE else None,
        guidance_version=known["guidance_version"],
        method_versions=tuple(known["method_versions"]),
        vintage=max(datetime.fromisoformat(one["vintage"]) for one in known["figures"]),
    )


def _record(kind: type[Record], given: Known, **more: Any) -> Record:
    """Return a record with fields as a pack has them: each read by its column's own rule."""
    columns = _columns(kind)
    read = {name: columns[name].to_python(text) for name, text in given.items()}
    return kind(**read, **more)


@cache
def _columns(kind: type[models.Model]) -> Mapping[str, Any]:
    return {column.name: column for column in kind._meta.concrete_fields}


def _measure(known: Known) -> Measure:
    measure = _record(
        Measure, known["measure"], pk=OWN, indicator=_record(Indicator, known["indicator"], pk=OWN)
    )
    definitions = [
        _record(Definition, one, pk=number, measure=measure)
        for number, one in enumerate(known["definitions"], start=1)
    ]
    # What `measure.definitions.all()` gives, as if they had been fetched together.
    measure._prefetched_objects_cache = {"definitions": definitions}  # type: ignore[attr-defined]
    return measure


def _series(
    known: Known, measure: Measure, area: Area, definitions: Mapping[str, Definition]
) -> Mapping[PeriodKind, tuple[FigureRow, ...]]:
    """Return the area's own figures as those who work there see them, by kind of period."""
    found: defaultdict[PeriodKind, list[FigureRow]] = defaultdict(list)
    for given in known["figures"]:
        figure = _figure(given, (*OF_FIGURE, *HOW_MADE), measure, area, definitions)
        shown = Released(**{name: getattr(figure, name) for name in RELEASED})
        found[PeriodKind(figure.period_kind)].append(FigureRow(figure, shown))
    return {kind: tuple(rows) for kind, rows in found.items()}


def _others(
    rows: Sequence[Known], measure: Measure, own: Area, definitions: Mapping[str, Definition]
) -> Iterable[FigureRow]:
    """Yield figures of several areas as everybody may see them."""
    for key, given in enumerate(rows, start=OWN + 1):
        is_own = given["area"]["gss_code"] == own.gss_code
        area = own if is_own else _record(Area, given["area"], pk=key)
        names = ("period_kind", "period_start", *RELEASED)
        figure = _figure(given, names, measure, area, definitions)
        yield FigureRow(figure, Released(**{name: getattr(figure, name) for name in RELEASED}))


def _figure(
    given: Known,
    names: Iterable[str],
    measure: Measure,
    area: Area,
    definitions: Mapping[str, Definition],
) -> Figure:
    return _record(
        Figure,
        {name: given[name] for name in names},
        measure=measure,
        area=area,
        definition=definitions[given["definition"]],
    )


def _summary(known: Known, measure: Measure, area: Area) -> SeriesSummary | None:
    if known["summary"] is None:
        return None
    source = known["peers"]["source"]
    group = ComparatorGroup(pk=OWN, area=area, source=source) if source else None
    summary = _record(SeriesSummary, known["summary"], measure=measure, area=area, group=group)
    summary.season_factors = [float(factor) for factor in summary.season_factors]
    return summary


# --- What has come to be known since --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewerFigure:
    """A figure that is not what the pack has; None where one side has none at all."""

    then: FigureRow | None
    now: FigureRow | None

    @property
    def row(self) -> FigureRow:
        """Whichever there is, to say which period it is of."""
        found = self.now or self.then
        assert found is not None  # one of the two made it
        return found


@dataclass(frozen=True, slots=True)
class NewData:
    """What is not as a pack has it, the newest period first, and when the last of it arrived."""

    newest: Sequence[NewerFigure]
    count: int
    arrived_at: datetime | None


NEWEST = 24
"""Figures that are shown of many."""


def new_data(
    pack: EvidencePack, now: Evidence, reader: User, then: Recollection | None = None
) -> NewData | None:
    """Return what has come to be known since a pack was frozen; None while nothing has.

    `now` is what `reader` may see today, and `then` what the pack says, for those who have read it
    already. One query more, where there is anything.
    """
    newer = newer_figures(then or recall(pack), now)
    if not newer:
        return None
    figures = Figure.objects.visible_to(reader).filter(measure=pack.measure_id, area=pack.area_id)
    arrived = figures.aggregate(at=Max("vintage"))["at"]
    return NewData(newer[:NEWEST], len(newer), arrived)


def newer_figures(recalled: Recollection, now: Evidence) -> list[NewerFigure]:
    """Return where today's figures differ from a pack's, the newest period first.

    `now` is what the reader of the pack may see of the same measure and area today.
    """
    then, today = _by_period(recalled.evidence), _by_period(now)
    differ = [
        NewerFigure(then.get(period), today.get(period))
        for period in {**then, **today}
        if _said(then.get(period)) != _said(today.get(period))
    ]
    return sorted(differ, key=lambda one: one.row.period.end, reverse=True)


def _by_period(evidence: Evidence) -> dict[Any, FigureRow]:
    return {row.period: row for rows in evidence.series.values() for row in rows}


def _said(row: FigureRow | None) -> tuple[object, ...] | None:
    """Return what a reader is told by a figure."""
    if row is None:
        return None
    return row.shown.value, row.shown.numerator, row.shown.denominator, row.shown.status
