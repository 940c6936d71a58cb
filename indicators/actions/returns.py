"""What can happen to a return: it is sent, checked, confirmed and published."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

import pandas as pd
from django.db import connection, transaction
from django.utils import timezone

from indicators import policies
from indicators.models import DataReturn, Measure, ReturnFile, RowError, StagedRow
from indicators.parsing import Checked, CheckedRow, Problem, in_order, read_in_child
from indicators.parsing import check as check_rows
from indicators.queries import CELL, DIFFERS, REPORTED, SAME_CELL, facts
from indicators.states import ReturnStatus
from laa_portal.foundation import audit, jobs, limits
from laa_portal.foundation.bulk import write_frame
from partnerships.models import Organisation, User

from .figures import ask_to_recompute

Told = TypeVar("Told")

READ_SECONDS = 30
"""Longer than that and the file is refused: no honest return takes a tenth of it."""

LOADING = 1
"""The first key of the advisory locks that loading takes; the second is the measure's."""

SENT_A_DAY = 20
"""By one person, through pages and keys together."""

CHECKED_AT_ONCE = 500_000
"""Bytes up to which a file is checked while its sender waits: about ten thousand rows."""


@transaction.atomic
def send(
    *, organisation: Organisation, name: str, content: bytes, by: User | None, at: datetime
) -> tuple[DataReturn, bool]:
    """Keep a file that was sent, and check it: at once when it is small, else by a job.

    The same file from the same organisation is received once: a second sending gives the first
    return back. `by` None is an operator at the command line. Returns the return and whether it is
    new. Raises PermissionDenied and TooMany.
    """
    if by is not None:
        policies.may_send(by, organisation).enforce()
        _count(by, at)
    return _receive(organisation, name, content, by, at)


@transaction.atomic
def rehearse(
    *,
    organisation: Organisation,
    name: str,
    content: bytes,
    by: User,
    at: datetime,
    tell: Callable[[DataReturn, bool], Told],
) -> Told:
    """Do all that `send` does, have it told, and undo it; only the sending counts as one.

    `tell` is given what `send` returns, and must read all it needs: afterwards it is gone. Raises
    PermissionDenied and TooMany.
    """
    policies.may_send(by, organisation).enforce()
    _count(by, at)
    with transaction.atomic():
        told = tell(*_receive(organisation, name, content, by, at))
        transaction.set_rollback(True)
    return told


def _count(by: User, at: datetime) -> None:
    limits.take("returns sent", f"person {by.pk}", limit=SENT_A_DAY, per=limits.DAY, at=at)


def _receive(
    organisation: Organisation, name: str, content: bytes, by: User | None, at: datetime
) -> tuple[DataReturn, bool]:
    """Keep a file unless it is here already, and check it or have it checked."""
    digest = hashlib.sha256(content).hexdigest()
    ReturnFile.objects.get_or_create(sha256=digest, defaults={"content": content})
    data_return, is_new = DataReturn.objects.get_or_create(
        organisation=organisation,
        file_id=digest,
        defaults={"name": name, "size": len(content), "sent_by": by, "sent_at": at},
    )
    if is_new:
        audit.record("send", data_return, by=by, at=at, name=name, sha256=digest)
        data_return = _check_or_ask(data_return, at)
    return data_return, is_new


def _check_or_ask(data_return: DataReturn, at: datetime) -> DataReturn:
    """Check a file its sender can wait for, or leave it to a worker."""
    if data_return.size <= CHECKED_AT_ONCE:
        return check(return_id=data_return.pk, at=at) or data_return
    jobs.ask("check_return", str(data_return.pk), return_id=data_return.pk)
    return data_return


@transaction.atomic
def resend(*, return_id: int, version: int, by: User, at: datetime) -> DataReturn:
    """Have a refused file read again: what it was checked against may have changed since.

    Raises Stale and PermissionDenied.
    """
    data_return: DataReturn = DataReturn.objects.claim(return_id, version)
    policies.may_resend(by, data_return).enforce()
    data_return.errors.all().delete()
    data_return.advance(status=ReturnStatus.RECEIVED)
    audit.record("resend", data_return, by=by, at=at)
    return _check_or_ask(data_return, at)


@transaction.atomic
def check(*, return_id: int, at: datetime) -> DataReturn | None:
    """Read a received file: stage its rows, or keep everything that is wrong with it.

    May be called twice, or by two workers at once: whoever finds the return locked or no longer
    merely received leaves it alone, and gets None.
    """
    waiting = DataReturn.objects.filter(pk=return_id).select_related("organisation", "file")
    data_return = waiting.select_for_update(of=("self",), skip_locked=True).first()
    if data_return is None or not policies.may_check(data_return):
        return None
    checked, notice, row_count = _read(data_return, at)
    if checked.problems:
        keep_errors(data_return, checked.problems)
        status = ReturnStatus.REFUSED
    else:
        _stage(data_return, checked.rows)
        status = ReturnStatus.CHECKED
    data_return.advance(status=status, notice=notice, row_count=row_count)
    audit.record("check", data_return, by=None, at=at, outcome=status, errors=len(checked.problems))
    return data_return


