"""Very many rows out of the database, a few in memory at a time.

PostgreSQL's COPY pushes rows as fast as they are taken. It has a thread of its own, so that the
database makes the next ones while these are written.
"""

import contextlib
import queue
import re
import threading
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

PART = 1 << 16
"""Bytes that are handed on at once."""
PARTS_WAITING = 8
LONGEST = "10min"
"""Whoever takes longer to take all rows is cut off."""

ESCAPE = re.compile(r"\\(.)")
ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


class _Parts:
    """What COPY writes to: bytes by the part, for another thread to take."""

    def __init__(self) -> None:
        self.waiting: queue.Queue[bytes | None] = queue.Queue(PARTS_WAITING)
        self.is_wanted = True
        self.some: list[bytes] = []
        self.size = 0

    def write(self, line: bytes) -> int:
        self.some.append(line)
        self.size += len(line)
        if self.size >= PART:
            self.hand_on()
        return len(line)

    def hand_on(self) -> None:
        if self.is_wanted:
            self.waiting.put(b"".join(self.some))
        self.some, self.size = [], 0


def poured(sql: str) -> Iterator[list[str]]:
    """Yield the cells of each row of the answer to `sql` as texts; NULL and an empty one are "".

    Nothing else can be asked of the database until the last is taken or the iterator is closed.
    Raises what the database raises, at the row where it does.
    """
    for part in _parts(sql):
        for line in part.decode().split("\n")[:-1]:
            cells = line.split("\t")
            yield [_plain(cell) for cell in cells] if "\\" in line else cells


def _parts(sql: str) -> Iterator[bytes]:
    """Yield the answer to `sql` as COPY writes it, cut between lines."""
    parts = _Parts()
    failed: list[Exception] = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = '{LONGEST}'")
        copier = threading.Thread(
            target=_copy, args=(cursor.cursor, sql, parts, failed), daemon=True
        )
        copier.start()
        try:
            while (part := parts.waiting.get()) is not None:
                yield part
        except GeneratorExit:
            cursor.connection.cancel()
            raise
        finally:
            parts.is_wanted = False
            while copier.is_alive():
                _make_room(parts)
                copier.join(0.05)
        if failed:
            with connection.wrap_database_errors:
                raise failed[0]


def _copy(cursor: Any, sql: str, parts: _Parts, failed: list[Exception]) -> None:
    """Copy to `parts`, and say at the end that it is the end."""
    try:
        cursor.copy_expert(f"COPY ({sql}) TO STDOUT WITH (NULL '')", parts)
        parts.hand_on()
    except Exception as error:  # raised again where the rows are taken
        failed.append(error)
    finally:
        parts.waiting.put(None)


def _make_room(parts: _Parts) -> None:
    """Throw away what waits, so that the copier comes to its end."""
    with contextlib.suppress(queue.Empty):
        while True:
            parts.waiting.get_nowait()


def _plain(cell: str) -> str:
    r"""Return a cell without the escapes of COPY, as in `a\tb`."""
    return ESCAPE.sub(lambda found: ESCAPED.get(found[1], found[1]), cell)
