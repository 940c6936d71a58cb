"""Many rows at once, by PostgreSQL's COPY."""

import io
import secrets
from collections.abc import Sequence

import pandas as pd
from django.db import connection


def read_frame(sql: str, params: Sequence[object] = (), **options: object) -> pd.DataFrame:
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
