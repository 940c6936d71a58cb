"""Asking one cell of the matrix, and judging the answer."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.cookies import SimpleCookie
from itertools import zip_longest
from typing import Any

from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from .audiences import Actor, Target
from .canaries import everything_in
from .headers import faults_of_headers
from .matrix import CONFIRM, DONE, SAFE, SIGN_IN, SUPPORT_DOOR, Cell
from .payloads import PAYLOADS
from .payloads_evidence import EVIDENCE_BY_API
from .payloads_service import BY_API
from .watching import Watch
from .world import World

VARIES = re.compile(
    r'(csrfmiddlewaretoken" value="|X-Request-ID: |"instance": ?"|instance&quot;: &quot;|'
    r'data-seconds="|data-at-most=")\w+'
    r"|^(Set-Cookie|Content-Length|Expires): .*$|RateLimit-\w+\D+\d+",
    re.MULTILINE,
)
"""What differs between answers that are otherwise the same: reference, moment, what is left."""


LEAD_TO_SIGN_IN = frozenset(
    {
        *("sign-in", "sign-out", "account_login", "account_logout", "django-admin/logout/"),
        *("mfa_authenticate", "account_reset_password_from_key"),
    }
)
"""Routes whose right answer may be the way to the sign-in page."""

LEAD_TO_CONFIRM = frozenset({"mfa_reauthenticate_webauthn"})
"""Routes whose right answer may be the way to giving the second factor again."""


class Log(logging.Handler):
    """Keeps what is logged while a request is answered."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@dataclass
class Answer:
    """What came of a request."""

    status: int
    location: str
    text: str
    beside: str
    headers: dict[str, str]
    changed: set[str]

    def outcome(self, route: str) -> object:
        """Return what came of asking a route, as the matrix calls it."""
        if self.location.startswith(reverse("sign-in")) and route not in LEAD_TO_SIGN_IN:
            return SIGN_IN
        if self.location.startswith(reverse("mfa_reauthenticate")) and route not in LEAD_TO_CONFIRM:
            return CONFIRM
        if self.location.startswith(reverse("admin:login")):
            return SUPPORT_DOOR
        return DONE if HTTPStatus.OK <= self.status < HTTPStatus.BAD_REQUEST else self.status

    def without_reference(self, asked: Target) -> str:
        """Return the answer without what the asker knew: the key that they asked for."""
        text = VARIES.sub("", self.text)
        for key in (str(value) for value in asked.kwargs.values() if isinstance(value, str)):
            text = text.replace(key, "the key")
        for number in (value for value in asked.kwargs.values() if isinstance(value, int)):
            text = text.replace(f"/{number}/", "/the key/")
        return f"{self.status}\n{text}"


class Asker:
    """Asks as anybody, undoes what came of it, and says what was wrong."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.tables = Watch()
        self.of_nothing: dict[Cell, Answer] = {}
        """Answers about records that are not there, until their own cells are judged."""

    def ask(self, cell: Cell) -> Answer:
        """Make the request of one cell and undo all that it did."""
        return self.watch(cell.actor, lambda client: self._send(client, cell))

    def watch(self, actor: Actor, send: Callable[[Client], Any]) -> Answer:
        """Have somebody send a request, undo all that it did, and return what came of it."""
        client = self.world.clients[actor.name]
        mail.outbox.clear()
        savepoint = transaction.savepoint()
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        try:
            with _log() as log, self.tables.over() as changed:
                response = send(client)
            return Answer(
                status=response.status_code,
                location=response.get("Location", ""),
                text=everything_in(response),
                beside="\n".join([*log.lines, *(m.message().as_string() for m in mail.outbox)]),
                headers=dict(response.items()),
                changed=changed,
            )
        finally:
            transaction.savepoint_rollback(savepoint)
            client.cookies = SimpleCookie(cookies)

    def _send(self, client: Client, cell: Cell) -> Any:
        address = cell.entry.address(cell.target)
        if cell.query:
            address = f"{address}?{cell.query}"
        headers = {"accept": cell.accept}
        told_by_api = BY_API | EVIDENCE_BY_API
        if cell.act and (by_api := told_by_api.get(cell.entry.name)):
            told = by_api(self.world, cell.actor, cell.target)
            return client.generic("POST", address, **told | {"headers": headers | told["headers"]})
        body: dict[str, Any] = {}
        if cell.act and cell.method not in SAFE and (payload := PAYLOADS.get(cell.entry.name)):
            body = {"data": payload(self.world, cell.actor, cell.target)}
            if cell.method != "POST" or cell.entry.answers == "api":
                body["content_type"] = "application/json"
        return getattr(client, cell.method.lower())(address, **body, headers=headers)

    def faults(self, cell: Cell) -> list[str]:
        """Ask a cell; return all that is wrong with the answer, in words."""
        answer = self.of_nothing.pop(cell, None) or self.ask(cell)
        outcome = answer.outcome(cell.entry.name)
        expected = cell.expected()
        return [
            *_wrong_outcome(cell, outcome, expected, answer),
            *self.world.aviary.escaped(cell.actor, f"{answer.text}\n{answer.beside}"),
            *_changes(cell, answer, is_done=outcome == DONE),
            *(f"{cell}: {fault}" for fault in faults_of_headers(cell, answer)),
            *self._tells_apart(cell, answer),
        ]

    def _tells_apart(self, cell: Cell, answer: Answer) -> Iterator[str]:
        """Say so where what may not be seen is answered unlike what is not there."""
        if answer.status != HTTPStatus.NOT_FOUND or not cell.entry.target or not cell.target.exists:
            return
        nowhere = replace(cell, target=self.world.targets[cell.entry.target][-1])
        if nowhere not in self.of_nothing:
            self.of_nothing[nowhere] = self.ask(nowhere)
        mine = answer.without_reference(cell.target)
        other = self.of_nothing[nowhere].without_reference(nowhere.target)
        if mine != other:
            lines = zip_longest(mine.splitlines(), other.splitlines())
            line = next((one, of_nothing) for one, of_nothing in lines if one != of_nothing)
            yield f"{cell}: is not answered as a record that does not exist is: {line}"


def _wrong_outcome(
    cell: Cell, outcome: object, expected: set[object], answer: Answer
) -> Iterator[str]:
    if outcome not in expected:
        right = " or ".join(str(getattr(one, "value", one)) for one in expected)
        yield f"{cell}: answered {outcome} ({answer.status} {answer.location}), should be {right}"
    is_refusal = answer.status == HTTPStatus.FORBIDDEN and cell.method != "HEAD"
    if is_refusal and len(answer.text) < len("Only administrators may."):
        yield f"{cell}: refused without a sentence"


def _changes(cell: Cell, answer: Answer, *, is_done: bool) -> Iterator[str]:
    if answer.changed and (cell.method in SAFE or not is_done):
        yield f"{cell}: changed {answer.changed} (answered {answer.status})"
    if is_done and cell.act and cell.act.writes and not answer.changed:
        yield f"{cell}: answered {answer.status} and changed nothing; is the payload right?"


@contextmanager
def _log() -> Iterator[Log]:
    """Catch all that is logged; nothing else gets it, since whatever formats it takes its time."""
    log, root = Log(), logging.getLogger()
    others, root.handlers = root.handlers, [log]
    try:
        yield log
    finally:
        root.handlers = others
