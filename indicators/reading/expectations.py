"""What is due from whom, and how far it has come: one query for however many returns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from indicators.models import Expectation, Measure, Observation, Provision, Status
from indicators.periods import Period
from indicators.states import DueState
from partnerships.models import Area, Organisation, Viewer

GIVEN = (Status.FINAL, Status.PROVISIONAL, Status.SUPPRESSED, Status.NOT_APPLICABLE)
"""What a row must say for its area to be in: that a figure is missing is no figure."""

ARRIVALS = """
SELECT e.id, count(*) AS expected, count(*) FILTER (WHERE cell.is_in) AS received,
       max(cell.first_at) AS last_in_at
  FROM indicators_expectation e
  JOIN indicators_provision p ON p.id = e.provision_id
  JOIN indicators_provision_areas given ON given.provision_id = p.id
  JOIN partnerships_area a ON a.id = given.area_id
   AND coalesce(a.starts_on, e.period_start) <= e.period_start
   AND (a.ends_on IS NULL OR a.ends_on > e.period_start)
 CROSS JOIN LATERAL (
       SELECT coalesce(bool_or(o.superseded_at IS NULL AND o.status = ANY(%(given)s)), false)
              AS is_in,
              min(o.recorded_at) FILTER (WHERE o.status = ANY(%(given)s)) AS first_at
         FROM indicators_observation o
        WHERE (o.measure_id, o.area_id, o.period_kind, o.period_start)
            = (p.measure_id, a.id, e.period_kind, e.period_start)
       ) cell
 WHERE e.id = ANY(%(ids)s)
 GROUP BY e.id
"""
"""An area is in when its figure is, whoever sent it: data is collected once. A revision is not
late, so what counts is when the area's first figure came."""


@dataclass(frozen=True, slots=True)
class Due:
    """A return that is expected, and how it stands on a day."""

    expectation: Expectation
    today: date
    expected: int
    """Areas whose figures are due."""
    received: int
    """Areas whose figures are in."""
    completed_on: date | None
    """The day on which the last of them came; None while one is out."""

    @property
    def state(self) -> DueState:
        if self.completed_on:
            return DueState.RECEIVED
        if self.expectation.excused_at:
            return DueState.EXCUSED
        return DueState.LATE if self.expectation.due_on < self.today else DueState.DUE

    @property
    def days_late(self) -> int:
        """By how many days it came, or is, too late; 0 where it is on time or excused."""
        if self.state == DueState.EXCUSED:
            return 0
        return max(0, ((self.completed_on or self.today) - self.expectation.due_on).days)

    @property
    def is_on_time(self) -> bool:
        """Whether it came by its day. Not whether it may still be sent: it may."""
        return self.completed_on is not None and not self.days_late

    @property
    def is_open(self) -> bool:
        """Whether it is still to come."""
        return self.state in {DueState.DUE, DueState.LATE}

    @property
    def days_left(self) -> int:
        """Days until it is due; below nought, since."""
        return (self.expectation.due_on - self.today).days

    @property
    def organisation(self) -> Organisation:
        return self.expectation.organisation

    @property
    def measure(self) -> Measure:
        return self.expectation.measure

    @property
    def period(self) -> Period:
        return self.expectation.period


def due(expectations: Iterable[Expectation], today: date) -> list[Due]:
    """Return how returns stand on a day, in the order given."""
    asked = list(expectations)
    arrived = _arrivals([one.pk for one in asked])
    return [_due(one, today, *arrived.get(one.pk, (0, 0, None))) for one in asked]


LATELY = timedelta(days=366)
"""How far back a list of returns reaches."""


def returns_due(
    viewer: Viewer, today: date, *, state: str = "", organisation: Organisation | None = None
) -> list[Due]:
    """Return what `viewer` may see of the returns of the last year and those to come.

    `state` is one of DueState, "all", or "" for what is still to come. Late ones come first, then
    by their day.
    """
    expectations = Expectation.objects.visible_to(viewer).filter(due_on__gte=today - LATELY)
    if organisation:
        expectations = expectations.filter(provision__organisation=organisation)
    rows = due(expectations.with_context(), today)
    wanted = [row for row in rows if _is_wanted(row, state)]
    return sorted(wanted, key=lambda row: (row.state != DueState.LATE, row.expectation.due_on))


def _is_wanted(row: Due, state: str) -> bool:
    return row.state == state if state in set(DueState) else state == "all" or row.is_open


def providers(viewer: Viewer) -> list[Organisation]:
    """Return the bodies whose provisions `viewer` may see, by name."""
    bodies = Provision.objects.visible_to(viewer).values("organisation")
    return list(Organisation.objects.filter(pk__in=bodies).order_by("name"))


def areas_out(expectation: Expectation) -> list[Area]:
    """Return the areas of an expectation whose figures are not in, by name."""
    areas = expectation.provision.areas.on(expectation.period_start)
    observations = Observation.objects.current().filter(
        measure=expectation.measure,
        period_kind=expectation.period_kind,
        period_start=expectation.period_start,
        status__in=GIVEN,
    )
    return list(areas.exclude(pk__in=observations.values("area")))


def _due(
    expectation: Expectation, today: date, expected: int, received: int, last_in_at: datetime | None
) -> Due:
    is_complete = last_in_at is not None and received == expected
    completed_on = timezone.localdate(last_in_at) if is_complete else None
    return Due(expectation, today, expected, received, completed_on)


def _arrivals(ids: list[int]) -> dict[int, tuple[int, int, datetime | None]]:
    """Return areas expected, areas in, and when the last came in, by expectation."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(ARRIVALS, {"ids": ids, "given": [status.value for status in GIVEN]})
        return {pk: tuple(rest) for pk, *rest in cursor.fetchall()}
