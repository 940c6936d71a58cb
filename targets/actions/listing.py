"""How acts take hold of candidates: from rows of the table to rows of the database, and on record.

Every function here is called under the lock of the agreement.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from indicators.models import Indicator
from laa_portal.foundation import audit
from laa_portal.foundation.versioning import Stale
from partnerships.models import Area, User
from targets import queries
from targets.models import SIDE, TITLE_LENGTH, Agreement, Priority, Target
from targets.queries import CollatedRow
from targets.rows import Row, RowKind

from .records import area_of

NOTHING_TICKED = "Tick at least one row of the table first."


class NotPossible(Exception):
    """What was chosen does not allow the act. The message is for the person acting."""


def candidates(agreement: Agreement, rows: Sequence[Row], by: User, at: datetime) -> list[Target]:
    """Return the candidates that rows are about; those of districts' priorities are made."""
    if not rows:
        raise NotPossible(NOTHING_TICKED)
    known = {one.pk: one for one in listed(agreement, rows)}
    new = iter(chosen_rows(agreement.area, [row for row in rows if row.kind != RowKind.TARGET]))
    return [
        known[row.pk] if row.kind == RowKind.TARGET else _candidate(agreement, next(new), by, at)
        for row in rows
    ]


def listed(agreement: Agreement, rows: Iterable[Row]) -> list[Target]:
    """Return the candidates among rows. Raises Stale where one is there no more."""
    asked = [row.pk for row in rows if row.kind == RowKind.TARGET]
    found = {one.pk: one for one in agreement.targets.select_for_update().filter(pk__in=asked)}
    if len(found) < len(asked):
        raise Stale("A candidate you chose is there no more. Look at the table again.")
    return [found[pk] for pk in asked]


def _candidate(agreement: Agreement, row: CollatedRow, by: User, at: datetime) -> Target:
    """Put an indicator's priorities, or one without an indicator, on the long list."""
    title = row.title
    if not row.indicator and agreement.targets.filter(title=title).exists():
        title = f"{title} ({row.priorities[0].assessment.partnership})"
    target = make_candidate(agreement, title, row.indicator, row.priorities, by, at)
    record_candidate("longlist", target, by, at)
    return target


def contents(area: Area, rows: Sequence[Row]) -> tuple[list[Priority], list[Indicator]]:
    """Return the priorities that rows stand for, and the indicators that rows are about.

    Raises Stale where a row has gone.
    """
    chosen = chosen_rows(area, rows)
    priorities = dict.fromkeys(one for row in chosen for one in row.priorities)
    indicators = dict.fromkeys(row.indicator for row in chosen if row.indicator)
    return list(priorities), list(indicators)


def chosen_rows(area: Area, rows: Sequence[Row]) -> list[CollatedRow]:
    """Return what the table has in rows, in their order. Raises Stale where one has gone."""
    if not rows:
        return []
    by_key = {one.row: one for one in queries.rows_of(area)}
    if lost := [row for row in rows if row not in by_key]:
        raise Stale(
            f"{len(lost)} of the rows you chose are there no more. Look at the table again."
        )
    return [by_key[row] for row in rows]


def make_candidate(
    agreement: Agreement,
    title: str,
    indicator: Indicator | None,
    priorities: Iterable[Priority],
    by: User,
    at: datetime,
) -> Target:
    """Make a candidate. Raises NotPossible where its name or indicator is taken."""
    target = Target(
        agreement=agreement,
        title=title[:TITLE_LENGTH],
        indicator=indicator,
        longlisted_by=by,
        longlisted_at=at,
    )
    _save(target)
    target.priorities.add(*priorities)
    return target


def rename(target: Target, title: str, indicator: Indicator | None) -> None:
    target.title, target.indicator = title[:TITLE_LENGTH], indicator
    target.version += 1
    _save(target)


def _save(target: Target) -> None:
    """Write a candidate whose name and indicator must be its own. Raises NotPossible."""
    others = target.agreement.targets.exclude(pk=target.pk)
    if target.indicator and (other := others.filter(indicator=target.indicator).first()):
        raise NotPossible(
            f"{target.indicator.code} is on the list already, as “{other}”. Put the priorities "
            "there instead."
        )
    try:
        with transaction.atomic():
            target.save()
    except IntegrityError as taken:
        raise NotPossible(f"There is a candidate called “{target.title}” already.") from taken


def record_candidate(
    verb: str, target: Target, by: User, at: datetime, *, reason: str = "", **details: object
) -> None:
    area_id = target.agreement.area_id
    audit.record(verb, target, by=by, at=at, area_id=area_id, side=SIDE, reason=reason, **details)


def tell_districts(verb: str, target: Target, by: User, at: datetime, *, reason: str) -> None:
    """Record of each priority what became of it, under its district: notices go by that."""
    for priority in target.priorities.select_related("assessment__partnership"):
        audit.record(
            verb,
            priority,
            by=by,
            at=at,
            area_id=area_of(priority.assessment.partnership),
            side=SIDE,
            reason=reason,
            candidate=target.title,
        )
