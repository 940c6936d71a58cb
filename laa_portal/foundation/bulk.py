"""Many rows at once, by PostgreSQL's COPY."""

import io
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

import pandas as pd
from django.db import connection


def read_frame(
    sql: str, params: Sequence[object] | Mapping[str, object] = (), **options: object
) -> pd.DataFrame:
    """Return the answer to `sql` as a frame; `options` go to `pandas.read_csv`."""
    with connection.cursor() as cursor:
        query = cursor.mogrify(sql, params).decode()
        answer = io.StringIO()
        cursor.copy_expert(f"COPY ({query}) TO STDOUT WITH (FORMAT csv, HEADER)", answer)
    answer.seek(0)
    return pd.read_csv(answer, **options)  # type: ignore[call-overload]


def write_frame(frame: pd.DataFrame, table: str) -> None:
    """Append `frame` to `table`, its columns to those of the same names; NaN becomes NULL."""
    rows = io.StringIO()
    null = secrets.token_hex(8)  # what no cell can say, whatever people write
    frame.to_csv(rows, index=False, header=False, na_rep=null)
    rows.seek(0)
    columns = ", ".join(frame.columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {table} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '{null}')", rows
        )


REPLACE = """
INSERT INTO {table} AS t ({owner}, {stamp}, {key}, {columns})
SELECT {owner_values}, {stamp_values}, {key}, {columns} FROM replacing
    ON CONFLICT ({owner}, {key}) DO UPDATE SET {stamp_set}, {set}
 WHERE ({old}) IS DISTINCT FROM ({new})
"""

REMOVE = """
DELETE FROM {table} t
 WHERE {is_owned} AND NOT EXISTS (SELECT FROM replacing n WHERE {is_same})
"""


def replace_rows(
    frame: pd.DataFrame,
    table: str,
    *,
    owner: Mapping[str, int],
    key: Sequence[str],
    stamp: Mapping[str, datetime],
) -> int:
    """Make the rows of `table` that belong to `owner` those of `frame`; return how many changed.

    `key` tells the rows of an owner apart, by a unique constraint on both. Rows that say what they
    said stay untouched; those written get the values of `stamp` besides. Four statements.
    """
    columns = [name for name in frame.columns if name not in key]
    names = {
        "table": table,
        "owner": ", ".join(owner),
        "stamp": ", ".join(stamp),
        "key": ", ".join(key),
        "columns": ", ".join(columns),
        "owner_values": ", ".join(f"%({name})s" for name in owner),
        "stamp_values": ", ".join(f"%({name})s" for name in stamp),
        "stamp_set": ", ".join(f"{name} = excluded.{name}" for name in stamp),
        "set": ", ".join(f"{name} = excluded.{name}" for name in columns),
        "old": ", ".join(f"t.{name}" for name in columns),
        "new": ", ".join(f"excluded.{name}" for name in columns),
        "is_owned": " AND ".join(f"t.{name} = %({name})s" for name in owner),
        "is_same": " AND ".join(f"n.{name} = t.{name}" for name in key),
    }
    values: dict[str, int | datetime] = {**owner, **stamp}
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE replacing AS SELECT {key}, {columns} FROM {table} "
            "WITH NO DATA".format(**names)
        )
        write_frame(frame, "replacing")
        cursor.execute("ANALYZE replacing")
        cursor.execute(REPLACE.format(**names), values)
        written = cursor.rowcount
        cursor.execute(REMOVE.format(**names), values)
        removed = cursor.rowcount
        cursor.execute("DROP TABLE replacing")
    return written + removed
