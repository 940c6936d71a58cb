"""What changed from one set of terms to another, cell by cell, as a negotiator's redline has it.

Pure: what is said, as it is printed, in; marks out. A mark has a symbol and a sentence beside its
colour, so that nothing is told by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Change(StrEnum):
    SAME = "same"
    NEW = "new"
    GONE = "gone"
    HIGHER = "higher"
    LOWER = "lower"
    OTHER = "other"

    @property
    def symbol(self) -> str:
        return {
            "same": "=",
            "new": "+",
            "gone": "\N{MINUS SIGN}",
            "higher": "\N{BLACK UP-POINTING TRIANGLE}",
            "lower": "\N{BLACK DOWN-POINTING TRIANGLE}",
        }.get(self.value, "\N{NOT EQUAL TO}")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that terms say. `text` is as printed and empty where they say nothing of it."""

    name: str
    text: str
    amount: Decimal | None = None
    """In the unit of the terms, where it is a number."""
    is_value: bool = False
    """Whether it is the value of a year, which is set beside the baseline."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How one thing that is said differs from what was said of it elsewhere."""

    change: Change
    sentence: str

    @property
    def symbol(self) -> str:
        return self.change.symbol


@dataclass(frozen=True, slots=True)
class RedlineRow:
    """One thing that is said, beside the last round, the baseline and what was agreed.

    A mark is None where there is nothing to set it beside.
    """

    said: Said
    last: Mark | None
    baseline: Mark | None
    agreed: Mark | None

    @property
    def is_changed(self) -> bool:
        """Whether it is other than in the last round."""
        return self.last is not None and self.last.change != Change.SAME


def mark(now: Said, before: Said) -> Mark:
    """Return how `now` differs from what was said of the same thing before."""
    if now.amount is not None and before.amount is not None:
        return _of_amounts(now, before, now.amount - before.amount)
    if now.text == before.text:
        return Mark(Change.SAME, "No change")
    if not before.text:
        return Mark(Change.NEW, "New")
    if not now.text:
        return Mark(Change.GONE, f"Taken out, was {before.text}")
    return Mark(Change.OTHER, f"Was {before.text}")


def _of_amounts(now: Said, before: Said, by: Decimal) -> Mark:
    if not by:
        return Mark(Change.SAME, "No change")
    change = Change.HIGHER if by > 0 else Change.LOWER
    places = max(_places(now.text), _places(before.text))
    return Mark(change, f"{abs(by):,.{places}f} {change} than {before.text}")


def _places(printed: str) -> int:
    """Return how many decimals a printed number has."""
    return len(printed.partition(".")[2])


def redline(
    now: Sequence[Said],
    *,
    baseline: Said | None = None,
    last: Sequence[Said] = (),
    agreed: Sequence[Said] = (),
) -> list[RedlineRow]:
    """Set terms beside those of the last round, their own baseline, and what was agreed.

    All terms name the same things in the same order; `last` and `agreed` may be empty. What is said
    nowhere is left out.
    """
    before, signed = ({one.name: one for one in terms} for terms in (last, agreed))
    rows = [
        RedlineRow(
            one,
            last=mark(one, before[one.name]) if before else None,
            baseline=_beside_baseline(one, baseline),
            agreed=mark(one, signed[one.name]) if signed else None,
        )
        for one in now
    ]
    return [row for row in rows if _is_said(row, before, signed)]


def _beside_baseline(said: Said, baseline: Said | None) -> Mark | None:
    """Return how the value of a year differs from the baseline; of other things nothing."""
    if not said.is_value or said.amount is None or baseline is None or baseline.amount is None:
        return None
    return _of_amounts(said, baseline, said.amount - baseline.amount)


def _is_said(row: RedlineRow, *elsewhere: dict[str, Said]) -> bool:
    name = row.said.name
    return bool(row.said.text or any(terms and terms[name].text for terms in elsewhere))
