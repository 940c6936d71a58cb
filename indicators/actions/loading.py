"""The lock under which what is known of a measure changes: one load at a time."""

from collections.abc import Iterable

from django.db import connection

LOADING = 1
"""The first key of the advisory locks that loading takes; the second is the measure's."""


def hold_measures(measure_ids: Iterable[int]) -> None:
    """Lock measures in one order for the rest of the transaction, so that two loads wait, not
    clash."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = 0")  # another load of them takes what it takes
        for measure_id in sorted(measure_ids):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOADING, measure_id])
