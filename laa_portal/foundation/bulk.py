"""Many rows at once, by PostgreSQL's COPY."""

import io
import math
import os
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
import pandas as pd
from django.db import connection


def read_frame(
    sql: str, params: Sequence[object] | Mapping[str, object] = (), **options: object
) -> pd.DataFrame:
    """Return the answer to `sql` as a frame; `options` go to `pandas.read_csv`."""
    with connection.cursor() as cursor:
        query = cursor.mogrify(sql, params).decode()
        answer = io.BytesIO()
        cursor.copy_expert(f"COPY ({query}) TO STDOUT WITH (FORMAT csv, HEADER)", answer)
    answer.seek(0)
    return pd.read_csv(answer, **options)  # type: ignore[call-overload]


def written(sql: str, params: Sequence[object] = ()) -> str:
    """Return `sql` with its parameters in it."""
    with connection.cursor() as cursor:
        return str(cursor.mogrify(sql, params).decode())


def read_rows(sql: str) -> list[tuple[Any, ...]]:
    """Return the answer to `sql`, whose parameters are in it."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


class Notation(NamedTuple):
    """How PostgreSQL reads cells that are written as text."""

    nothing: str
    text: Callable[[str], str]


ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
QUOTED = str.maketrans({"\\": r"\\", '"': r"\""})

IN_COPY = Notation(r"\N", lambda text: text.translate(ESCAPES))
IN_ARRAY = Notation("NULL", lambda text: f'"{text.translate(QUOTED)}"')


def as_array(column: pd.Series) -> str:
    """Write a column as PostgreSQL reads an array; NaN becomes NULL."""
    return "{" + ",".join(_texts(column, IN_ARRAY)) + "}"


def write_frame(frame: pd.DataFrame, table: str) -> None:
    """Append `frame` to `table`, its columns to those of the same names; NaN becomes NULL."""
    if not frame.empty:
        told = frame.dropna(axis="columns", how="all")  # the rest is NULL in any case
        write_frames([told], table, list(told.columns))


def write_frames(frames: Iterable[pd.DataFrame], table: str, columns: Sequence[str]) -> int:
    """Append frames to some columns of `table`; those that a frame has not become NULL.

    Returns how many rows were written.

    One COPY, frame by frame. Nothing else can be asked of the database until the last is written.
    """
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {table} ({', '.join(columns)}) FROM STDIN",
            _Joined(io.StringIO(_rows(frame, columns)) for frame in frames),
        )
        return int(cursor.rowcount)


def _rows(frame: pd.DataFrame, columns: Sequence[str]) -> str:
    """Write a frame as COPY reads it."""
    nothing = [IN_COPY.nothing] * len(frame)
    texts = [_texts(frame[name], IN_COPY) if name in frame else nothing for name in columns]
    return "".join(["\t".join(cells) + "\n" for cells in zip(*texts, strict=True)])


def _texts(column: pd.Series, notation: Notation) -> list[str]:
    """Return the cells of a column as PostgreSQL reads them.

    Numbers one by one; of all else, few things are said many times: each is written once.
    """
    if pd.api.types.is_float_dtype(column.dtype):
        return _numbers(column.to_numpy(float, na_value=math.nan), notation.nothing)
    places, said = pd.factorize(column)
    texts = [*map(str, said.tolist())]
    if not pd.api.types.is_integer_dtype(column.dtype):
        texts = [notation.text(text) for text in texts]
    written: list[str] = np.array([*texts, notation.nothing], dtype=object)[places].tolist()
    return written


def _numbers(numbers: np.ndarray, nothing: str) -> list[str]:
    """Return numbers as PostgreSQL reads them; whole ones, as counts are, in an eighth of time."""
    missing = np.isnan(numbers)
    counts = np.where(missing, 0, numbers)
    if (abs(counts) < MOST_EXACT).all() and (counts % 1 == 0).all():
        texts = list(map(str, counts.astype(np.int64).tolist()))
    else:
        texts = list(map(repr, counts.tolist()))
    for place in missing.nonzero()[0].tolist():
        texts[place] = nothing
    return texts


MOST_EXACT = 2**53
"""Below it every whole number is a number of its own."""


SIGNATURE = b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0)
END_OF_COPY = struct.pack("!h", -1)


def write_file(path: Path, table: str, columns: Sequence[str], key: str) -> None:
    """Append a row of a key and the bytes of a file, without having them in memory.

    In COPY's binary format, which takes bytes as they are: a statement would hold them four times.
    """
    with path.open("rb") as file, connection.cursor() as cursor:
        size = os.fstat(file.fileno()).st_size
        fields = struct.pack("!hi", 2, len(key)) + key.encode() + struct.pack("!i", size)
        parts: list[IO[bytes]] = [io.BytesIO(SIGNATURE + fields), file, io.BytesIO(END_OF_COPY)]
        cursor.copy_expert(
            f"COPY {table} ({', '.join(columns)}) FROM STDIN WITH (FORMAT binary)", _Joined(parts)
        )


class _Joined:
    """Several files read as if they were one, each opened when it comes to its turn."""

    def __init__(self, parts: Iterable[IO[Any]]) -> None:
        self.parts = iter(parts)
        self.part: IO[Any] = io.BytesIO()

    def read(self, size: int) -> Any:
        while not (some := self.part.read(size)):
            following = next(self.parts, None)
            if following is None:
                return some
            self.part = following
        return some


REPLACE = """
INSERT INTO {table} AS t ({owner}, {stamp}, {key}, {columns})
SELECT {owner_values}, {stamp_values}, {key}, {columns}
  FROM (SELECT n.* FROM replacing n LEFT JOIN {table} t ON {is_owned} AND {is_same}
         WHERE t.{first_owner} IS NULL OR ({old}) IS DISTINCT FROM ({new})) AS changed
    ON CONFLICT ({owner}, {key}) DO UPDATE SET {stamp_set}, {set}{also_set}
