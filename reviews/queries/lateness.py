"""Returns that targets are measured by and that are out, or came too late, by area."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from indicators.models import Expectation, Measure
from indicators.periods import Period, PeriodKind
from indicators.reading.expectations import arrived
from partnerships.models import AreaPart

A_YEAR = timedelta(days=366)


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

    In three queries for any number of areas; in one where no return was due in the last year, and
    then for none. Returns that were excused are due from nobody; one that its sender confirmed in
    time is not late because an embargo lasts.
    """
    due = _due(measure, on)
    if not due:
        return {}
    came, inside = arrived(due), _inside(areas)
    found = {}
    for area in areas:
        days = [(one, _of_areas(came.get(one.pk, {}), inside[area])) for one in due]
        found[area] = _lateness([(one, its) for one, its in days if its], on)
    return found


def _due(measure: Measure, on: date) -> list[Expectation]:
    """Return what should be in by a day, the oldest first."""
    expected = Expectation.objects.filter(provision__measure=measure, excused_at=None)
    return list(expected.filter(due_on__range=(on - A_YEAR, on - timedelta(days=1))))


def _of_areas(came: Mapping[int, date | None], areas: Collection[int]) -> list[date | None]:
    return [day for area, day in came.items() if area in areas]


def _lateness(due: Iterable[tuple[Expectation, list[date | None]]], on: date) -> Lateness:
    """Return the lateness of one area, with the days on which the figures of its areas came."""
    oldest: Expectation | None = None
    times = 0
    for one, days in due:
        is_out = None in days
        oldest = oldest or (one if is_out else None)
        times += is_out or any(day is not None and day > one.due_on for day in days)
    if oldest is None:
        return Lateness(times=times)
    period = Period(PeriodKind(oldest.period_kind), oldest.period_start)
    return Lateness((on - oldest.due_on).days, str(period.label), times)


def _inside(areas: Collection[int]) -> Mapping[int, set[int]]:
    """Return each area with the districts inside it, from which its figures may be summed."""
    found = {area: {area} for area in areas}
    parts = AreaPart.objects.filter(whole__in=areas, is_exact=True)
    for whole, part in parts.values_list("whole_id", "part_id"):
        found[whole].add(part)
    return found
