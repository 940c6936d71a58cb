"""The matrix read from its file, and what it says that a request should be answered."""

import os
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from http import HTTPStatus
from itertools import chain
from pathlib import Path
from typing import Any

from django.urls import reverse

from .audiences import AUDIENCES, Actor, Target

ASKS_ALL = bool(os.environ.get("EVERYBODY_ASKS_ALL"))
"""Whether everybody asks for every record, as `make bite` has it."""

FILE = Path(__file__).with_name("matrix.toml")
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
SAFE = ("GET", "HEAD", "OPTIONS")
SIGN_IN = "led to the sign-in page"
SUPPORT_DOOR = "led to the door of support"
CONFIRM = "asked for the second factor again"
DONE = "done"
AS_GET = "as GET is"
LIKE_OTHERS = frozenset(
    {
        *("cdrp_chair", "county_officer", "lsp_coordinator", "council_leader", "partner"),
        *("go_director", "role_ended_yesterday", "administrator_until_yesterday"),
        *("role_not_approved", "support", "inactive"),
    }
)
"""People who see of what is open to all just what somebody else here sees: an officer of the same
area, or a stranger. They ask for it bare, and leave its formats and choices to the others."""

STRANGERS = frozenset(
    {
        *("everybody", "nobody", "readers of the figure", "readers of the report"),
        *("everybody, once it is published", "whoever holds a letter that is open"),
        "whoever it is for",
    }
)
"""Rules that let in people who are not signed in."""


@dataclass(frozen=True)
class Act:
    """A method that changes something: who may, and in which state of the record, or states."""

    by: str
    when: str = ""
    writes: bool = True


@dataclass(frozen=True)
class Entry:
    """What the matrix says of one route."""

    name: str
    see: str = "everybody"
    target: str = ""
    reads: tuple[str, ...] = ("GET", "HEAD")
    describes: bool = False
    acts: dict[str, Act] = field(default_factory=dict, hash=False)
    answers: str = "page"
    unseen: int = 0
    queries: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("application/json", "text/html")
    either: tuple[str, ...] = ()
    path: str = ""
    forbids: tuple[str, ...] = ()
    keys: dict[str, list[str]] | None = field(default=None, hash=False)
    fresh: bool = False
    asks: bool = False
    in_turns: bool = False

    def address(self, target: Target) -> str:
        path = self.path or reverse(self.name, kwargs=target.kwargs)
        return f"{path}?{target.query}" if target.query else path

    def methods(self) -> set[str]:
        return {*self.reads, *self.acts, *(("OPTIONS",) if self.describes else ())}

    def refusal(self) -> int:
        """What somebody signed in gets who may not see it."""
        return self.unseen or (HTTPStatus.NOT_FOUND if self.target else HTTPStatus.FORBIDDEN)


@dataclass(frozen=True)
class Cell:
    """One request: by whom, of what, how."""

    entry: Entry
    method: str
    actor: Actor
    target: Target
    query: str = ""
    accept: str = "text/html"

    def __str__(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"{self.method} {self.entry.name}{query} ({self.target}) by {self.actor}"

    @property
    def act(self) -> Act | None:
        return self.entry.acts.get(self.method)

    @property
    def kind(self) -> object:
        """What the rules say of it: requests of one kind differ by the record alone."""
        if self.method not in self.entry.methods():
            return "a method that is not answered"
        if self.method == "HEAD":
            return AS_GET
        seen = AUDIENCES[self.entry.see](self.actor, self.target)
        status = self.target.status if seen else ""
        right = frozenset(map(str, self.expected()))
        is_plain = not self.query and self.accept == _media(self.entry)
        return self.method, is_plain, right, self.target.exists, status

    def expected(self) -> set[object]:
        """Return the answers that are right: mostly one.

        A method that nobody may use is refused before or after the question who asks.
        """
        seen = AUDIENCES[self.entry.see](self.actor, self.target)
        if self.entry.answers == "support":
            return self._expected_of_support(seen)
        if stopped := self._is_stopped():
            is_offered = self.method in self.entry.methods()
            return {stopped, *(() if is_offered else (HTTPStatus.METHOD_NOT_ALLOWED,))}
        if self.method in self.entry.either:
            return {HTTPStatus.METHOD_NOT_ALLOWED, DONE}
        if self.method not in self.entry.methods():
            return {HTTPStatus.METHOD_NOT_ALLOWED, *(() if seen else (self.entry.refusal(),))}
        if self.method == "OPTIONS" and self.entry.describes:
            return {DONE}
        if not seen:
            return {self.entry.refusal()}
        if not self.target.exists:
            return {HTTPStatus.NOT_FOUND}
        return {DONE} if self._may_act() else self._refusals_of_acts()

    def _refusals_of_acts(self) -> set[object]:
        """What those are answered who see the record and may not act on it, or not now."""
        not_now = (HTTPStatus.CONFLICT,) if self.entry.in_turns else ()
        return {HTTPStatus.FORBIDDEN, *not_now}

    def _expected_of_support(self, seen: bool) -> set[object]:
        if not seen:
            return {SUPPORT_DOOR}
        if self.method in self.entry.forbids:
            return {HTTPStatus.FORBIDDEN}
        if self.method in self.entry.either:
            return {HTTPStatus.METHOD_NOT_ALLOWED, DONE}
        return {self.entry.unseen or DONE}

    def _is_stopped(self) -> object:
        """What those are answered who are not signed in, or whose key or factor does not do."""
        if self.actor.has_dead_key or not self._is_let_in():
            return HTTPStatus.UNAUTHORIZED if self.entry.answers == "api" else SIGN_IN
        if self.entry.fresh and self.actor.is_stale:
            return CONFIRM
        if not self.actor.is_signed_in and self.method in (self.entry.keys or {}).keys() - {"GET"}:
            return HTTPStatus.UNAUTHORIZED  # what all may read, only keys write
        is_in_reach = self.entry.keys is None or self._is_in_reach(self.entry.keys)
        return None if is_in_reach else HTTPStatus.FORBIDDEN

    def _is_in_reach(self, needed: dict[str, list[str]]) -> bool:
        """Whether a key has a scope for the method; those without a key only look."""
        method = "GET" if self.method in SAFE else self.method
        if self.actor.scopes is None:
            return method == "GET" or method not in needed
        return not needed.get(method) or bool(self.actor.scopes & {*needed[method]})

    def _is_let_in(self) -> bool:
        """Whether the door stands open: signed in, or the page is for strangers too."""
        return self.actor.is_signed_in or self.is_for_strangers

    @property
    def is_for_strangers(self) -> bool:
        """Whether somebody may open it who is not signed in, if only some of its records."""
        return self.entry.see in STRANGERS

    def _may_act(self) -> bool:
        if self.act is None:
            return True
        is_theirs = AUDIENCES[self.act.by](self.actor, self.target)
        return is_theirs and (
            not self.act.when or self.target.status in self.act.when.split(" or ")
        )


def _entry(name: str, said: dict[str, Any]) -> Entry:
    acts = {method: Act(**act) for method, act in said.pop("acts", {}).items()}
    if said.get("asks"):
        acts |= dict.fromkeys(("GET", "HEAD"), replace(acts["POST"], writes=False))
    values = {key: tuple(one) if isinstance(one, list) else one for key, one in said.items()}
    return Entry(name=name, acts=acts, **values)


@cache
def document() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text())


