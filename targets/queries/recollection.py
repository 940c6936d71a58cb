"""A pack read back: the records that pages and charts are made of, as they stood. None is saved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from operator import attrgetter
from typing import Any, TypeVar

from django.db import models
from django.db.models import Max

from indicators.models import Definition, Figure, Indicator, Measure, SeriesSummary
from indicators.periods import Period, PeriodKind
from indicators.policies import RELEASED, everything
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

TOLD = ("value", "numerator", "denominator", "status")
"""What a figure says; its interval follows from that."""
_all_told = attrgetter(*TOLD)

OWN = 1
"""The key of the pack's own area among the records made here, which have keys of their own."""


@dataclass(frozen=True)
class Recollection:
    """What a pack says, in the portal's own records, each made once it is asked for."""

    known: Known
    measure: Measure
    area: Area

    @cached_property
    def evidence(self) -> Evidence:
        return Evidence(
            measure=self.measure,
            area=self.area,
            definitions=tuple(self.measure.definitions.all()),
            summary=_summary(self.known, self.measure, self.area),
            series=_Series(self.known["figures"], self.measure, self.area),
            beside=tuple(_others(self.known["peers"]["figures"], self.measure, self.area)),
        )

    @cached_property
    def history(self) -> History:
        series, kind = self.evidence.series, PeriodKind(self.known["shown_by"])
        england = tuple(_others(self.known["england"], self.measure, self.area))
        rows = series[kind]
        return History(self.measure, self.area, kind, tuple(series), rows, latest(rows), england)

    @cached_property
    def elsewhere(self) -> Elsewhere | None:
        """What was known of other areas; None in packs of before it was kept."""
        is_kept = self.known["format"] >= WITH_ELSEWHERE
        return read(self.known["elsewhere"]) if is_kept else None

    @property
    def guidance_version(self) -> str:
        return str(self.known["guidance_version"])

    @property
    def method_versions(self) -> tuple[str, ...]:
        return tuple(self.known["method_versions"])

    @property
    def vintage(self) -> datetime:
        """When the newest of all that it rests on was recorded."""
        return max(datetime.fromisoformat(one["vintage"]) for one in self.known["figures"])

    @property
    def summary(self) -> SeriesSummary | None:
        return self.evidence.summary

    @property
    def told(self) -> dict[Period, tuple[Any, ...]]:
        """What a reader is told by each of the area's figures: TOLD, without making it a row."""
        readers = [(name, _columns(Figure)[name].to_python) for name in TOLD]
        found = {}
        for one in self.known["figures"]:
            start = date.fromisoformat(one["period_start"])
            period = Period(PeriodKind(one["period_kind"]), start)
            found[period] = tuple([to_python(one[name]) for name, to_python in readers])
        return found

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        """Every figure, by kind of period and then by time."""
        return tuple(row for rows in self.evidence.series.values() for row in rows)


def recall(pack: EvidencePack) -> Recollection:
    """Return what a pack says. It asks the database nothing: only the pack speaks."""
    known = pack.known
    return Recollection(known, _measure(known), _record(Area, known["area"], pk=OWN))


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


class _Series(Mapping[PeriodKind, tuple[FigureRow, ...]]):
    """The area's own figures as those who work there see them, by kind of period.

    Those of a kind become rows once they are asked for: where it heads is told by the years alone,
    and nine in ten figures are of months and quarters.
    """

    def __init__(self, figures: Iterable[Known], measure: Measure, area: Area) -> None:
        self._of = measure, area
        by_kind: defaultdict[PeriodKind, list[Known]] = defaultdict(list)
        for one in figures:
            by_kind[PeriodKind(one["period_kind"])].append(one)
        self._given = dict(by_kind)
        self._made: dict[PeriodKind, tuple[FigureRow, ...]] = {}

    def __getitem__(self, kind: PeriodKind) -> tuple[FigureRow, ...]:
        if kind not in self._made:
            names, given = (*OF_FIGURE, *HOW_MADE), self._given[kind]
            self._made[kind] = tuple(_row(one, names, *self._of) for one in given)
        return self._made[kind]

    def __iter__(self) -> Iterator[PeriodKind]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)


def _others(rows: Sequence[Known], measure: Measure, own: Area) -> Iterable[FigureRow]:
    """Yield figures of several areas as everybody may see them."""
    for key, given in enumerate(rows, start=OWN + 1):
        is_own = given["area"]["gss_code"] == own.gss_code
        area = own if is_own else _record(Area, given["area"], pk=key)
        yield _row(given, ("period_kind", "period_start", *RELEASED), measure, area)


def _row(given: Known, names: Iterable[str], measure: Measure, area: Area) -> FigureRow:
    """Return a figure of a pack, all of which its readers may see."""
    named = {one.version: one for one in measure.definitions.all()}
    figure = _record(
        Figure,
        {name: given[name] for name in names},
        measure=measure,
        area=area,
        definition=named[given["definition"]],
    )
    return FigureRow(figure, everything(figure))


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
    then, today = recalled.told, _by_period(now)
    differ = [one for one in {**then, **today} if then.get(one) != _told(today.get(one))]
    rows = _by_period(recalled.evidence) if differ else {}
    newer = (NewerFigure(rows.get(period), today.get(period)) for period in differ)
    return sorted(newer, key=lambda one: one.row.period.end, reverse=True)


def _by_period(evidence: Evidence) -> dict[Period, FigureRow]:
    return {row.period: row for rows in evidence.series.values() for row in rows}


def _told(row: FigureRow | None) -> tuple[Any, ...] | None:
    return _all_told(row.shown) if row else None
