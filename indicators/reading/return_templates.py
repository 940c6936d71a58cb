"""A return to fill in: what one body sends next of one measure, its figures left empty."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from indicators.models import Measure, Observation
from indicators.parsing import PREVIOUS, figures_asked
from indicators.periods import Period, PeriodKind
from indicators.queries import sender_areas
from laa_portal.foundation.spreadsheets import Cell, Rows
from partnerships.models import KINDS_AT, Area, Level, Organisation

MOST_PERIODS = 12
HOW_TO = (
    "Fill in the figures on the sheet “Return” and send this file. Columns may be moved.",
    "Where a figure is missing leave its cell empty and write missing, suppressed or "
    "not_applicable under status. Missing is not zero.",
    f"“{PREVIOUS}” and “area_name” are there to help you: they are not read.",
    "Delete the rows of areas or periods that you do not report.",
)


@dataclass(frozen=True, slots=True)
class ReturnTemplate:
    """What a body may send next of a measure: areas by periods."""

    measure: Measure
    areas: tuple[Area, ...]
    periods: tuple[Period, ...]

    def rows(self, previous: dict[int, Decimal | None]) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the header and a row for each area and period, with the figure sent before."""
        has_several = self.measure.indicator.code != self.measure.code
        asked = figures_asked(self.measure.kind, self.measure.base)
        named: list[Cell] = ["measure"] if has_several else []
        header = ["indicator", *named, "area_code", "area_name", "period", *asked, "status", "note"]
        yield 1, [*header, PREVIOUS]
        code = [self.measure.code] if has_several else []
        number = 1
        for period in self.periods:
            for area in self.areas:
                if area.ends_on and area.ends_on <= period.start:
                    continue
                number += 1
                first: list[Cell] = [self.measure.indicator.code, *code, area.gss_code, area.name]
                empty: list[Cell] = [""] * (len(asked) + 2)
                yield number, [*first, period.code, *empty, previous.get(area.pk)]


def template(organisation: Organisation, measure: Measure, today: date) -> ReturnTemplate:
    """Return what `organisation` may send next of `measure`.

    The periods that have ended since the last one it sent, a year of months at most; the last that
    has ended where it never sent any. What an area had ended before is left out.
    """
    last = _sent(organisation, measure).order_by("-period_start").first()
    kind = PeriodKind(last.period_kind if last else measure.period_kinds[0])
    periods = _periods(kind, last.period if last else None, today)
    return ReturnTemplate(measure, _areas(organisation, measure, periods), periods)


def filled_in(organisation: Organisation, wanted: ReturnTemplate) -> Rows:
    """Return the rows of a template, with the figure that was sent last of each area."""
    sent = _sent(organisation, wanted.measure).order_by("period_start")
    previous = {
        area: value if numerator is None else numerator
        for area, numerator, value in sent.values_list("area_id", "numerator", "value")
    }
    return wanted.rows({area: _short(figure) for area, figure in previous.items()})


def how_to() -> Rows:
    """Return the second sheet of a workbook to fill in."""
    return enumerate(([line] for line in ("How to fill in this return", *HOW_TO)), start=1)


def sendable(organisation: Organisation) -> list[Measure]:
    """Return the measures that are collected at a level of which `organisation` has an area."""
    within = sender_areas(organisation)
    measures = Measure.objects.select_related("indicator").order_by("indicator__number", "code")
    if within is None:
        return list(measures)
    kinds = set(Area.objects.filter(pk__in=within).values_list("kind", flat=True))
    return [measure for measure in measures if kinds & set(_kinds(measure))]


def _sent(organisation: Organisation, measure: Measure) -> QuerySet[Observation]:
    return Observation.objects.current().filter(
        measure=measure, data_return__organisation=organisation
    )


def _periods(kind: PeriodKind, last: Period | None, today: date) -> tuple[Period, ...]:
    """Return the periods of a kind that have ended since `last`, oldest first."""
    if last is None:
        return (Period.containing(kind, today).previous(),)
    found: list[Period] = []
    period = last.next()
    while period.end <= today and len(found) < MOST_PERIODS:
        found.append(period)
        period = period.next()
    return tuple(found)


def _areas(
    organisation: Organisation, measure: Measure, periods: Iterable[Period]
) -> tuple[Area, ...]:
    """Return the areas that a body reports on and that exist in one of the periods at least."""
    first = min((period.start for period in periods), default=None)
    if first is None:
        return ()
    there = Area.objects.filter(Q(ends_on=None) | Q(ends_on__gt=first), kind__in=_kinds(measure))
    within = sender_areas(organisation)
    mine = there.real() if within is None else there.filter(pk__in=within)
    return tuple(mine.order_by("name", "gss_code"))


def _kinds(measure: Measure) -> list[str]:
    return [kind for level in measure.levels for kind in KINDS_AT[Level(level)]]


def _short(figure: Decimal | None) -> Decimal | None:
    """Return a figure without the zeros that the database keeps behind its point."""
    return None if figure is None else Decimal(f"{figure.normalize():f}")
