"""What is due: who provides which measure, which returns follow from that, and which need not come.

A job makes the expectations of every provision ahead of their day; making them again changes
nothing. A due day that has been told stays, even if the catalogue's lag is corrected later.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators import due_dates, policies, queries
from indicators.models import Expectation, Measure, Provision
from indicators.periods import Period
from laa_portal.foundation import audit, jobs
from partnerships.models import Area, Organisation, User

AHEAD = timedelta(days=92)
"""How long before its day an expectation is made."""

GRACE = timedelta(days=28)
"""After agreeing to provide a measure, for what would have been due before."""


class CannotProvide(Exception):
    """A provision of which nothing would ever be due. The message is for the person acting."""


@transaction.atomic
def agree_provision(
    *,
    organisation: Organisation,
    measure: Measure,
    level: str,
    starts_on: date,
    by: User | None,
    at: datetime,
) -> Provision:
    """Put on record that a body provides a measure for its areas, and make what is due of it.

    `by` None is the service itself, for the demonstration. Raises CannotProvide and
    PermissionDenied.
    """
    if by is not None:
        policies.may_agree_provision(by).enforce()
    areas = _areas_of(organisation, measure, level)
    provision = Provision(
        organisation=organisation,
        measure=measure,
        level=level,
        starts_on=starts_on,
        agreed_on=timezone.localdate(at),
    )
    try:
        with transaction.atomic():
            provision.save(force_insert=True)
    except IntegrityError as taken:
        raise CannotProvide(f"{organisation} provides {measure} already.") from taken
    provision.areas.set(areas)
    audit.record("agree_provision", provision, by=by, at=at, level=level, areas=len(areas))
    expect(at=at)
    return provision


def _areas_of(organisation: Organisation, measure: Measure, level: str) -> list[Area]:
    """Return the areas whose figures a body would send. Raises CannotProvide where none is due."""
    indicator = measure.indicator
    if indicator.lag_months is None or not _kind(measure):
        raise CannotProvide(
            f"When {indicator} is due is not settled: its frequency is “{indicator.frequency}” and "
            f"its lag {indicator.lag_months or 'unknown'}. Settle both in the catalogue first."
        )
    if level not in measure.levels:
        raise CannotProvide(f"{measure} is collected at another level. Choose one of its own.")
    areas = Area.objects.at_level(level).filter(is_invented=organisation.is_invented)
    own = queries.sender_areas(organisation)
    found = list(areas if own is None else areas.filter(pk__in=own))
    if not found:
        raise CannotProvide(f"{organisation} answers for no area at this level. Choose another.")
    return found


@transaction.atomic
def end_provision(
    *, provision_id: int, version: int, ends_on: date, by: User, at: datetime
) -> Provision:
    """Say that a body provides a measure no longer: later periods are not due any more.

    Raises CannotProvide, Stale and PermissionDenied.
    """
    provision: Provision = Provision.objects.claim(provision_id, version)
    policies.may_end_provision(by, provision).enforce()
    if provision.starts_on is not None and ends_on <= provision.starts_on:
        raise CannotProvide(f"It began on {provision.starts_on:%-d %B %Y}. Choose a later day.")
    provision.advance(ends_on=ends_on)
    dropped, _ = provision.expectations.filter(period_start__gte=ends_on).delete()
    audit.record(
        "end_provision", provision, by=by, at=at, ends_on=ends_on.isoformat(), dropped=dropped
    )
    return provision


# --- What follows from provisions -----------------------------------------------------------------


def ask_to_expect(*, day: date) -> None:
    """Ask for expectations to be made, if one is missing on a day."""
    if next(_missing(day), None):
        jobs.ask("expect", "all")


@transaction.atomic
def expect(*, at: datetime) -> None:
    """Make what falls due within AHEAD. Two who do so at once make it once."""
    missing = _missing(timezone.localdate(at))
    Expectation.objects.bulk_create(missing, ignore_conflicts=True, batch_size=1000)


def _missing(day: date) -> Iterator[Expectation]:
    """Yield what is due by `day` + AHEAD and has not been made."""
    known = set(Expectation.objects.values_list("provision_id", "period_start"))
    provisions = Provision.objects.select_related("measure__indicator").prefetch_related("areas")
    for provision in provisions:
        for period, usual in _periods(provision, day + AHEAD):
            if (provision.pk, period.start) not in known and _is_due(provision, period):
                yield Expectation(
                    provision=provision,
                    period_kind=period.kind,
                    period_start=period.start,
                    due_on=max(usual, provision.agreed_on + GRACE),
                )


def _periods(provision: Provision, last: date) -> Iterator[tuple[Period, date]]:
    """Yield the periods of a provision that are due by `last`, each with its usual day."""
    indicator, kind = provision.measure.indicator, _kind(provision.measure)
    if kind is None or indicator.lag_months is None or provision.starts_on is None:
        return
    for period in due_dates.periods_from(indicator.frequency, kind, provision.starts_on):
        usual = due_dates.due_on(period, indicator.lag_months)
        if usual > last:
            return
        yield period, usual


def _is_due(provision: Provision, period: Period) -> bool:
    """Whether a provision reaches a period, in which one of its areas existed."""
    has_areas = any(area.holds_on(period.start) for area in provision.areas.all())
    return provision.holds_on(period.start) and has_areas


def _kind(measure: Measure) -> due_dates.PeriodKind | None:
    return due_dates.kind_of(measure.indicator.frequency, measure.period_kinds)


# --- Excuses --------------------------------------------------------------------------------------


@transaction.atomic
def excuse(
    *, expectation_id: int, version: int, reason: str, by: User, at: datetime
) -> Expectation:
    """Say that what is due need not come, and why. Raises Stale and PermissionDenied."""
    expectation: Expectation = Expectation.objects.claim(expectation_id, version)
    policies.may_excuse(by, expectation).enforce()
    expectation.advance(excused_at=at, excused_by=by, excuse=reason)
    audit.record("excuse", expectation, by=by, at=at, reason=reason)
    return expectation


@transaction.atomic
def expect_again(*, expectation_id: int, version: int, by: User, at: datetime) -> Expectation:
    """Take an excuse back: it is due on the day it was. Raises Stale and PermissionDenied."""
    expectation: Expectation = Expectation.objects.claim(expectation_id, version)
    policies.may_expect_again(by, expectation).enforce()
    expectation.advance(excused_at=None, excused_by=None, excuse="")
    audit.record("expect_again", expectation, by=by, at=at)
    return expectation
