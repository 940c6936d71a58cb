"""Red, amber or green: what the record makes of a target in a year, by a rule that is told. Pure.

No national definition of the ratings of 2008 was found, so the rule is this project's own. It says
what the figures say; a reviewer may find otherwise, and then says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reviews.progress import Verdict


class Rag(StrEnum):
    """A rating. Its word stands wherever its colour does."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNRATED = "unrated"

    @property
    def label(self) -> str:
        return "Not rated" if self is Rag.UNRATED else self.capitalize()


RAGS = [(one.value, one.label) for one in Rag]
WORST_FIRST = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.UNRATED)


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating and the rule that gave it, as a sentence."""

    rag: Rag
    rule: str


BY_FIGURE = {
    Verdict.MET: Rated(Rag.GREEN, "The figure of the year meets what the path asks for."),
    Verdict.ON_THE_WAY: Rated(
        Rag.AMBER,
        "The figure of the year is short of the path, and better than the baseline.",
    ),
    Verdict.NO_PROGRESS: Rated(Rag.RED, "The figure of the year is no better than the baseline."),
    Verdict.AWAY: Rated(Rag.RED, "The figure of the year is worse than the baseline."),
}
"""Once the whole year is in."""

BY_LEVEL = {
    "on_path": Rated(Rag.GREEN, "The year so far is on its path."),
    "watch": Rated(
        Rag.AMBER, "The year so far is behind its path, by no more than chance may bring about."
    ),
    "concern": Rated(Rag.AMBER, "The year so far is further off its path than chance explains."),
    "intervene_review": Rated(
        Rag.RED,
        "The year so far is far off its path, and meeting the year’s target is all but out of "
        "reach.",
    ),
    "too_few": Rated(Rag.UNRATED, "The events of the year so far are too few to tell."),
}
"""Before that, by the months or quarters that are in."""

UNTOLD = Rated(Rag.UNRATED, "Nothing can be told of the year yet.")
NOT_MEASURED = Rated(Rag.UNRATED, "It is not measured in this year.")
PROVISIONAL = "Figures that it rests on may still change."


def rate(verdict: str, level: str, *, is_provisional: bool = False) -> Rated:
    """Return the rating of a target by its figure of the year or, until that is in, its path.

    `verdict` and `level` are those of an assessment.
    """
    if verdict == Verdict.NOT_MEASURED:
        return NOT_MEASURED
    if verdict in BY_FIGURE:
        found = BY_FIGURE[Verdict(verdict)]
    elif verdict == Verdict.NOT_YET:
        found = BY_LEVEL.get(level, UNTOLD)
    else:
        found = UNTOLD
    if is_provisional and found.rag is not Rag.UNRATED:
        return Rated(found.rag, f"{found.rule} {PROVISIONAL}")
    return found


def tally(ratings: Iterable[str]) -> str:
    """Return how many there are of each rating, the worst first, as in `1 red, 2 green`."""
    given = list(ratings)
    return ", ".join(
        f"{given.count(one)} {one.label.lower()}" for one in WORST_FIRST if one in given
    )
