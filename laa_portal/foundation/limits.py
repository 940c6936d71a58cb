"""How often somebody may do something: counted exactly, in PostgreSQL.

A count is part of the transaction of what it counts. So what is undone is not counted, a refusal
takes nothing, and whoever comes second waits until the first is through. The broker has no part.
"""

import math
from datetime import UTC, datetime, timedelta

from django.db import connection

from .models import Allowance

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

KEPT = timedelta(days=2)
"""Longer than any stretch that is counted."""

MOST = 2**31 - 1
"""As many as the column can hold."""

TAKE = """
INSERT INTO foundation_allowance (what, who, begins_at, used) VALUES (%s, %s, %s, 1)
ON CONFLICT (what, who, begins_at)
DO UPDATE SET used = foundation_allowance.used + 1 WHERE foundation_allowance.used < %s
RETURNING used
"""


class TooMany(Exception):
    """Somebody did something as often as they may. The message is for them."""

    def __init__(self, message: str, wait: int) -> None:
        super().__init__(message)
        self.wait = wait
        """Seconds until it is allowed again."""


def take(what: str, who: str, *, limit: int, per: timedelta, at: datetime) -> int:
    """Count one more `what` of `who`, and return how many are left. Raises TooMany.

    Stretches are as long as `per` and follow one another, so a day's begins at midnight in UTC.
    `what` is a plural that a sentence can hold, as in "keys made".
    """
    begins_at = EPOCH + (at - EPOCH) // per * per
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [what, who, begins_at, limit])
        taken = cursor.fetchone()
    if taken is None:
        wait = math.ceil((begins_at + per - at).total_seconds())
        raise TooMany(f"{limit} {what} is the most for {_called(per)}. {_when(wait)}", wait)
    return int(limit - taken[0])


def count(what: str, who: str, *, per: timedelta, at: datetime) -> int:
    """Count one more `what` of `who`, who may go on, and return the how-manyeth it is."""
    return MOST - take(what, who, limit=MOST, per=per, at=at)


def _called(per: timedelta) -> str:
    return {HOUR: "an hour", DAY: "a day"}.get(per, f"{per.total_seconds():.0f} seconds")


def _when(wait: int) -> str:
    """Say when to come back, in the largest unit that is not too coarse."""
    for seconds, unit in ((3600, "hour"), (60, "minute")):
        if wait > seconds:
            return f"You can go on in {math.ceil(wait / seconds)} {unit}s."
    return f"You can go on in {wait} second{'s' * (wait != 1)}."


def sweep(*, at: datetime) -> int:
    """Forget stretches that are over, and return how many there were."""
    gone, _ = Allowance.objects.filter(begins_at__lt=at - KEPT).delete()
    return gone
