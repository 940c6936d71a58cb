"""All figures of a national load and what they come to, worked out from nothing."""

import time
from collections.abc import Iterator

from django.core.management import call_command
from django.db import connection

from benchmarks import report
from benchmarks.report import Result
from benchmarks.returns import copying, memory
from indicators.models import Figure
from laa_portal.foundation import ownership

WRITTEN = ("indicators_figure", "indicators_seriessummary")
READ = "SELECT * FROM indicators_observation WHERE superseded_at IS NULL"


def measure() -> Iterator[Result]:
    with memory.watched() as peak:
        seconds = recompute_from_nothing()
    reference = copying.seconds_out(READ) + sum(map(copying.seconds_in, WRITTEN))
    yield Result(
        name="recompute",
        ours=seconds,
        reference=reference,
        unit="s",
        n=Figure.objects.count(),
        seed=report.seed(),
        peak_mb=peak.ours + peak.database,
    )


def recompute_from_nothing() -> float:
    """Forget all figures, work them out, and return how many seconds that took."""
    with ownership.as_owner(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(WRITTEN)}")
    started = time.perf_counter()
    call_command("recompute")
    return time.perf_counter() - started
