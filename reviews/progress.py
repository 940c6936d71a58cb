"""How far a target has come in its year. Pure, and apart from what works it out.

So what only names it, as models do, does not load the arithmetic.
"""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a figure says of its target in its year, in a word or two."""

    MET = "met"
    ON_THE_WAY = "on_the_way"
    NO_PROGRESS = "no_progress"
    AWAY = "away"
    NOT_YET = "not_yet"
    NOT_MEASURED = "not_measured"
    UNTOLD = "untold"

    @property
    def label(self) -> str:
        return {
            Verdict.MET: "Met",
            Verdict.ON_THE_WAY: "On the way",
            Verdict.NO_PROGRESS: "No progress",
            Verdict.AWAY: "Away from the target",
            Verdict.NOT_YET: "Cannot be told yet",
            Verdict.NOT_MEASURED: "Not measured this year",
            Verdict.UNTOLD: "Cannot be told",
        }[self]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a year's figure stands on its path. Amounts are in the measure's unit."""

    verdict: Verdict
    asked: float | None = None
    gap: float | None = None
    """By how much the figure falls short of what the path asks: above 0 on the bad side."""
    share: float | None = None
    """Of the way from the baseline to the last value; 1 is the whole of it."""
    because: str = ""
    """Why a part of this cannot be said."""
