"""Returns that targets are measured by and that are out, or came too late, by area."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min, QuerySet
from django.utils import timezone

from indicators.models import Expectation, Measure, Observation, Provision
from indicators.periods import Period, PeriodKind
from indicators.reading.expectations import GIVEN
from partnerships.models import AreaPart

A_YEAR = timedelta(days=366)

Cell = tuple[int, str, date]
"""An area, a kind of period, and its first day."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """How an area's returns have been in the last year."""

    overdue: int | None = None
    """Days since the oldest that is still out was due; None: none is."""
    period: str = ""
    """Of that one."""
    times: int = 0
    """How many came too late or are out."""


def lateness_of(measure: Measure, areas: Collection[int], on: date) -> Mapping[int, Lateness]:
    """Return how the returns of a measure are for areas and for the districts inside them.

    In five queries for any number of areas; in one where no return was due in the last year, and
    then for none. Returns that were excused are due from nobody.
    """
    due = _due(measure, on)
    if not due:
        return {}
    provided, came = _provided(due), _came(measure, due)
    inside = _inside(areas)
    found = {}
    for area in areas:
        asked = [(one, inside[area] & provided[one.provision_id]) for one in due]
        found[area] = _lateness([(one, its) for one, its in asked if its], came, on)
    return found


def _due(measure: Measure, on: date) -> list[Expectation]:
    """Return what should be in by a day, the oldest first."""
    expected = Expectation.objects.filter(provision__measure=measure, excused_at=None)
    return list(expected.filter(due_on__range=(on - A_YEAR, on - timedelta(days=1))))


def _lateness(
    due: Iterable[tuple[Expectation, set[int]]], came: Mapping[Cell, date], on: date
) -> Lateness:
    """Return the lateness of one area, with its areas from which each return was expected."""
    oldest: Expectation | None = None
    times = 0
    for one, areas in due:
        days = [came.get((area, one.period_kind, one.period_start)) for area in areas]
        is_out = None in days
        oldest = oldest or (one if is_out else None)
        times += is_out or any(day is not None and day > one.due_on for day in days)
    if oldest is None:
        return Lateness(times=times)
    period = Period(PeriodKind(oldest.period_kind), oldest.period_start)
    return Lateness((on - oldest.due_on).days, str(period.label), times)


def _provided(due: Iterable[Expectation]) -> Mapping[int, set[int]]:
    """Return the areas of each provision."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    provisions = Provision.objects.filter(pk__in={one.provision_id for one in due})
    for provision, area in provisions.values_list("pk", "areas"):
        found[provision].add(area)
    return found


def _inside(areas: Collection[int]) -> Mapping[int, set[int]]:
    """Return each area with the districts inside it, from which its figures may be summed."""
    found = {area: {area} for area in areas}
    parts = AreaPart.objects.filter(whole__in=areas, is_exact=True)
    for whole, part in parts.values_list("whole_id", "part_id"):
        found[whole].add(part)
    return found


def _came(measure: Measure, due: Iterable[Expectation]) -> Mapping[Cell, date]:
    """Return the day on which the first figure of each cell came, of cells that are in.

    A revision is not late, and what was taken back is out.
    """
    starts = {one.period_start for one in due}
    given = Observation.objects.filter(
        measure=measure, period_start__in=starts, status__in=[status.value for status in GIVEN]
    )
    still = _cells(given.filter(superseded_at=None))
    cells = given.order_by().values_list("area", "period_kind", "period_start")
    return {
        (area, kind, start): timezone.localdate(first)
        for area, kind, start, first in cells.annotate(first=Min("recorded_at"))
        if (area, kind, start) in still
    }


def _cells(observations: QuerySet[Observation]) -> set[Cell]:
    return set(observations.order_by().values_list("area", "period_kind", "period_start"))
