"""One monthly return at national scale: a row a district, from its confirming to new figures."""

import time
from collections.abc import Iterator, Sequence

from django.utils import timezone

from benchmarks import report
from benchmarks.report import Result
from benchmarks.returns import load
from benchmarks.returns.importing import ORGANISATION
from indicators import actions
from indicators.models import Figure
from laa_portal import celery
from laa_portal.foundation import jobs
from partnerships.models import Organisation

RUNS = 20
P95 = 18
"""The place, from 0, of the 95th percentile of twenty runs in their order."""


def measure(measures: Sequence[str], districts: Sequence[str]) -> Iterator[Result]:
    """Send a month's counts anew for one measure after the other, as a person would."""
    handlers = celery.handlers()
    while jobs.run_next(handlers):
        pass
    figures, summaries = [], []
    for run in range(RUNS):
        code = measures[run % len(measures)]
        made, summarised = _seconds(code, _month(code, districts, run), handlers)
        figures.append(made)
        summaries.append(summarised)
    for name, seconds in (("monthly_return_p95", figures), ("monthly_summaries_p95", summaries)):
        yield Result(
            name=name,
            ours=sorted(seconds)[P95],
            reference=None,
            unit="s",
            n=len(districts),
            seed=report.seed(),
        )


def _month(code: str, districts: Sequence[str], run: int) -> bytes:
    """Write a return of the last month, every count another than before."""
    rows = (f"{code},{district},2009-03,{100 + run},1000" for district in districts)
    return "\n".join(["indicator,area_code,period,numerator,denominator", *rows]).encode()


def _seconds(code: str, content: bytes, handlers: dict) -> tuple[float, float]:
    """Confirm a return and do the jobs that follow: how long to its figures, and to summaries."""
    at = timezone.now()
    data_return, _ = actions.send(
        organisation=Organisation.objects.get(code=ORGANISATION),
        name="month.csv",
        content=content,
        by=None,
        at=at,
    )
    started = time.perf_counter()
    actions.confirm(return_id=data_return.pk, version=data_return.version, by=None, at=at)
    visible = 0.0
    while jobs.run_next(handlers):
        if not visible and _shows(code, data_return.pk):
            visible = time.perf_counter() - started
    return visible, time.perf_counter() - started


def _shows(code: str, return_id: int) -> bool:
    """Whether anybody who looks sees figures that rest on the return."""
    return Figure.objects.filter(
        measure__code=code,
        period_kind="month",
        period_start=load.MONTHS[-1].date(),
        data_return=return_id,
    ).exists()
