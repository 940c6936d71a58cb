"""Which of several versions held on a day. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Held(Protocol):
    """Something that holds from a day on, and up to the day before another."""

    @property
    def starts_on(self) -> date | None: ...  # None: it does not hold yet

    @property
    def ends_on(self) -> date | None: ...  # the first day it no longer holds; None: none is known


Version = TypeVar("Version", bound=Held)


def holding(versions: Iterable[Version], day: date) -> Version | None:
    """Return the version that holds on a day; None where none does.

    Where one was superseded on the day on which it began, it held on no day at all.
    """
    return next((one for one in versions if _holds(one, day)), None)


def _holds(version: Held, day: date) -> bool:
    begins, ends = version.starts_on, version.ends_on
    return begins is not None and begins <= day and (ends is None or day < ends)
