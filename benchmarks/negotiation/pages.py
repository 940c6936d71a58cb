"""What the pages of a target take, asked for as a browser asks, by the server's own clock."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from html.parser import HTMLParser
from http import HTTPStatus
from statistics import median
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.urls import reverse

from benchmarks import report
from benchmarks.negotiation.world import Table
from benchmarks.report import Result, cpu_seconds
from indicators import reading
from targets.models import Target
from targets.states import LineKind
from tests.browsing import Visitor

LAST_YEAR = "in_2010_11"
"""The field of the value that is typed before a preview."""

Ask = Callable[[Target], HttpResponse]


def measure(table: Table) -> Iterator[Result]:
    """Have the coordinator, who is to answer, look at targets and try values out.

    Each target is looked at for the first time, and then again, as both are done in a negotiation:
    what is read of its measure is kept while the figures stay as they are.

    The reference is a page of the same layout with nothing on it: their notices, of which there
    are none. It is asked for after each page that is measured, so that both meet the same machine.
    """
    visitor = Visitor(SERVER_NAME="localhost")
    visitor.force_login(table.coordinator)
    empty = partial(visitor.get, reverse("notices"))
    look, preview = _look(visitor), _preview(visitor, table.targets)
    *targets, other = table.targets
    for name, ask in (("workspace", look), ("preview", preview)):
        _shown(ask(other))  # the first page of all has its templates read
        yield from _times(f"{name}_first", ask, empty, targets)
        yield from _times(name, ask, empty, targets)
    yield from _queries(look, other, empty)
    yield _result("million_additions_ms", 1000 * cpu_seconds(_million_additions), "ms", 1_000_000)


def _look(visitor: Visitor) -> Ask:
    def look(target: Target) -> HttpResponse:
        return visitor.get(reverse("targets:negotiate", args=[target.pk]))

    return look


def _preview(visitor: Visitor, targets: Sequence[Target]) -> Ask:
    """Return how to try out a lower last value, everything else as it stands."""

    def address(target: Target) -> str:
        return reverse("targets:draft-line", args=[target.pk, LineKind.COUNTER.value])

    filled = {one.pk: _fields(_shown(visitor.get(address(one)))) for one in targets}

    def preview(target: Target) -> HttpResponse:
        fields = filled[target.pk]
        lower = str(round(Decimal(fields[LAST_YEAR].replace(",", "")) * Decimal("0.97"), 2))
        return visitor.post(address(target), fields | {LAST_YEAR: lower, "preview": "1"})

    text = _shown(preview(targets[-1])).content.decode()
    assert 'id="ambition"' in text, "the preview says how ambitious the values are"
    return preview


# --- Counted and timed ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds that an answer took: by the clock, and of this process's own work.

    The first holds what PostgreSQL does besides, and waiting for a core that others use too.
    """

    wall: float
    cpu: float


def _times(
    name: str, ask: Ask, empty: Callable[[], HttpResponse], targets: Sequence[Target]
) -> Iterator[Result]:
    """Yield the middle of many answers, one target after the other, beside the empty page's."""
    ours, reference = [], []
    for target in targets:
        ours.append(_taken(partial(ask, target)))
        reference.append(_taken(empty))
    for kind, part in (("ms", "wall"), ("cpu_ms", "cpu")):
        middle, beside = (median(getattr(one, part) for one in each) for each in (ours, reference))
        yield _result(f"{name}_{kind}", middle, "ms", len(targets), beside)


def _taken(ask: Callable[[], HttpResponse]) -> Taken:
    wall, cpu = time.perf_counter(), time.process_time()
    _shown(ask())
    return Taken(1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu))


def _queries(ask: Ask, target: Target, empty: Callable[[], HttpResponse]) -> Iterator[Result]:
    again, beside = _asked(partial(ask, target)), _asked(empty)
    reading.forget()
    first = _asked(partial(ask, target))
    for name, queries in (("workspace_first_queries", first), ("workspace_queries", again)):
        yield _result(name, queries, "queries", 1, beside)


def _asked(ask: Callable[[], HttpResponse]) -> int:
    """Return how many queries an answer takes."""
    asked: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        _shown(ask())
    return len(asked)


def _million_additions() -> None:
    """Do what tells how fast a core runs Python: runs on different machines compare by it."""
    total = 0
    for number in range(1_000_000):
        total += number


def _shown(response: HttpResponse) -> HttpResponse:
    assert response.status_code == HTTPStatus.OK, response.status_code
    return response


def _result(name: str, ours: float, unit: str, n: int, reference: float | None = None) -> Result:
    return Result(name=name, ours=ours, reference=reference, unit=unit, n=n, seed=report.seed())


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
