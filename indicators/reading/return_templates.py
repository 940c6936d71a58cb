"""A return to fill in: what one body is to send next, its figures left empty.

What is due from it and not in, where something is; of a measure of which nothing is due, what has
ended since it last sent some.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from indicators.models import Expectation, Measure, Observation, StagedRow
from indicators.parsing import FIGURES, MOST_ROWS, PREVIOUS, figures_asked
from indicators.periods import Period, PeriodKind
from indicators.queries import sender_areas
from indicators.states import ReturnStatus
from laa_portal.foundation.spreadsheets import Cell, Rows
from partnerships.models import KINDS_AT, Area, Level, Organisation

from .expectations import GIVEN, areas_out

MOST_PERIODS = 12
HOW_TO = (
    "Fill in the figures on the sheet “Return” and send this file. Columns may be moved.",
    "Where a figure is missing leave its cell empty and write missing, suppressed or "
    "not_applicable under status. Missing is not zero.",
    "Delete the rows that you do not report yet: one without a figure and a status is refused. "
    "What is still due is in the next file that you get here.",
    "Where the file has several measures, leave the columns empty that a measure does not need.",
    f"“{PREVIOUS}” and “area_name” are there to help you: they are not read.",
)

Previous = dict[tuple[int, int], Decimal | None]
"""The figure that was sent last, by measure and area."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure that a body may send next."""

    measure: Measure
    period: Period
    area: Area


@dataclass(frozen=True, slots=True)
class ReturnTemplate:
    """What a body may send next: a row each, in the order in which they are to be filled in."""

    wanted: tuple[Wanted, ...]

    @property
    def measures(self) -> list[Measure]:
        return list(dict.fromkeys(one.measure for one in self.wanted))

    def rows(self, previous: Previous) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the header and a row for each figure, with the one that was sent before it."""
        measures = self.measures
        has_several = any(one.indicator.code != one.code for one in measures)
        asked = _asked(measures)
        named: list[Cell] = ["measure"] if has_several else []
        header = ["indicator", *named, "area_code", "area_name", "period", *asked, "status", "note"]
        yield 1, [*header, PREVIOUS]
        empty: list[Cell] = [""] * (len(asked) + 2)
        for number, one in enumerate(self.wanted, start=2):
            code = [one.measure.code] if has_several else []
            first: list[Cell] = [one.measure.indicator.code, *code, one.area.gss_code]
            before = previous.get((one.measure.pk, one.area.pk))
            yield number, [*first, one.area.name, one.period.code, *empty, before]


def template(organisation: Organisation, measure: Measure | None, today: date) -> ReturnTemplate:
    """Return what `organisation` is to send of `measure`, or of all that is due from it (None).

    That is what is due and not in, be it late or partly in, of periods that have ended; never what
    is excused. Where nothing is due of the measure: the periods that have ended since the last one
    that was sent, a year of months at most; the last that has ended where none ever was. In any
    case no more than one return may have: the rest is in the template after that is sent.
    """
    wanted = _due(organisation, measure, today)
    if measure and not wanted:
        wanted = list(_next(organisation, measure, today))
    return ReturnTemplate(tuple(wanted[:MOST_ROWS]))


def filled_in(organisation: Organisation, wanted: ReturnTemplate) -> Rows:
    """Return the rows of a template, with the figure that was sent last of each area."""
    sent = Observation.objects.current().filter(
        measure__in=wanted.measures,
        area__in={one.area.pk for one in wanted.wanted},
        period_kind__in={one.period.kind for one in wanted.wanted},
        data_return__organisation=organisation,
        data_return__status=ReturnStatus.PUBLISHED,
    )
    newest = sent.order_by("measure_id", "area_id", "-period_start").distinct(
        "measure_id", "area_id"
    )
    return wanted.rows(
        {
            (measure, area): _short(value if numerator is None else numerator)
            for measure, area, numerator, value in newest.values_list(
                "measure_id", "area_id", "numerator", "value"
            )
        }
    )


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


# --- What is due ----------------------------------------------------------------------------------


def _due(organisation: Organisation, measure: Measure | None, today: date) -> list[Wanted]:
    """Return what is due and can be sent by now: by measure, the oldest period first."""
    expected = Expectation.objects.filter(provision__organisation=organisation, excused_at=None)
    if measure:
        expected = expected.filter(provision__measure=measure)
    over = [one for one in expected.with_context() if one.period.end <= today]
    out, within = areas_out(over), sender_areas(organisation)
    found = {
        Wanted(one.measure, one.period, area): None  # two provisions of a body may meet
        for one in sorted(over, key=_place)
        for area in out.get(one.pk, ())
        if within is None or area.pk in within
    }
    return list(found)


def _place(one: Expectation) -> tuple[int, str, date]:
    return one.measure.indicator.number, one.measure.code, one.period_start


# --- Where nothing is due -------------------------------------------------------------------------


def _next(organisation: Organisation, measure: Measure, today: date) -> Iterator[Wanted]:
    """Yield what has ended since a body last sent a measure, but for what is in or excused."""
    last = _last_sent(organisation, measure)
    kind = last.kind if last else PeriodKind(measure.period_kinds[0])
    excused = _excused(organisation, measure)
    periods = [one for one in _periods(kind, last, today) if one not in excused]
    known = _known(measure, periods)
    areas = _areas(organisation, measure, periods)
    for period in periods:
        for area in areas:
            is_over = area.ends_on and area.ends_on <= period.start
            if not is_over and (area.pk, period.start) not in known:
                yield Wanted(measure, period, area)


def _last_sent(organisation: Organisation, measure: Measure) -> Period | None:
    """Return the last period a body sent figures of, be they under an embargo."""
    published = Observation.objects.current().filter(
        measure=measure,
        data_return__organisation=organisation,
        data_return__status=ReturnStatus.PUBLISHED,
    )
    waiting = StagedRow.objects.filter(
        measure=measure,
        data_return__organisation=organisation,
        data_return__status=ReturnStatus.LOADED,
    )
    newest = (rows.order_by("-period_start").first() for rows in (published, waiting))
    return max((one.period for one in newest if one), key=lambda one: one.start, default=None)


def _excused(organisation: Organisation, measure: Measure) -> set[Period]:
    excused = Expectation.objects.filter(
        provision__organisation=organisation, provision__measure=measure, excused_at__isnull=False
    )
    return {one.period for one in excused}


def _known(measure: Measure, periods: Sequence[Period]) -> set[tuple[int, date]]:
    """Return of which areas and periods the figures are in already, from whomever."""
    observed = Observation.objects.current().filter(
        measure=measure,
        status__in=GIVEN,
        period_kind__in={one.kind for one in periods},
        period_start__in={one.start for one in periods},
    )
    return set(observed.values_list("area_id", "period_start"))


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


# --- What both stand on ---------------------------------------------------------------------------


def _asked(measures: Iterable[Measure]) -> list[str]:
    """Return the fields that some measures are worked out from, in the order of a return."""
    asked = {field for one in measures for field in figures_asked(one.kind, one.base)}
    return [field for field in FIGURES if field in asked]


def _kinds(measure: Measure) -> list[str]:
    return [kind for level in measure.levels for kind in KINDS_AT[Level(level)]]


def _short(figure: Decimal | None) -> Decimal | None:
    """Return a figure without the zeros that the database keeps behind its point."""
    return None if figure is None else Decimal(f"{figure.normalize():f}")
