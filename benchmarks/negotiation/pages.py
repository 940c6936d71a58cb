"""What the pages of a target take, asked for as a browser asks, by the server's own clock."""

import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from html.parser import HTMLParser
from http import HTTPStatus
from statistics import median
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.urls import reverse

from benchmarks import report
from benchmarks.negotiation.world import Table
from benchmarks.report import Result
from targets.models import Target
from targets.states import LineKind
from tests.browsing import Visitor

TIMES = 21
LAST_YEAR = "in_2010_11"
"""The field of the value that is typed before a preview."""


def measure(table: Table) -> Iterator[Result]:
    """Have the coordinator, who is to answer, look at targets and try values out."""
    visitor = Visitor(SERVER_NAME="localhost")
    visitor.force_login(table.coordinator)
    yield from _workspace(visitor, table.targets)
    yield _preview(visitor, table.targets)


def _workspace(visitor: Visitor, targets: Sequence[Target]) -> Iterator[Result]:
    def look(target: Target) -> HttpResponse:
        return visitor.get(reverse("targets:negotiate", args=[target.pk]))

    _shown(look(targets[0]))
    asked: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        _shown(look(targets[0]))
    yield _result("workspace_ms", _milliseconds(look, targets), "ms", len(targets))
    yield _result("workspace_queries", len(asked), "queries", 1)


def _preview(visitor: Visitor, targets: Sequence[Target]) -> Result:
    def address(target: Target) -> str:
        return reverse("targets:draft-line", args=[target.pk, LineKind.COUNTER.value])

    filled = {one.pk: _fields(_shown(visitor.get(address(one)))) for one in targets}

    def preview(target: Target) -> HttpResponse:
        fields = filled[target.pk]
        lower = str(round(Decimal(fields[LAST_YEAR].replace(",", "")) * Decimal("0.97"), 2))
        return visitor.post(address(target), fields | {LAST_YEAR: lower, "preview": "1"})

    text = _shown(preview(targets[0])).content.decode()
    assert 'id="ambition"' in text, "the preview says how ambitious the values are"
    return _result("preview_ms", _milliseconds(preview, targets), "ms", len(targets))


def _milliseconds(ask: Callable[[Target], HttpResponse], targets: Sequence[Target]) -> float:
    """Return the middle of many answers, one target after the other."""
    taken = []
    for run in range(TIMES):
        started = time.perf_counter()
        _shown(ask(targets[run % len(targets)]))
        taken.append(time.perf_counter() - started)
    return 1000 * median(taken)


def _shown(response: HttpResponse) -> HttpResponse:
    assert response.status_code == HTTPStatus.OK, response.status_code
    return response


def _result(name: str, ours: float, unit: str, n: int) -> Result:
    return Result(name=name, ours=ours, reference=None, unit=unit, n=n, seed=report.seed())


# --- Forms as a browser sends them ----------------------------------------------------------------


def _fields(response: HttpResponse) -> dict[str, str]:
    """Return what a browser would send if nobody typed anything."""
    reader = _FormReader()
    reader.feed(response.content.decode())
    return reader.fields


class _FormReader(HTMLParser):
    """Reads the fields of a page: inputs, the chosen of lists and boxes, and long texts."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._text = self._list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name and _is_sent(given):
            self.fields[name] = given.get("value", "on" if "checked" in given else "")
        elif tag == "textarea":
            self._text, self.fields[name] = name, ""
        elif tag == "select":
            self._list = name
        elif tag == "option" and ("selected" in given or self._list not in self.fields):
            self.fields[self._list] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""


def _is_sent(given: dict[str, str]) -> bool:
    return given.get("type") not in ("checkbox", "radio") or "checked" in given
