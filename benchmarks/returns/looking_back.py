"""One measure's figures as they were known at a moment, beside COPY of the observations of then."""

import time
from collections.abc import Iterator

from django.db import connection

from benchmarks import report
from benchmarks.report import Result
from benchmarks.returns import copying
from indicators.models import Figure, Measure, Observation
from indicators.queries import EVERYBODY
from indicators.reading.past import as_known

STOOD = """
SELECT * FROM indicators_observation
 WHERE measure_id = {measure} AND recorded_at <= '{moment}'
   AND (superseded_at IS NULL OR superseded_at > '{moment}')
"""


def measure(code: str) -> Iterator[Result]:
    """As of the first import: what has been revised since is worked out as it was before."""
    moment = Observation.objects.order_by("recorded_at").values_list("recorded_at", flat=True)[0]
    asked = Measure.objects.get(code=code)
    started = time.perf_counter()
    figures = as_known(Figure.objects.visible_to(EVERYBODY), asked, None, EVERYBODY, moment)
    known = len(figures.values_list("value"))
    yield Result(
        name="as_of",
        ours=time.perf_counter() - started,
        reference=copying.seconds_out(STOOD.format(measure=asked.pk, moment=moment.isoformat())),
        unit="s",
        n=known,
        seed=report.seed(),
    )


def settle() -> None:
    """Have the database count its rows, as it does by itself a minute after a load."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
