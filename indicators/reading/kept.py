"""What was read of figures, kept by this process for as long as they stay as they are.

Negotiators come back to the same few targets again and again, and while they type, each value they
try is held against the same evidence. One query tells which edition they see; only another one has
it all read and drawn anew. What is kept is shared between requests: nobody changes it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, NamedTuple, ParamSpec, Self, TypeVar

from indicators.models import Edition, Measure, State
from partnerships.models import Area, Viewer

MOST = 32
"""Of each kind, some half a megabyte each: about as many as an agreement has targets."""

P = ParamSpec("P")
Found = TypeVar("Found")
Read = Callable[[Measure, Area, Viewer], Found]


class Viewpoint(NamedTuple):
    """What of a viewer decides what they may see."""

    sees_all_areas: bool
    area_ids: frozenset[int]

    @classmethod
    def of(cls, viewer: Viewer) -> Self:
        sees_all: bool = getattr(viewer, "sees_all_areas", False)
        return cls(sees_all, frozenset(getattr(viewer, "area_ids", ())))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Whoever reads first for all who see the same."""

    viewpoint: Viewpoint
    viewer: Viewer = field(compare=False)


_kept: list[Any] = []


def kept(read: Callable[P, Found]) -> Callable[P, Found]:
    """Have a function keep what it found last: of what never changes."""
    cached = lru_cache(maxsize=MOST)(read)
    _kept.append(cached)
    return cached  # type: ignore[return-value]  # it takes what `read` takes


def kept_while_unchanged(read: Read[Found]) -> Read[Found]:
    """Have a function keep what it found of a measure in an area, for those who see the same.

    The edition is looked up before the figures. So what changes in between is kept under the old
    number, by which nobody asks again.
    """

    @kept
    def known(state: State, reader: _Reader, measure: Measure, area: Area) -> Found:
        return read(measure, area, reader.viewer)

    @wraps(read)
    def look(measure: Measure, area: Area, viewer: Viewer) -> Found:
        state = Edition.objects.state_for(viewer)
        return known(state, _Reader(Viewpoint.of(viewer), viewer), measure, area)

    return look


def forget() -> None:
    """Forget all that is kept: for tests, which undo what they did."""
    for cached in _kept:
        cached.cache_clear()
