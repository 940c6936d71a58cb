"""How much memory all processes of a run have at once: our own, and the database's for us."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil
from django.db import connection

INTERVAL = 0.5
"""Seconds between two looks: each costs what is measured some twenty milliseconds."""


@dataclass
class Peak:
    """The most memory there was, in megabytes."""

    ours: float = 0
    database: float = 0


@contextmanager
def watched() -> Iterator[Peak]:
    """Watch the memory of this process, its children and the database's sessions.

    Of each what it has to itself: what the sessions share, the buffers, is the same at any load,
    and does not become a session's own because no other has looked at it yet.
    """
    peak, done = Peak(), threading.Event()
    postmaster = _postmaster()

    def watch() -> None:
        while not done.wait(INTERVAL):
            peak.ours = max(peak.ours, _of_family(psutil.Process(), _unshared))
            if postmaster:
                peak.database = max(peak.database, _of_family(postmaster, _anonymous))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def _of_family(head: psutil.Process, bytes_of: Callable[[psutil.Process], int]) -> float:
    total = 0
    with suppress(psutil.Error):
        for process in (head, *head.children(recursive=True)):
            with suppress(psutil.Error):
                total += bytes_of(process)
    return total / 1e6


def _unshared(process: psutil.Process) -> int:
    return int(process.memory_full_info().uss)


def _anonymous(process: psutil.Process) -> int:
    """Return all but files and what was made to be shared, even where nobody shares it."""
    memory = process.memory_info()
    return int(memory.rss - memory.shared)


def _postmaster() -> psutil.Process | None:
    """Return the head of the database's processes, if they are on this machine and ours to see."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with suppress(psutil.Error):
        session = psutil.Process(pid)
        if "postgres" in session.name() and session.pid != os.getpid():
            return session.parent()
    return None
