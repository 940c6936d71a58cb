"""What can happen to a return: it is sent, checked, confirmed and published."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

import pandas as pd
from django.db import connection, transaction
from django.utils import timezone

from indicators import policies
from indicators.models import DataReturn, Measure, ReturnFile, RowError, StagedRow
from indicators.parsing import Checked, CheckedRow, Problem, in_order, read_in_child
from indicators.parsing import check as check_rows
from indicators.queries import CELL, REPORTED, SAME_CELL, changes, facts
from indicators.reading.judging import is_overtaken
from indicators.states import ReturnStatus
from laa_portal.foundation import audit, jobs, limits
from laa_portal.foundation.bulk import write_frame
from laa_portal.foundation.versioning import Stale
from partnerships.models import Organisation, User

from .conflicts import set_aside
from .judging import NO_EXPLANATIONS, ask_to_judge_again, explain, judge
from .loading import hold_measures

Told = TypeVar("Told")

READ_SECONDS = 30
"""Longer than that and the file is refused: no honest return takes a tenth of it."""

OVERTAKEN = (
    "What is known has changed since this return was checked: another return was confirmed. It is "
    "being held against the new figures. Look again in a moment."
)

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
        _keep_errors(data_return, checked.problems)
        status = ReturnStatus.REFUSED
    else:
        _stage(data_return, checked.rows)
        judge(data_return)
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


def _keep_errors(data_return: DataReturn, problems: tuple[Problem, ...]) -> None:
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
    records = [
        {
            "data_return_id": data_return.pk,
            "row": row.row,
            "measure_id": row.measure_id,
            "area_id": row.area_id,
            "period_kind": row.period.kind.value,
            "period_start": row.period.start,
            "value_decimals": _decimals(row.value),
            **{column: getattr(row, column) for column in REPORTED},
        }
        for row in rows
    ]
    write_frame(pd.DataFrame.from_records(records), StagedRow._meta.db_table)


def _decimals(value: Decimal | None) -> int | None:
    """Return how many places a value was written with, which the database does not keep."""
    exponent = None if value is None else value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else None


SUPERSEDE = f"""
UPDATE indicators_observation o SET superseded_at = greatest(%(at)s, o.recorded_at)
  FROM indicators_stagedrow s
 WHERE s.data_return_id = %(return_id)s AND s.outcome = 'changed'
   AND o.superseded_at IS NULL AND {SAME_CELL}
"""

OBSERVE = f"""
INSERT INTO indicators_observation
       ({", ".join((*CELL, *REPORTED))}, row, data_return_id, revision, recorded_at)
SELECT {", ".join(f"s.{column}" for column in (*CELL, *REPORTED))}, s.row, s.data_return_id,
       1 + coalesce((SELECT max(revision) FROM indicators_observation o WHERE {SAME_CELL}), 0),
       %(at)s
  FROM indicators_stagedrow s
 WHERE s.data_return_id = %(return_id)s
   AND NOT EXISTS (SELECT FROM indicators_observation o
                    WHERE o.superseded_at IS NULL AND {SAME_CELL})
"""


@transaction.atomic
def confirm(
    *,
    return_id: int,
    version: int,
    by: User | None,
    at: datetime,
    explanations: Mapping[str, str] = NO_EXPLANATIONS,
) -> DataReturn:
    """Make a checked return's rows the current observations, publish them, ask for the figures.

    A row that says what is known already makes no new revision, and one whose cell another
    organisation holds is set aside as a conflict. The others are loaded in full or not at all: a
    few statements, however many rows. `explanations` says why rows that break soft rules are right,
    by the key of each question. `by` None is an operator at the command line, who is asked nothing.
    Raises Stale, PermissionDenied and Unexplained.
    """
    data_return: DataReturn = DataReturn.objects.claim(return_id, version)
    if by is not None:
        policies.may_confirm(by, data_return).enforce()
    measures = _claim_measures(data_return)
    if is_overtaken(data_return):
        raise Stale(OVERTAKEN)
    explain(data_return, explanations, by=by, at=at)
    foretold = changes(data_return)
    _observe(data_return, at)
    set_aside(data_return, by=by, at=at)
    data_return.advance(
        status=ReturnStatus.LOADED,
        new_count=foretold.new,
        changed_count=foretold.changed,
        unchanged_count=foretold.unchanged,
        conflict_count=foretold.conflicts,
    )
    data_return.staged.all().delete()
    audit.record(
        "confirm",
        data_return,
        by=by,
        at=at,
        new=foretold.new,
        changed=foretold.changed,
        conflicts=foretold.conflicts,
    )
    ask_to_judge_again(data_return)
    for measure in measures:
        jobs.ask("recompute", measure.code, measure_code=measure.code)
    return publish(return_id=return_id, version=data_return.version, by=by, at=at)


def _claim_measures(data_return: DataReturn) -> list[Measure]:
    """Return the measures of a return, locked in one order so that two loads wait, not clash."""
    measures = list(
        Measure.objects.filter(pk__in=data_return.staged.values("measure")).order_by("pk")
    )
    hold_measures(measure.pk for measure in measures)
    return measures


def _observe(data_return: DataReturn, at: datetime) -> None:
    """Turn staged rows into observations, each superseding what it changes."""
    values: dict[str, int | datetime] = {"return_id": data_return.pk, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(SUPERSEDE, values)
        cursor.execute(OBSERVE, values)


@transaction.atomic
def publish(*, return_id: int, version: int, by: User | None, at: datetime) -> DataReturn:
    """Let everyone see what a loaded return says. Raises Stale and PermissionDenied."""
    data_return: DataReturn = DataReturn.objects.claim(return_id, version)
    if by is not None:
        policies.may_publish(by, data_return).enforce()
    data_return.advance(status=ReturnStatus.PUBLISHED)
    audit.record("publish", data_return, by=by, at=at)
    return data_return
