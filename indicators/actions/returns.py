"""How a return comes in: it is sent, and its file is read and checked."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TypeVar

import pandas as pd
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators import policies
from indicators.models import DataReturn, ReturnFile, RowError, Stage, StagedRow
from indicators.parsing import (
    Checked,
    CheckedRow,
    NamedArea,
    Problem,
    Reading,
    bounded,
    decimals_of,
    read_in_child,
)
from indicators.parsing import check as check_rows
from indicators.queries import CELL, REPORTED, facts
from indicators.states import ReturnStatus
from laa_portal.foundation import audit, jobs, limits
from laa_portal.foundation.bulk import write_frame
from partnerships.models import Organisation, User

from .judging import judge_first
from .progress import Progress, Stopped

Told = TypeVar("Told")

READ_SECONDS = 30
"""By the clock, while its sender waits: no return that is checked at once takes a tenth of it."""

WORKER_READ_SECONDS = 50
"""The same in a worker: the largest workbook takes ten, and four times that on a busy machine."""

SENT_A_DAY = 20
"""By one person, through pages and keys together."""

CHECKED_AT_ONCE = 500_000
"""Bytes up to which a file is checked while its sender waits: about ten thousand rows."""

WORKBOOK_CHECKED_AT_ONCE = 100_000
"""The same of a workbook, which is packed and takes longer to read: about four thousand rows."""


def is_checked_at_once(name: str, size: int) -> bool:
    """Whether a file is small enough to be checked while its sender waits."""
    is_workbook = name.lower().endswith(".xlsx")
    return size <= (WORKBOOK_CHECKED_AT_ONCE if is_workbook else CHECKED_AT_ONCE)


@transaction.atomic
def send(
    *, organisation: Organisation, name: str, content: bytes, by: User | None, at: datetime
) -> tuple[DataReturn, bool]:
    """Keep a file that was sent, and check it: at once when it is small, else by a job.

    The same file from the same organisation is received once, unless it was withdrawn: a second
    sending gives the first return back. `by` None is an operator at the command line. Returns the
    return and whether it is new. Raises PermissionDenied and TooMany.
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
    standing = DataReturn.objects.exclude(status=ReturnStatus.WITHDRAWN)
    data_return, is_new = standing.get_or_create(
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
    if is_checked_at_once(data_return.name, data_return.size):
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
    data_return.advance(
        status=ReturnStatus.RECEIVED, stage=Stage.WAITING, rows_read=0, rows_expected=0
    )
    audit.record("resend", data_return, by=by, at=at)
    return _check_or_ask(data_return, at)


@transaction.atomic
def cancel(*, return_id: int, version: int, by: User, at: datetime) -> DataReturn:
    """Stop the check of a return: it is refused, and can be checked again like any other.

    A check that is under way finds out when it next tells how far it has come, or at its end.
    Raises Stale and PermissionDenied.
    """
    data_return: DataReturn = DataReturn.objects.claim(return_id, version)
    policies.may_cancel(by, data_return).enforce()
    keep_errors(data_return, (CANCELLED,))
    data_return.advance(status=ReturnStatus.REFUSED)
    audit.record("cancel", data_return, by=by, at=at)
    return data_return


CANCELLED = Problem.of_file(
    "cancelled", "The check was stopped before its end. Check the file again, or send another."
)


@transaction.atomic
def check(*, return_id: int, at: datetime, progress: Progress | None = None) -> DataReturn | None:
    """Read a received file: stage its rows, or keep everything that is wrong with it.

    May be called twice, or by two workers at once: the file is read before the return is locked,
    so that its sender can stop it meanwhile, and whoever then finds it no longer as it was leaves
    it alone, and gets None.
    """
    data_return = _waiting(pk=return_id).first()
    if data_return is None or not policies.may_check(data_return):
        return None
    try:
        reading = _read(data_return, at, progress)
    except Stopped:
        return None
    unchanged = _waiting(pk=return_id, version=data_return.version)
    claimed = unchanged.select_for_update(of=("self",), no_key=True).first()
    return _keep(claimed, reading, at) if claimed else None


def _waiting(**which: int) -> QuerySet[DataReturn]:
    return DataReturn.objects.filter(**which).select_related("organisation", "file")


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file says: its rows or problems, what was assumed, and how many rows it has."""

    checked: Checked
    notice: str
    row_count: int


def _read(data_return: DataReturn, at: datetime, progress: Progress | None) -> _Read:
    """Read and check a file in full."""
    content = bytes(data_return.file.content)
    tell = progress.reading if progress else None
    seconds = WORKER_READ_SECONDS if progress else READ_SECONDS
    reading = read_in_child(content, data_return.name, seconds=seconds, tell=tell)
    if progress:
        progress.checking()
    checked = _checked(reading, data_return.organisation, at)
    problems = bounded((*reading.problems, *checked.problems))
    row_count = reading.row_count if problems else len(checked.rows)
    return _Read(replace(checked, problems=problems), reading.notice, row_count)


def _checked(reading: Reading, sender: Organisation, at: datetime) -> Checked:
    """Check the rows of a file against what is known, where it has any."""
    if not reading.rows:
        return Checked(rows=(), problems=())
    codes = {row.area_code for row in reading.rows}
    known = facts(sender, codes, timezone.localdate(at))
    return check_rows(reading.rows, known, reading.columns)


def _keep(data_return: DataReturn, read: _Read, at: datetime) -> DataReturn:
    """Stage the rows that were read, or keep everything that is wrong with them."""
    if not read.checked.problems:
        write_frame(as_staged(data_return, read.checked.rows), StagedRow._meta.db_table)
    return end_check(
        data_return,
        read.checked.problems,
        notice=read.notice,
        row_count=read.row_count,
        named=read.checked.named,
        at=at,
    )


def end_check(
    data_return: DataReturn,
    problems: tuple[Problem, ...],
    *,
    notice: str,
    row_count: int,
    named: Iterable[NamedArea],
    at: datetime,
) -> DataReturn:
    """Judge the rows that were staged, or keep everything that is wrong with a file."""
    if problems:
        keep_errors(data_return, problems)
        status = ReturnStatus.REFUSED
    else:
        judge_first(data_return)
        status = ReturnStatus.CHECKED
    data_return.advance(status=status, notice=notice, row_count=row_count, named_areas=_told(named))
    audit.record("check", data_return, by=None, at=at, outcome=status, errors=len(problems))
    return data_return


def _told(named: Iterable[NamedArea]) -> list[dict[str, object]]:
    return [asdict(area) for area in named]


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


STAGED = ("data_return_id", "row", *CELL, "value_decimals", *REPORTED)


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
            "value_decimals": decimals_of(row.value),
            **{column: getattr(row, column) for column in REPORTED},
        }
        for row in rows
    ]
    return pd.DataFrame.from_records(records, columns=STAGED).astype({"value_decimals": "Int64"})
