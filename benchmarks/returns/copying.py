"""What the database needs to take or give the same rows by bare COPY: the reference."""

import io
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from laa_portal.foundation import ownership


def seconds_in(table: str) -> float:
    """Return how long the rows of a table take to be copied into one like it, indexes and all."""
    columns = ", ".join(_columns(table))
    with (
        ownership.as_owner(),
        tempfile.TemporaryFile() as file,
        _empty_copy(table) as copy,
        connection.cursor() as cursor,
    ):
        cursor.copy_expert(f"COPY {table} ({columns}) TO STDOUT", file)
        file.seek(0)
        started = time.perf_counter()
        cursor.copy_expert(f"COPY {copy} ({columns}) FROM STDIN", file)
        return time.perf_counter() - started


def seconds_out(sql: str) -> float:
    """Return how long the answer to a query takes to be copied out."""
    with connection.cursor() as cursor:
        started = time.perf_counter()
        cursor.copy_expert(f"COPY ({sql}) TO STDOUT", _Nowhere())
        return time.perf_counter() - started


@contextmanager
def _empty_copy(table: str) -> Iterator[str]:
    """Have a table of the same columns, indexes and checks."""
    copy = f"{table}_copy"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {copy}")
        cursor.execute(f"CREATE TABLE {copy} (LIKE {table} INCLUDING ALL)")
        try:
            yield copy
        finally:
            cursor.execute(f"DROP TABLE {copy}")


def _columns(table: str) -> list[str]:
    """Return the columns of a table but for its own numbering."""
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in described if column.name != "id"]


class _Nowhere(io.RawIOBase):
    def write(self, some: object) -> int:
        return len(some)  # type: ignore[arg-type]
