"""What a block of the home page is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from partnerships.models import RoleKind, User

LONGEST = 8
"""Rows that one source puts into a block; what there is beyond has a page of its own."""
LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks at their work, and when."""

    person: User
    at: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    @property
    def lately(self) -> datetime:
        return self.at - LATELY

    @property
    def kinds(self) -> set[RoleKind]:
        """The kinds of role they hold."""
        return {RoleKind(role.kind) for role in self.person.current_roles}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is, where it leads, and what to know before going there."""

    text: str
    link: str
    detail: str = ""
    tag: str = ""
    colour: str = ""
    when: date | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under a title, or what will be there once there is something."""

    title: str
    rows: tuple[Row, ...]
    empty: str


Source = Callable[[Looking], Iterable[Row]]
"""One kind of thing that waits, for whoever looks."""


def shortened(rows: Iterable[Row], rest: Row) -> list[Row]:
    """Return no more rows than a source may show; `rest` leads to all where there are more."""
    shown = list(rows)
    return shown if len(shown) <= LONGEST else [*shown[:LONGEST], rest]


def gathered(sources: Iterable[Source], looking: Looking) -> tuple[Row, ...]:
    """Return the rows of all sources, one source after the other."""
    return tuple(row for source in sources for row in source(looking))
