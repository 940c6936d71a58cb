"""Telling how far the check of a return has come, while its own transaction still goes on.

What is told is written through a connection, and so in a transaction, of its own: a thread has one.
"""

import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from indicators.models import DataReturn, Stage
from indicators.states import ReturnStatus

TOLD_EVERY = 1.0
"""Seconds between two tellings: nobody looks more often."""


class Stopped(Exception):
    """The return is no longer to be checked: its sender has stopped it."""


class Progress:
    """What the sender of a large return sees of its check. Not inside the sender's own request."""

    def __init__(self, return_id: int) -> None:
        self._return_id = return_id
        self._told_at = 0.0

    def reading(self, done: int, total: int) -> None:
        """Tell how many rows have been read, of about how many. Raises Stopped."""
        now = time.monotonic()
        if now - self._told_at >= TOLD_EVERY:
            self._told_at = now
            self._tell(stage=Stage.READING, rows_read=done, rows_expected=total)

    def checking(self) -> None:
        """Tell that all rows have been read. Raises Stopped."""
        self._tell(stage=Stage.CHECKING)

    def _tell(self, **told: object) -> None:
        with ThreadPoolExecutor(max_workers=1) as beside:
            if not beside.submit(self._write, **told).result():
                raise Stopped

    def _write(self, **told: object) -> int:
        try:
            waiting = DataReturn.objects.filter(pk=self._return_id, status=ReturnStatus.RECEIVED)
            return waiting.update(**told)
        finally:
            connection.close()
