"""The lock under which what is known of a measure changes: one load at a time."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from indicators.models import Measure

LOADING = 1
"""The first key of the advisory locks that loading takes; the second is the measure's."""


def hold_measures(measure_ids: Iterable[int]) -> None:
    """Lock measures in one order for the rest of the transaction, so that two loads wait, not
    clash."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = 0")  # another load of them takes what it takes
        for measure_id in sorted(measure_ids):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOADING, measure_id])


def try_to_hold_measures(measure_ids: Iterable[int]) -> bool:
    """Lock measures as `hold_measures` does, up to the first that a load is changing.

    Returns whether all are locked: then no load of them is under way, and none begins before the
    transaction ends.
    """
    with connection.cursor() as cursor:
        for measure_id in sorted(measure_ids):
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOADING, measure_id])
            if not cursor.fetchone()[0]:
                return False
    return True


def claim_measures(*rows: QuerySet[Any]) -> dict[Measure, list[date]]:
    """Return what rows measure, and when the periods start that they have of each.

    The measures are locked in one order so that two loads wait, not clash.
    """
    starts: dict[int, list[date]] = {}
    for one in rows:
        cells = one.order_by().values_list("measure", "period_start").distinct()
        for measure_id, start in cells:
            starts.setdefault(measure_id, []).append(start)
    hold_measures(starts)
    measures = Measure.objects.filter(pk__in=starts).order_by("pk")
    return {measure: starts[measure.pk] for measure in measures}
