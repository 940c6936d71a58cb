"""What can happen to a return: it is sent, checked, confirmed and published."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

import pandas as pd
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators import policies
from indicators.models import DataReturn, Measure, Outcome, ReturnFile, RowError, Stage, StagedRow
from indicators.parsing import (
    Checked,
    CheckedRow,
    NamedArea,
    Problem,
    bounded,
    decimals_of,
    read_in_child,
)
from indicators.parsing import check as check_rows
from indicators.queries import CELL, REPORTED, SAME_CELL, changes, facts
from indicators.reading.judging import is_overtaken
from indicators.states import ReturnStatus
from laa_portal.foundation import audit, jobs, limits
from laa_portal.foundation.bulk import write_frame
from laa_portal.foundation.versioning import Stale
from partnerships.models import Organisation, User

from .conflicts import set_aside
from .figures import ask_to_recompute
from .judging import NO_EXPLANATIONS, ask_to_judge_again, explain, foretell, judge
from .loading import hold_measures
from .progress import Progress, Stopped

Told = TypeVar("Told")

READ_SECONDS = 30
"""By the clock, while its sender waits: no return that is checked at once takes a tenth of it."""

WORKER_READ_SECONDS = 50
"""The same in a worker: the largest workbook takes ten, and four times that on a busy machine."""

OVERTAKEN = (
    "What is known has changed since this return was checked: another return was confirmed. It is "
    "being held against the new figures. Look again in a moment."
)

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
    codes = {row.area_code for row in reading.rows}
    known = facts(data_return.organisation, codes, timezone.localdate(at))
    checked = check_rows(reading.rows, known, reading.columns)
    problems = bounded((*reading.problems, *checked.problems))
    row_count = reading.row_count if problems else len(checked.rows)
    return _Read(replace(checked, problems=problems), reading.notice, row_count)


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
        judge(data_return)
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


SUPERSEDE = f"""
UPDATE indicators_observation o
   SET superseded_at = greatest(%(at)s, o.recorded_at + interval '1 microsecond')
  FROM indicators_stagedrow s
 WHERE s.data_return_id = %(return_id)s AND s.outcome = 'changed'
   AND o.superseded_at IS NULL AND {SAME_CELL}
"""

OBSERVE = f"""
WITH unknown AS MATERIALIZED (
    SELECT s.*, 1 + coalesce(max(o.revision), 0) AS next_revision,
           greatest(%(at)s, max(o.superseded_at)) AS begins
      FROM indicators_stagedrow s LEFT JOIN indicators_observation o ON {SAME_CELL}
     WHERE s.data_return_id = %(return_id)s
     GROUP BY s.id HAVING count(o.id) FILTER (WHERE o.superseded_at IS NULL) = 0
)
INSERT INTO indicators_observation
       ({", ".join((*CELL, *REPORTED))}, row, data_return_id, revision, recorded_at)
SELECT {", ".join((*CELL, *REPORTED))}, row, data_return_id, next_revision, begins
  FROM unknown WHERE (SELECT count(*) FROM unknown) > 0 ORDER BY id
"""
"""Each revision begins where the one before it ends, whatever the clocks of two loads say.

The count has all cells looked up before any is written: else each look would pass over those.
"""


@transaction.atomic
def confirm(
    *,
    return_id: int,
    version: int,
    by: User | None,
    at: datetime,
    embargoed_until: datetime | None = None,
    explanations: Mapping[str, str] = NO_EXPLANATIONS,
) -> DataReturn:
    """Have a checked return count: publish it, at once or when its embargo ends.

    `explanations` says why rows that break soft rules are right, by the key of each question. `by`
    None is an operator at the command line, who is asked nothing. Raises Stale, PermissionDenied
    and Unexplained.
    """
    data_return: DataReturn = DataReturn.objects.claim(return_id, version)
    if by is not None:
        policies.may_confirm(by, data_return).enforce()
    claim_measures(data_return.staged.all())
    if is_overtaken(data_return):
        raise Stale(OVERTAKEN)
    explain(data_return, explanations, by=by, at=at)
    data_return.advance(status=ReturnStatus.LOADED, embargoed_until=embargoed_until)
    until = embargoed_until.isoformat() if embargoed_until else None
    audit.record(
        "confirm",
        data_return,
        by=by,
        at=at,
        embargoed_until=until,
        named_areas=len(data_return.named_areas),
    )
    if embargoed_until and embargoed_until > at:
        return data_return
    return publish(return_id=return_id, version=data_return.version, by=by, at=at)


def claim_measures(*rows: QuerySet[Any]) -> dict[Measure, list[date]]:
    """Return what rows measure, and when the periods start that they have of each.

    The measures are locked in one order so that two loads wait, not clash.
    """
    starts: dict[int, list[date]] = {}
    for one in rows:
        cells = one.order_by().values_list("measure", "period_start").distinct()
        for measure_id, start in cells:
            starts.setdefault(measure_id, []).append(start)
    hold_measures(starts)
    measures = Measure.objects.filter(pk__in=starts).order_by("pk")
    return {measure: starts[measure.pk] for measure in measures}


def _observe(data_return: DataReturn, at: datetime) -> None:
    """Turn staged rows into observations, each superseding what it changes."""
    values: dict[str, int | datetime] = {"return_id": data_return.pk, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(SUPERSEDE, values)
        cursor.execute(OBSERVE, values)


@transaction.atomic
def publish(*, return_id: int, version: int, by: User | None, at: datetime) -> DataReturn:
    """Make a loaded return's rows the current observations, and ask for the figures.

    Until then nothing of it is an observation, so an embargo holds at every exit. A row that says
    what is known already makes no new revision, and one whose cell another organisation holds is
    set aside as a conflict. The others are loaded in full or not at all: a few statements, however
    many rows. `by` None is the clock, at the end of an embargo, or an operator. Raises Stale and
    PermissionDenied.
    """
    data_return: DataReturn = DataReturn.objects.claim(return_id, version)
    if by is not None:
        policies.may_publish(by, data_return).enforce()
    touched = claim_measures(data_return.staged.all())
    if is_overtaken(data_return):  # while its embargo lasted
        foretell(data_return)
    foretold = changes(data_return)
    _observe(data_return, at)
    set_aside(data_return, by=by, at=at)
    data_return.staged.exclude(outcome=Outcome.UNCHANGED).delete()
    data_return.advance(
        status=ReturnStatus.PUBLISHED,
        published_at=at,
        new_count=foretold.new,
        changed_count=foretold.changed,
        unchanged_count=foretold.unchanged,
        conflict_count=foretold.conflicts,
    )
    audit.record("publish", data_return, by=by, at=at, **asdict(foretold))
    ask_to_judge_again(data_return)
    for measure, starts in touched.items():
        ask_to_recompute(measure, starts)
    return data_return
