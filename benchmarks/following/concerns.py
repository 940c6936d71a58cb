"""A month in which one area's count leaps: how long until its concern is read, and only once."""

import time
from collections.abc import Callable, Iterator, Mapping
from statistics import median

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from rest_framework.test import APIClient

from benchmarks import report
from benchmarks.following.world import Followed
from benchmarks.report import Result
from benchmarks.returns import load
from benchmarks.returns.importing import ORGANISATION
from indicators import actions
from indicators.models import DataReturn, Figure, Observation
from laa_portal import celery
from laa_portal.foundation import jobs
from partnerships.models import Organisation, Scope
from reviews.models import Concern, Signal
from tests.browsing import Visitor
from tests.factories.keys import program

RUNS = 20
P95 = 18
"""The place, from 0, of the 95th percentile of twenty runs in their order."""

LEAP = 0.5
"""Of a year's count, by which the last month of it has more."""

Handlers = Mapping[str, Callable[..., None]]


class NotTold(Exception):
    """A concern that did not come, came without its reason, or came twice."""


def measure(followed: Followed) -> Iterator[Result]:
    """Send a month anew for one measure and area after the other, each with one leap in it."""
    settings.API_REQUESTS_A_MINUTE = dict.fromkeys(settings.API_REQUESTS_A_MINUTE, 1_000_000)
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    handlers = celery.handlers()
    _work(handlers)
    screen, api = Visitor(SERVER_NAME="localhost"), program(followed.reviewer, Scope.CONCERNS_READ)
    screen.force_login(followed.reviewer)
    told, statements = [], []
    for run in range(RUNS):
        leap = _leap(followed, run)
        content = _month(leap)
        with CaptureQueriesContext(connection) as made:
            told.append(_seconds(leap, content, handlers, screen, api))
        statements.append(len(made))
        _again(content, handlers)
    for name, found, unit in (
        ("concern_p50", median(told), "s"),
        ("concern_p95", sorted(told)[P95], "s"),
        ("statements_p50", median(statements), "queries"),
    ):
        yield Result(name, found, None, unit, len(content.splitlines()) - 1, report.seed())


def _leap(followed: Followed, run: int) -> Figure:
    """Return the year in which an area leaps: the largest areas first, each once a measure."""
    code = followed.codes[run % len(followed.codes)]
    years = Figure.objects.filter(
        measure__code=code,
        area__in=followed.areas,
        period_kind="financial_year",
        period_start=f"{load.MONTHS[-1].year - 1}-04-01",
        numerator__isnull=False,
    )
    found = years.select_related("measure", "area").order_by("-denominator", "pk")
    return found[run // len(followed.codes)]


def _month(leap: Figure) -> str:
    """Return what is known of the last month of every district, but for the one that leaps."""
    month = load.MONTHS[-1].date()
    known = Observation.objects.filter(
        measure=leap.measure, period_kind="month", period_start=month, superseded_at=None
    ).exclude(numerator=None)
    more = {leap.area.gss_code: round(float(leap.numerator or 0) * LEAP)}
    rows = (
        f"{leap.measure.code},{area},{month:%Y-%m},{int(count) + more.get(area, 0)},{int(base)}"
        for area, count, base in known.values_list("area__gss_code", "numerator", "denominator")
    )
    return "\n".join(["indicator,area_code,period,numerator,denominator", *rows])


def _seconds(
    leap: Figure, content: str, handlers: Handlers, screen: Visitor, api: APIClient
) -> float:
    """Confirm a return and do the jobs that follow, until its concern is read; return how long."""
    before = Concern.objects.count()
    sent = _sent(content)
    started = time.perf_counter()
    actions.confirm(return_id=sent.pk, version=sent.version, by=None, at=timezone.now())
    while not (concern := Concern.objects.alive().filter(**_about(leap)).first()):
        if not jobs.run_next(handlers):
            raise NotTold(f"{leap.area} leapt in {leap.measure}, and no concern came of it")
    address = f"{reverse('reviews:worklist')}?area={leap.area.gss_code}"
    page = screen.get(address).content.decode()
    answer = api.get(f"/api/v1/concerns/{concern.pk}/")
    seconds = time.perf_counter() - started
    why = answer.json().get("why", "")
    if not why or escape(why) not in page or not concern.rests_on.filter(kind="OFFTRACK").exists():
        raise NotTold(f"the concern about {leap.area} is read without its reason")
    _work(handlers)
    if Concern.objects.count() != before + 1:
        raise NotTold(f"{Concern.objects.count() - before} concerns came of one leap")
    return seconds


def _about(leap: Figure) -> dict[str, object]:
    return {"area": leap.area, "target__indicator": leap.measure.indicator_id}


def _again(content: str, handlers: Handlers) -> None:
    """Send the same rows again in another file: nothing may come of it."""
    before = Concern.objects.count(), Signal.objects.count()
    sent = _sent(content + "\n\n")
    actions.confirm(return_id=sent.pk, version=sent.version, by=None, at=timezone.now())
    _work(handlers)
    if (Concern.objects.count(), Signal.objects.count()) != before:
        raise NotTold("the same return again raised something")


def _sent(content: str) -> DataReturn:
    made, _ = actions.send(
        organisation=Organisation.objects.get(code=ORGANISATION),
        name="month.csv",
        content=content.encode(),
        by=None,
        at=timezone.now(),
    )
    return made


def _work(handlers: Handlers) -> None:
    while jobs.run_next(handlers):
        pass
