"""One measure's observations as they stood at a moment, beside COPY of as many rows."""

import time
from collections.abc import Iterator

from django.db import connection

from benchmarks import report
from benchmarks.report import Result
from benchmarks.returns import copying
from indicators.models import Measure, Observation
from laa_portal.foundation.bulk import read_frame

STOOD = """
SELECT * FROM indicators_observation
 WHERE measure_id = {measure} AND recorded_at <= '{moment}'
   AND (superseded_at IS NULL OR superseded_at > '{moment}')
"""


def measure(code: str) -> Iterator[Result]:
    """As of the first import: what has been revised since is looked up and left out."""
    moment = Observation.objects.order_by("recorded_at").values_list("recorded_at", flat=True)[0]
    sql = STOOD.format(measure=Measure.objects.get(code=code).pk, moment=moment.isoformat())
    started = time.perf_counter()
    rows = len(read_frame(sql))
    yield Result(
        name="as_of",
        ours=time.perf_counter() - started,
        reference=copying.seconds_out(sql),
        unit="s",
        n=rows,
        seed=report.seed(),
    )


def settle() -> None:
    """Have the database count its rows, as it does by itself a minute after a load."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
