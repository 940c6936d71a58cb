"""A list of a thousand figures beside the same SQL without a framework, and an answer known before.

The reference asks the database the same questions on the same connection and writes the same
records with orjson: what nobody can do without.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from benchmarks import report
from benchmarks.report import Result

FIGURES = "/api/v1/figures/"
ROWS = 1000
TIMES = 15


def measure(code: str) -> Iterator[Result]:
    settings.API_REQUESTS_A_MINUTE = dict.fromkeys(settings.API_REQUESTS_A_MINUTE, 1_000_000)
    settings.ALLOWED_HOSTS = ["testserver"]
    api = APIClient(headers={"accept": "application/json"})
    asked = {"measure": code, "limit": ROWS, "period_type": "month"}
    answer, asked_of_database = _watched(lambda: api.get(FIGURES, asked))
    records = answer.json()
    assert len(records["data"]) == ROWS
    yield Result(
        name="list_1000",
        ours=_seconds(lambda: api.get(FIGURES, asked)),
        reference=_seconds(lambda: _without_framework(asked_of_database, records)),
        unit="s",
        n=ROWS,
        seed=report.seed(),
    )
    known = {"if-none-match": answer["ETag"]}
    again, asked_again = _watched(lambda: api.get(FIGURES, asked, headers=known))
    assert again.status_code == 304
    yield Result(
        name="not_modified_queries",
        ours=len(asked_again),
        reference=None,
        unit="queries",
        n=1,
        seed=report.seed(),
    )


def _watched(ask: Callable[[], Any]) -> tuple[Any, list[str]]:
    """Return an answer and the questions to the database that it took."""
    with CaptureQueriesContext(connection) as made:
        answer = ask()
    return answer, [
        query["sql"] for query in made if query["sql"].lstrip().startswith(("SELECT", "WITH"))
    ]


def _without_framework(questions: list[str], records: Any) -> bytes:
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        for sql in questions:
            cursor.execute(sql)
            cursor.fetchall()
    return orjson.dumps(records)


def _seconds(job: Callable[[], object]) -> float:
    """Return the seconds of a run, the middle one of several."""
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        job()
        times.append(time.perf_counter() - started)
    return sorted(times)[TIMES // 2]
