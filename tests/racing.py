"""Several who act at once, each with a connection and a transaction of their own."""

import threading
import time

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from laa_portal.foundation.versioning import Stale
from tests.patience import PATIENCE


class Race:
    """Acts that start together, each on a connection of its own."""

    def __init__(self, *acts):
        self.barrier = threading.Barrier(len(acts))
        self.outcomes = []
        self.threads = [threading.Thread(target=self.run, args=(act,)) for act in acts]

    def run(self, act):
        try:
            self.barrier.wait(PATIENCE)
            act()
            self.outcomes.append("done")
        except (Stale, PermissionDenied) as refusal:
            self.outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    def finish(self):
        self.start()
        return self.end()

    def start(self):
        for thread in self.threads:
            thread.start()

    def end(self):
        for thread in self.threads:
            thread.join(PATIENCE)
        return sorted(self.outcomes)


def meet(first, second):
    """Do one act and, before it commits, begin another, which waits; return what that came to."""
    other = Race(second)
    with transaction.atomic():
        first()
        other.start()
        until_somebody_waits()
    return other.end()


def until_somebody_waits():
    """Return once another connection waits for a lock, of which this one has what it wants."""
    waiting = "SELECT count(*) FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("Nobody waits: the two did not meet.")
