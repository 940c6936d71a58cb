"""The release calendar: which period of which indicator is expected when, and what became of it.

It follows from what is due: a release is expected on the day by which the last of its providers is
on time, and is released when everybody may see all of its figures: not before an embargo on one
ends, nor while one is provisional. Restricted indicators are never released, so they are not in it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min, QuerySet

from indicators.models import Expectation, Indicator, Measure
from indicators.periods import Period
from indicators.states import DueState

from .expectations import Due, due_in_public

PAST, AHEAD = timedelta(days=366), timedelta(days=92)
"""How far the calendar reaches back and ahead; further ahead nothing is made yet."""

Key = tuple[int, bool, str, date]


@dataclass(frozen=True, slots=True)
class Release:
    """The figures of one measure for one period, from all who provide them."""

    id: int
    """Of the first of its expectations: it does not change."""
    measure: Measure
    period: Period
    is_invented: bool
    expected_on: date
    released_on: date | None
    """The day on which they were complete."""
    today: date
    is_excused: bool
    """Whether no provider has to send them any more."""
    expected: int
    received: int

    @property
    def indicator(self) -> Indicator:
        return self.measure.indicator

    @property
    def state(self) -> str:
        """One of released, cancelled, late and expected."""
        if self.released_on:
            return "released"
        if self.is_excused:
            return "cancelled"
        return "late" if self.expected_on < self.today else "expected"

    @property
    def days_late(self) -> int:
        """By how many days it came, or is, too late; 0 where it is on time."""
        if self.state == "cancelled":
            return 0
        return max(0, ((self.released_on or self.today) - self.expected_on).days)


def release_keys() -> QuerySet[Expectation]:
    """Return the first expectation of each release: it stands for the release."""
    released = Expectation.objects.filter(provision__measure__indicator__is_restricted=False)
    first = released.order_by().values(
        "provision__measure",
        "provision__organisation__is_invented",
        "period_kind",
        "period_start",
    )
    firsts = first.annotate(first=Min("pk")).values("first")
    return Expectation.objects.filter(pk__in=firsts).with_context()


def releases(today: date) -> list[Release]:
    """Return the releases of the last year and those to come, by the day they are expected."""
    window = (today - PAST, today + AHEAD)
    found = releases_of(release_keys().filter(due_on__range=window), today)
    return sorted(found, key=lambda one: (one.expected_on, one.indicator.number, one.measure.code))


def releases_of(keys: Iterable[Expectation], today: date) -> list[Release]:
    """Return the releases that some expectations stand for, in their order."""
    asked = list(keys)
    parts = Expectation.objects.filter(
        period_start__in={one.period_start for one in asked},
        provision__measure__in={one.provision.measure_id for one in asked},
    )
    grouped: defaultdict[Key, list[Due]] = defaultdict(list)
    for row in due_in_public(parts.with_context(), today):
        grouped[_key(row.expectation)].append(row)
    return [_release(one.pk, grouped[_key(one)]) for one in asked]


def _key(one: Expectation) -> Key:
    provision = one.provision
    is_invented = provision.organisation.is_invented
    return provision.measure_id, is_invented, one.period_kind, one.period_start


def _release(pk: int, rows: list[Due]) -> Release:
    wanted = [row for row in rows if row.state != DueState.EXCUSED]
    days = [row.completed_on for row in wanted if row.completed_on]
    is_complete = bool(wanted) and len(days) == len(wanted)
    return Release(
        id=pk,
        measure=rows[0].measure,
        period=rows[0].period,
        is_invented=rows[0].organisation.is_invented,
        expected_on=max(row.expectation.due_on for row in wanted or rows),
        released_on=max(days) if is_complete else None,
        today=rows[0].today,
        is_excused=not wanted,
        expected=sum(row.expected for row in wanted),
        received=sum(row.received for row in wanted),
    )
