"""All figures as one CSV beside PostgreSQL's own COPY of the same rows, columns and order."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import psutil
from django.conf import settings
from rest_framework.test import APIClient

from benchmarks import report
from benchmarks.report import Result
from benchmarks.returns import copying, memory

BULK = "/api/v1/figures/bulk/"
TIMES = 3

BY_HAND = """
SELECT i.code, i.title, a.gss_code, a.name, a.kind, m.age_band, f.period_kind, f.period_start,
       f.value, f.lower, f.upper, f.lower_998, f.upper_998, f.numerator, f.denominator, f.reason,
       CASE WHEN s.period_start = f.period_start AND s.period_kind = f.period_kind
            THEN s.trend END,
       m.code, m.title, m.unit, m.polarity, d.version, a.ons_code, f.expected,
       f.group_2_numerator, f.group_2_denominator, f.method, f.status, o.note, o.revision,
       o.recorded_at, f.vintage, o.withdrawn_return_id,
       CASE WHEN s.compared_start = f.period_start AND s.compared_kind = f.period_kind
            THEN s.group_average END,
       CASE WHEN s.compared_start = f.period_start AND s.compared_kind = f.period_kind
            THEN s.grade END,
       f.summed_from, f.part_count, b.code, f.data_return_id, f.computed_at, a.is_invented
  FROM indicators_figure f
  JOIN indicators_measure m ON m.id = f.measure_id
  JOIN indicators_indicator i ON i.id = m.indicator_id
  JOIN indicators_definition d ON d.id = f.definition_id
  JOIN partnerships_area a ON a.id = f.area_id
  JOIN indicators_datareturn r ON r.id = f.data_return_id
  JOIN partnerships_organisation b ON b.id = r.organisation_id
  LEFT JOIN indicators_observation o
    ON f.summed_from = '' AND o.measure_id = f.measure_id AND o.area_id = f.area_id
   AND o.period_kind = f.period_kind AND o.period_start = f.period_start
   AND o.superseded_at IS NULL
  LEFT JOIN indicators_seriessummary s
    ON s.measure_id = f.measure_id AND s.area_id = f.area_id
 WHERE f.is_published AND f.status <> 'provisional' AND NOT i.is_restricted
 ORDER BY f.measure_id, f.area_id, f.period_kind, f.period_start
"""
"""What somebody would write who has the database and no policy to keep."""


def measure() -> Iterator[Result]:
    """Time both, turn by turn, and watch what memory ours takes besides."""
    settings.ALLOWED_HOSTS = ["testserver"]
    api = APIClient(headers={"accept": "text/csv"})
    lines = _lines(api)
    held = psutil.Process().memory_full_info().uss / 1e6
    with memory.watched() as peak:
        ours = [_seconds(lambda: _lines(api)) for _ in range(TIMES)]
    reference = [copying.seconds_out(BY_HAND) for _ in range(TIMES)]
    yield Result(
        name="csv_1m",
        ours=min(ours),
        reference=min(reference),
        unit="s",
        n=lines - 1,
        seed=report.seed(),
        peak_mb=peak.ours - held,
    )


def _lines(api: Any) -> int:
    """Read all figures as a program does, without keeping them; return how many lines it was."""
    return sum(part.count(b"\r\n") for part in api.get(BULK).streaming_content)


def _seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started