@cache
def entries() -> dict[str, Entry]:
    """Return the entry of each declared route but those of support."""
    return {name: _entry(name, dict(said)) for name, said in document()["routes"].items()}


def cells(entry: Entry, actors: list[Actor], targets: list[Target]) -> Iterator[Cell]:
    """Return the requests for one route.

    A method that the route does not answer is tried on one record that is there and on none: what
    it would do to the others it would do to these. So is HEAD, which is answered as GET is, and by
    every third person alone. Of records on which the rules say the same of a person, each person
    asks one, and the next person the next one, and so for formats and choices; of people of whom
    they say the same, one asks, another on the next route. `make bite` has everybody ask for all.
    """
    few = [targets[0], targets[-1]] if len(targets) > 1 else targets
    asked_by = {}
    for actor in actors:
        asked_by[actor] = [
            Cell(entry, method, actor, target, accept=_media(entry))
            for method in METHODS
            for target in (targets if method in entry.methods() and method != "HEAD" else few)
        ]
        if "GET" in entry.reads:
            asked_by[actor] += _variants(entry, actor, targets)
    if ASKS_ALL:
        yield from chain.from_iterable(asked_by.values())
        return
    for turn, actor in enumerate(_one_of_each_kind(entry, asked_by)):
        yield from _in_turn(asked_by[actor], turn)


def _one_of_each_kind(entry: Entry, asked_by: dict[Actor, list[Cell]]) -> list[Actor]:
    alike: defaultdict[object, list[Actor]] = defaultdict(list)
    for actor, asked in asked_by.items():
        alike[tuple(cell.kind for cell in asked)].append(actor)
    place = sum(entry.name.encode())  # as good as any number that differs from route to route
    return [of_one_kind[place % len(of_one_kind)] for of_one_kind in alike.values()]


def _in_turn(asked: list[Cell], turn: int) -> Iterator[Cell]:
    """Yield one of the requests that are alike, another for each person who makes them."""
    alike: defaultdict[object, list[Cell]] = defaultdict(list)
    for cell in asked:
        alike[cell.kind].append(cell)
    for place, (kind, requests) in enumerate(alike.items(), turn):
        if kind != AS_GET or turn % 3 == 0:
            yield requests[place % len(requests)]


def _media(entry: Entry) -> str:
    return "application/json" if entry.answers == "api" else "text/html"


def _variants(entry: Entry, actor: Actor, targets: list[Target]) -> Iterator[Cell]:
    """Return the requests that ask for another format, page or choice."""
    if entry.see == "everybody" and actor.name in LIKE_OTHERS:
        return
    for target in targets:
        if entry.answers == "api" and "text/html" in entry.formats:
            yield Cell(entry, "GET", actor, target, accept="text/html")
        for query in entry.queries:
            yield Cell(entry, "GET", actor, target, query, _media(entry))