"""

NOTHING: Mapping[str, str] = {}

ANY = "SELECT FROM {table} t WHERE {is_owned} LIMIT 1"

REMOVE = """
DELETE FROM {table} t
 WHERE {is_owned} AND NOT EXISTS (SELECT FROM replacing n WHERE {is_same})
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days of a column from `first` up to but not including `end`."""

    column: str
    first: date
    end: date


def replace_rows(
    frame: pd.DataFrame,
    table: str,
    *,
    owner: Mapping[str, int],
    key: Sequence[str],
    stamp: Mapping[str, datetime],
    within: Stretch | None = None,
    also: Mapping[str, str] = NOTHING,
) -> int:
    """Make the rows of `table` that belong to `owner` those of `frame`; return how many changed.

    `key` tells the rows of an owner apart, by a unique constraint on both. Rows that say what they
    said stay untouched; those written get the values of `stamp` besides. With `within`, rows of the
    owner outside of it stay too, and `frame` has none there. Few statements, however many rows.

    `also` has columns for which a new row has the table's own defaults, each with what a row that
    changes gets: SQL, in which `t` is what the row was.
    """
    names = _names([name for name in frame.columns if name not in key], owner, key, stamp)
    names["table"] = table
    names["also_set"] = "".join(f", {column} = {sql}" for column, sql in also.items())
    values: dict[str, int | date] = {**owner, **stamp}
    if within:
        names["is_owned"] += f" AND t.{within.column} >= %(first)s AND t.{within.column} < %(end)s"
        values |= {"first": within.first, "end": within.end}
    with connection.cursor() as cursor:
        cursor.execute(ANY.format(**names), values)
        if cursor.fetchone() is None:  # the first rows of an owner have nothing to be held against
            write_frame(frame.assign(**owner, **stamp), table)
            return len(frame)
        cursor.execute(
            "CREATE TEMPORARY TABLE replacing AS SELECT {key}, {columns} FROM {table} "
            "WITH NO DATA".format(**names)
        )
        write_frame(frame, "replacing")
        # Whatever the database believes of a table that has just been filled, to look a row up here
        # is cheap; and to remove first keeps what is about to be written out of that.
        cursor.execute("CREATE INDEX ON replacing ({key})".format(**names))
        cursor.execute("ANALYZE replacing")
        cursor.execute(REMOVE.format(**names), values)
        removed = cursor.rowcount
        cursor.execute(REPLACE.format(**names), values)
        written = cursor.rowcount
        cursor.execute("DROP TABLE replacing")
    return written + removed


def _names(
    columns: Sequence[str], owner: Iterable[str], key: Sequence[str], stamp: Iterable[str]
) -> dict[str, str]:
    """Return the lists of columns and the conditions that the statements are made of."""
    owner = list(owner)
    return {
        "owner": ", ".join(owner),
        "first_owner": owner[0],
        "stamp": ", ".join(stamp),
        "key": ", ".join(key),
        "columns": ", ".join(columns),
        "owner_values": ", ".join(f"%({name})s" for name in owner),
        "stamp_values": ", ".join(f"%({name})s" for name in stamp),
        "stamp_set": ", ".join(f"{name} = excluded.{name}" for name in stamp),
        "set": ", ".join(f"{name} = excluded.{name}" for name in columns),
        "old": ", ".join(f"t.{name}" for name in columns),
        "new": ", ".join(f"n.{name}" for name in columns),
        "is_owned": " AND ".join(f"t.{name} = %({name})s" for name in owner),
        "is_same": " AND ".join(f"n.{name} = t.{name}" for name in key),
    }
