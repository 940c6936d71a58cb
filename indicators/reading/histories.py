"""One measure in one area over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from indicators.models import Measure
from indicators.periods import Period, PeriodError, PeriodKind
from indicators.queries import FigureRow, series
from partnerships.models import Area, Level

from .past import Known

LONGEST_FIRST = (
    PeriodKind.FINANCIAL_YEAR,
    PeriodKind.CALENDAR_YEAR,
    PeriodKind.QUARTER,
    PeriodKind.MONTH,
)


@dataclass(frozen=True, slots=True)
class History:
    """The figures of a measure in an area by one kind of period, and the one to look at closely."""

    measure: Measure
    area: Area
    kind: PeriodKind
    kinds: tuple[PeriodKind, ...]
    """The kinds of period there are figures by, longest first."""
    rows: tuple[FigureRow, ...]
    """Oldest first; periods without a row are left out."""
    chosen: FigureRow | None
    england: tuple[FigureRow, ...]
    """None of the past: it would take all areas to work them out."""
    moment: datetime | None = None
    """When this was known; None: it is what is known now."""

    @property
    def newest(self) -> FigureRow | None:
        """The last row, which may be one without a value."""
        return self.rows[-1] if self.rows else None

    @property
    def is_latest(self) -> bool:
        """Whether the chosen figure is the last that has a value."""
        return self.chosen is not None and self.chosen == latest(self.rows)


def history(
    measure: Measure, area: Area, known: Known, *, by: str = "", period: str = ""
) -> History:
    """Return a measure's figures in an area, by the kind of period asked for or else by years.

    The chosen one is that of `period`, if it is of that kind, or else the latest with a value.
    """
    kinds = _kinds(measure, area, known)
    kind = _kind(kinds, by, period, measure)
    rows = _series(measure, area, kind, known) if kinds else ()
    return History(
        measure=measure,
        area=area,
        kind=kind,
        kinds=kinds,
        rows=rows,
        chosen=next((row for row in rows if row.period.code == period), latest(rows)),
        england=_england(measure, area, kind, known) if rows and not known.moment else (),
        moment=known.moment,
    )


def latest(rows: Sequence[FigureRow]) -> FigureRow | None:
    """Return the last row with a value; where none has one, the last row; where none is, None."""
    newest_first = list(reversed(rows))
    with_value = (row for row in newest_first if row.shown.value is not None)
    return next(with_value, newest_first[0] if rows else None)


def longest(kinds: Sequence[str]) -> PeriodKind:
    """Return the kind of period that a reader sees first."""
    return next(kind for kind in LONGEST_FIRST if kind in kinds)


def _kinds(measure: Measure, area: Area, known: Known) -> tuple[PeriodKind, ...]:
    figures = known.figures.filter(measure=measure, area=area)
    found = set(figures.values_list("period_kind", flat=True).distinct())
    return tuple(kind for kind in LONGEST_FIRST if kind in found)


def _kind(kinds: Sequence[PeriodKind], by: str, period: str, measure: Measure) -> PeriodKind:
    """Return the kind asked for, by name or through a period; else the longest there is."""
    asked = by or _kind_of(period)
    if asked in kinds:
        return PeriodKind(asked)
    return longest(kinds or measure.period_kinds)


def _kind_of(code: str) -> str:
    try:
        return Period.parse(code).kind
    except PeriodError:
        return ""


def _england(measure: Measure, area: Area, kind: PeriodKind, known: Known) -> tuple[FigureRow, ...]:
    """Return England's figures to hold an area's against."""
    england = Area.objects.real().at_level(Level.COUNTRY).first()
    if england is None or england == area:
        return ()
    return _series(measure, england, kind, known)


def _series(measure: Measure, area: Area, kind: PeriodKind, known: Known) -> tuple[FigureRow, ...]:
    return tuple(series(known.figures, measure, area, kind.value, known.viewer))
