"""How serious a case is by its signals, and how far that goes without a person's judgement.

Levels 3 and 4 need a named officer's judgement and rationale: nothing here ever reaches them.
"""

from collections.abc import Collection
from dataclasses import dataclass

from .judges import Fired
from .kinds import KINDS, Family

GRAVE = frozenset({"NI 15", "NI 28", "NI 29", "NI 34"})
"""Indicators of grave harm."""

MOST_BY_ITSELF = 2
MOST = 4

NAMES = ("Watch", "Query", "Concern", "Serious", "Severe")


@dataclass(frozen=True, slots=True)
class Seriousness:
    """`level` is what the portal sets, `suggested` what an officer is asked to consider."""

    level: int
    suggested: int
    because: tuple[str, ...]

    @property
    def name(self) -> str:
        return NAMES[self.level]


def seriousness(
    signals: Collection[Fired], *, code: str = "", is_designated: bool = False
) -> Seriousness:
    """Return how serious the signals of one target are together.

    The highest of them; one more where two independent families agree, and one more where the harm
    is grave or the target designated. Watching opens nothing, however many watch.
    """
    highest = max((one.seriousness for one in signals), default=0)
    if highest == 0:
        return Seriousness(0, 0, ())
    level = min(highest, MOST)
    because = [f"the most serious signal is of level {level}, {NAMES[level].lower()}"]
    added = 0
    if len(_families(signals)) > 1:
        added += 1
        because.append("two independent families of signals agree")
    if code in GRAVE or is_designated:
        added += 1
        because.append("the harm is grave" if code in GRAVE else "the target is designated")
    suggested = min(highest + added, MOST)
    return Seriousness(min(suggested, MOST_BY_ITSELF), suggested, tuple(because))


def _families(signals: Collection[Fired]) -> set[Family]:
    """Return the families of the signals that are more than worth watching; data is none."""
    told = {KINDS[one.kind].family for one in signals if one.seriousness}
    return told - {Family.DATA}
