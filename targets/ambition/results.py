"""What is said of a target's ambition: five results side by side, never made into one score."""

from dataclasses import dataclass

INFORMS = (
    "This informs both sides alike, by the same figures. What the target is to be is for the "
    "partnership and the Government Office to agree."
)
"""Stands wherever results do: they do not mandate."""


@dataclass(frozen=True, slots=True)
class Result:
    """One question about a target, and what the figures answer.

    Where they cannot answer, `sentence` says why and `is_given` is false.
    """

    name: str
    """In addresses and tests."""
    heading: str
    sentence: str
    method: str
    numbers: tuple[tuple[str, str], ...] = ()
    """What is counted and its figure, as they are printed."""
    caution: str = ""
    """What a reader might overlook, as a few words of its own; empty where there is nothing."""
    is_given: bool = True


@dataclass(frozen=True, slots=True)
class Ambition:
    """What the figures say of the value of a year. Without results, `reason` says why not."""

    results: tuple[Result, ...] = ()
    value: str = ""
    """The offered value, as it is printed with its unit."""
    year: str = ""
    word: str = ""
    """How it lies to the projection: the word that goes with the chance of meeting it."""
    reason: str = ""

    informs = INFORMS

    @property
    def cautions(self) -> tuple[str, ...]:
        return tuple(one.caution for one in self.results if one.caution)
