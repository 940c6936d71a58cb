"""An operator's import: a return of any size, taken through its whole life in one transaction."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pandas as pd
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from indicators import policies
from indicators.models import DataReturn, ReturnFile, StagedRow
from indicators.parsing import Problem
from indicators.parsing.at_large import LargeFile
from indicators.parsing.checks import REPEATS
from indicators.parsing.columns import Columns
from indicators.parsing.decoding import TEXT_SUFFIXES
from indicators.parsing.problems import MOST_PROBLEMS, Problems
from indicators.queries import CELL, facts
from indicators.states import ReturnStatus
from laa_portal.foundation import audit
from laa_portal.foundation.bulk import write_file, write_frames
from laa_portal.foundation.file_names import file_name
from partnerships.models import Area, Organisation

from .confirming import confirm
from .returns import CHECKED_AT_ONCE, STAGED, as_staged, check, end_check, send


@transaction.atomic
def import_file(*, organisation: Organisation, path: Path, at: datetime) -> tuple[DataReturn, bool]:
    """Send, check, confirm and publish a file as an operator. Returns the return, and if it is new.

    A large text goes without the limits of a stranger's file: it is read block by block, and may
    have millions of rows; but a table with a column for each period may have as many figures as
    anybody's, and a workbook is read as anybody's is. What is unusual is found and kept, and not
    asked about. A refused file is kept with what is wrong with it. The same file again is the same
    return. Raises OSError where the file cannot be read, and PermissionDenied where rows break a
    rule that allows no exception. Raises Stale where another return is confirmed meanwhile, or
    somebody acts on this one: then nothing is kept.
    """
    receive = _receive_large if _is_large(path) else _receive
    data_return, is_new = receive(organisation, path, at)
    if data_return.status == ReturnStatus.CHECKED:
        data_return = confirm(return_id=data_return.pk, version=data_return.version, by=None, at=at)
    return data_return, is_new


def _is_large(path: Path) -> bool:
    """Whether a file is a table of text that nobody would wait for to be checked row by row."""
    return path.stat().st_size > CHECKED_AT_ONCE and path.suffix.lower() in TEXT_SUFFIXES


def _receive(organisation: Organisation, path: Path, at: datetime) -> tuple[DataReturn, bool]:
    name = file_name(path.name, unnamed="return")
    data_return, is_new = send(
        organisation=organisation, name=name, content=path.read_bytes(), by=None, at=at
    )
    return check(return_id=data_return.pk, at=at) or data_return, is_new


def _receive_large(organisation: Organisation, path: Path, at: datetime) -> tuple[DataReturn, bool]:
    name = file_name(path.name, unnamed="return")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if not ReturnFile.objects.filter(pk=digest).exists():
        write_file(path, ReturnFile._meta.db_table, ["sha256", "content"], digest)
    standing = DataReturn.objects.exclude(status=ReturnStatus.WITHDRAWN)
    data_return, is_new = standing.select_for_update(no_key=True).get_or_create(
        organisation=organisation,
        file_id=digest,
        defaults={"name": name, "size": path.stat().st_size, "sent_at": at},
    )
    if is_new:
        audit.record("send", data_return, by=None, at=at, name=name, sha256=digest)
    if policies.may_check(data_return):
        data_return = _check(data_return, path, at)
    return data_return, is_new


def _check(data_return: DataReturn, path: Path, at: datetime) -> DataReturn:
    """Stage the rows of a file, or keep everything that is wrong with it."""
    known = facts(data_return.organisation, _every_code(), timezone.localdate(at))
    with path.open("rb") as file:
        large = LargeFile(file, path.name, known)
        staged, problems = _stage(data_return, large)
    return end_check(
        data_return,
        problems,
        notice=large.notice,
        row_count=large.row_count if problems else staged,
        named=large.named,
        at=at,
    )


def _every_code() -> set[str]:
    codes = Area.objects.values_list("gss_code", "ons_code")
    return {code for both in codes for code in both if code}


LATER = "SET CONSTRAINTS a_cell_is_staged_once DEFERRED"
NOW = "SET CONSTRAINTS a_cell_is_staged_once IMMEDIATE"


def _stage(data_return: DataReturn, large: LargeFile) -> tuple[int, tuple[Problem, ...]]:
    """Stage the rows of a file if all are sound.

    Returns how many were staged, and what is wrong, the first five hundred of it. That no cell is
    reported twice is asked once all rows are there, so that each that is can be named.
    """
    problems = Problems()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LATER)
        staged = write_frames(
            _sound(data_return, large, problems), StagedRow._meta.db_table, STAGED
        )
        if _has_repeats():
            problems.add(_repeated(data_return, large.columns))
        transaction.set_rollback(bool(problems))
    return staged, problems.in_order()


def _has_repeats() -> bool:
    """Whether a cell is staged twice."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(NOW)
    except IntegrityError:
        return True
    return False


def _sound(data_return: DataReturn, large: LargeFile, problems: Problems) -> Iterator[pd.DataFrame]:
    """Yield the sound rows of a file and collect what is wrong, until that is too much."""
    for part in large.parts():
        problems.add(part.problems)
        if problems.is_full:
            return
        yield part.passed.assign(data_return_id=data_return.pk)
        yield as_staged(data_return, part.examined)


REPEATED = f"""
SELECT row, first, gss_code FROM (
    SELECT row, area_id, min(row) OVER (PARTITION BY {", ".join(CELL)}) AS first
      FROM indicators_stagedrow WHERE data_return_id = %s) AS rows
  JOIN partnerships_area area ON area.id = area_id
 WHERE row <> first ORDER BY row LIMIT {MOST_PROBLEMS + 1}
"""


def _repeated(data_return: DataReturn, columns: Columns) -> Iterator[Problem]:
    """Yield a problem for each row with the same measure, area and period as one before it."""
    with connection.cursor() as cursor:
        cursor.execute(REPEATED, [data_return.pk])
        repeated = cursor.fetchall()
    for row, first, code in repeated:
        column, message = columns["area_code"], REPEATS.format(first)
        yield Problem(row, column.letter, column.header, code, "duplicate_row", message)
