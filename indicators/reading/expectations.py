"""What is due from whom, and how far it has come: one query for however many returns."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db import connection
from django.utils import timezone

from indicators.models import Expectation, Measure, Provision, Status
from indicators.periods import Period
from indicators.states import DueState
from partnerships.models import Area, Organisation, Viewer

GIVEN = (Status.FINAL, Status.PROVISIONAL, Status.SUPPRESSED, Status.NOT_APPLICABLE)
"""What a row must say for its area to be in: that a figure is missing is no figure."""

GIVEN_TO_ALL = tuple(status for status in GIVEN if status != Status.PROVISIONAL)
"""What it must say for everybody to see it."""

CONFIRMED = """
coalesce((SELECT min(act.made_at)
            FROM foundation_auditevent act
           WHERE (act.target_type, act.target_id) = ('indicators.datareturn', r.id::text)
             AND act.verb = 'confirm'), r.sent_at)
"""
"""When a return `r` was confirmed, as it is on record."""

CELLS = f"""
WITH asked AS (
    SELECT e.id, e.period_kind, e.period_start, p.measure_id, p.organisation_id, a.id AS area_id
      FROM indicators_expectation e
      JOIN indicators_provision p ON p.id = e.provision_id
      JOIN indicators_provision_areas given ON given.provision_id = p.id
      JOIN partnerships_area a ON a.id = given.area_id
       AND coalesce(a.starts_on, e.period_start) <= e.period_start
       AND (a.ends_on IS NULL OR a.ends_on > e.period_start)
     WHERE e.id = ANY(%(ids)s)
),
embargoed AS (
    SELECT id AS return_id
      FROM indicators_datareturn
     WHERE embargoed_until IS NOT NULL AND NOT %(is_public)s
),
waiting AS MATERIALIZED (
    SELECT r.id AS return_id, r.organisation_id, {CONFIRMED} AS at
      FROM indicators_datareturn r
     WHERE r.status = 'loaded' AND NOT %(is_public)s
),
cells AS (
    SELECT asked.id, asked.area_id, loaded.is_in OR held.at IS NOT NULL AS is_in,
           held.at IS NOT NULL AND NOT loaded.is_in AS is_waiting,
           least(loaded.first_at, held.at) AS first_at
      FROM asked
     CROSS JOIN LATERAL (
           SELECT coalesce(bool_or(o.superseded_at IS NULL), false) AS is_in,
                  min(CASE WHEN o.data_return_id NOT IN (SELECT return_id FROM embargoed)
                           THEN o.recorded_at
                           ELSE (SELECT least({CONFIRMED}, o.recorded_at)
                                   FROM indicators_datareturn r
                                  WHERE r.id = o.data_return_id) END) AS first_at
             FROM indicators_observation o
            WHERE (o.measure_id, o.area_id, o.period_kind, o.period_start)
                = (asked.measure_id, asked.area_id, asked.period_kind, asked.period_start)
              AND o.status = ANY(%(given)s)
           ) loaded
     CROSS JOIN LATERAL (
           SELECT min(waiting.at) AS at
             FROM waiting
            WHERE waiting.organisation_id = asked.organisation_id AND EXISTS (
                  SELECT FROM indicators_stagedrow s
                   WHERE (s.data_return_id, s.measure_id, s.area_id, s.period_kind, s.period_start)
                       = (waiting.return_id, asked.measure_id, asked.area_id, asked.period_kind,
                          asked.period_start)
                     AND s.status = ANY(%(given)s) AND s.outcome <> 'conflict'
                  OFFSET 0)
           ) held
)
"""
"""Each area of each return that is expected: is its figure in, and when did the first one come?

An area is in when its figure is, whoever sent it: data is collected once. A revision is not late,
so what counts is when the area's first figure came. For whoever sends it, that is when they
confirmed it: what waits for the end of an embargo is in for them, and was in time afterwards. To
everybody else it is nothing until it is published.

All is looked up by its key (OFFSET 0 keeps it so), whatever PostgreSQL takes the tables to hold:
rows are staged and deleted by the hundred thousand, and its counts of them are old.
"""

ARRIVALS = f"""
{CELLS}
SELECT id, count(*), count(*) FILTER (WHERE is_in), count(*) FILTER (WHERE is_waiting),
       max(first_at)
  FROM cells GROUP BY id
"""

BY_AREA = f"{CELLS} SELECT id, area_id, CASE WHEN is_in THEN first_at END FROM cells"


@dataclass(frozen=True, slots=True)
class Due:
    """A return that is expected, and how it stands on a day."""

    expectation: Expectation
    today: date
    expected: int
    """Areas whose figures are due."""
    received: int
    """Areas whose figures are in."""
    waiting: int
    """Of these, the areas whose figures wait for the end of an embargo."""
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
    def may_come(self) -> bool:
        """Whether it is still to come and its period is over: earlier no figures are taken."""
        return self.is_open and self.period.end <= self.today

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
    """Return how returns stand on a day for those who send them, in the order given.

    What a body has confirmed is in, be it under an embargo: not for everybody's eyes.
    """
    return _due(expectations, today, is_public=False)


def due_in_public(expectations: Iterable[Expectation], today: date) -> list[Due]:
    """Return how returns stand on a day as everybody may know it, in the order given.

    What is under an embargo or provisional is not in.
    """
    return _due(expectations, today, is_public=True)


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


def arrived(expectations: Iterable[Expectation]) -> dict[int, dict[int, date | None]]:
    """Return the day on which the figure of each area came, by expectation and area.

    It is as its sender knows it; None where it is out.
    """
    found: defaultdict[int, dict[int, date | None]] = defaultdict(dict)
    for pk, area, at in _ask(BY_AREA, [one.pk for one in expectations], is_public=False):
        found[pk][area] = timezone.localdate(at) if at else None
    return found


def areas_out(expectations: Iterable[Expectation]) -> dict[int, list[Area]]:
    """Return the areas of some expectations whose figures are not in, by name.

    The key is the expectation's; one whose areas are all in has none.
    """
    out = {
        pk: {area for area, day in days.items() if day is None}
        for pk, days in arrived(expectations).items()
    }
    areas = Area.objects.in_bulk(set().union(*out.values()))
    by_name = attrgetter("name", "gss_code")
    return {
        pk: sorted((areas[area] for area in its), key=by_name) for pk, its in out.items() if its
    }


def _due(expectations: Iterable[Expectation], today: date, *, is_public: bool) -> list[Due]:
    asked = list(expectations)
    found = _ask(ARRIVALS, [one.pk for one in asked], is_public=is_public)
    arrived = {pk: numbers for pk, *numbers in found}
    return [_stands(one, today, *arrived.get(one.pk, (0, 0, 0, None))) for one in asked]


def _stands(
    expectation: Expectation,
    today: date,
    expected: int,
    received: int,
    waiting: int,
    last_in_at: datetime | None,
) -> Due:
    is_complete = last_in_at is not None and received == expected
    completed_on = timezone.localdate(last_in_at) if is_complete else None
    return Due(expectation, today, expected, received, waiting, completed_on)


def _ask(statement: str, ids: list[int], *, is_public: bool) -> list[tuple[Any, ...]]:
    """Return what a statement over `CELLS` finds for some expectations."""
    if not ids:
        return []
    given = [status.value for status in (GIVEN_TO_ALL if is_public else GIVEN)]
    with connection.cursor() as cursor:
        cursor.execute(statement, {"ids": ids, "given": given, "is_public": is_public})
        return list(cursor.fetchall())