def _read(data_return: DataReturn, at: datetime) -> tuple[Checked, str, int]:
    """Read and check a file in full: what it says, what was assumed, and how many rows it has."""
    content = bytes(data_return.file.content)
    reading = read_in_child(content, data_return.name, seconds=READ_SECONDS)
    codes = {row.area_code for row in reading.rows}
    known = facts(data_return.organisation, codes, timezone.localdate(at))
    checked = check_rows(reading.rows, known, reading.columns)
    problems = in_order((*reading.problems, *checked.problems))
    return Checked(checked.rows, problems), reading.notice, reading.row_count


def keep_errors(data_return: DataReturn, problems: tuple[Problem, ...]) -> None:
    RowError.objects.bulk_create(
        [
            RowError(
                data_return=data_return,
                row=problem.row,
                column=problem.column,
                field=problem.field,
                value=problem.value,
                code=problem.code,
                message=problem.message,
            )
            for problem in problems
        ],
        batch_size=1000,
    )


def _stage(data_return: DataReturn, rows: tuple[CheckedRow, ...]) -> None:
    """Write checked rows where they wait for a person to confirm them."""
    write_frame(as_staged(data_return, rows), StagedRow._meta.db_table)


def as_staged(data_return: DataReturn, rows: tuple[CheckedRow, ...]) -> pd.DataFrame:
    """Return checked rows in the columns of StagedRow."""
    records = [
        {
            "data_return_id": data_return.pk,
            "row": row.row,
            "measure_id": row.measure_id,
            "area_id": row.area_id,
            "period_kind": row.period.kind.value,
            "period_start": row.period.start,
            **{column: getattr(row, column) for column in REPORTED},
        }
        for row in rows
    ]
    return pd.DataFrame.from_records(records)


SUPERSEDE = f"""
UPDATE indicators_observation o SET superseded_at = greatest(%(at)s, o.recorded_at)
  FROM indicators_stagedrow s
 WHERE s.data_return_id = %(return_id)s AND o.superseded_at IS NULL AND {SAME_CELL} AND {DIFFERS}
"""

OBSERVE = f"""
WITH unknown AS MATERIALIZED (
    SELECT s.*, 1 + coalesce(max(o.revision), 0) AS revision
      FROM indicators_stagedrow s LEFT JOIN indicators_observation o ON {SAME_CELL}
     WHERE s.data_return_id = %(return_id)s
     GROUP BY s.id HAVING count(o.id) FILTER (WHERE o.superseded_at IS NULL) = 0
)
INSERT INTO indicators_observation
       ({", ".join((*CELL, *REPORTED))}, row, data_return_id, revision, recorded_at)
SELECT {", ".join((*CELL, *REPORTED))}, row, data_return_id, revision, %(at)s
  FROM unknown WHERE (SELECT count(*) FROM unknown) > 0
"""
"""The count has all cells looked up before any is written: else each look would pass over those."""


@transaction.atomic
def confirm(*, return_id: int, version: int, by: User | None, at: datetime) -> DataReturn:
    """Make a checked return's rows the current observations, publish them, ask for the figures.

    A row that says what is known already makes no new revision. Loaded in full or not at all: four
    statements, however many rows. `by` None is an operator at the command line. Raises Stale and
    PermissionDenied.
    """
    data_return: DataReturn = DataReturn.objects.claim(return_id, version)
    if by is not None:
        policies.may_confirm(by, data_return).enforce()
    touched = _claim_measures(data_return)
    changed, inserted = _observe(data_return, at)
    data_return.advance(
        status=ReturnStatus.LOADED,
        new_count=inserted - changed,
        changed_count=changed,
        unchanged_count=(data_return.row_count or 0) - inserted,
    )
    data_return.staged.all().delete()
    audit.record("confirm", data_return, by=by, at=at, new=inserted - changed, changed=changed)
    for measure, starts in touched.items():
        ask_to_recompute(measure, starts)
    return publish(return_id=return_id, version=data_return.version, by=by, at=at)


def _claim_measures(data_return: DataReturn) -> dict[Measure, list[date]]:
    """Return the measures of a return and when the periods it has of each start.

    The measures are locked in one order, so that two loads of them wait and do not clash.
    """
    starts: dict[int, list[date]] = {}
    staged = data_return.staged.order_by().values_list("measure_id", "period_start").distinct()
    for measure_id, start in staged:
        starts.setdefault(measure_id, []).append(start)
    measures = Measure.objects.filter(pk__in=starts).order_by("pk")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = 0")  # another load of them takes what it takes
        for measure in measures:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOADING, measure.pk])
    return {measure: starts[measure.pk] for measure in measures}


def _observe(data_return: DataReturn, at: datetime) -> tuple[int, int]:
    """Turn staged rows into observations: how many superseded another, how many were inserted."""
    values: dict[str, int | datetime] = {"return_id": data_return.pk, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(SUPERSEDE, values)
        changed = cursor.rowcount
        cursor.execute(OBSERVE, values)
        return changed, cursor.rowcount


@transaction.atomic
def publish(*, return_id: int, version: int, by: User | None, at: datetime) -> DataReturn:
    """Let everyone see what a loaded return says. Raises Stale and PermissionDenied."""
    data_return: DataReturn = DataReturn.objects.claim(return_id, version)
    if by is not None:
        policies.may_publish(by, data_return).enforce()
    data_return.advance(status=ReturnStatus.PUBLISHED)
    audit.record("publish", data_return, by=by, at=at)
    return data_return
