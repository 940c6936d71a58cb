"""What a measure says of how its series are to be summarised. Pure."""

from dataclasses import dataclass
from datetime import date

from .kinds import PARTS, Parts

IMPROVEMENT = {"low": -1, "high": 1}
"""Which way is better, by polarity; 0 for all others."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A measure, as far as it matters here. `target_year` is when the projected year begins."""

    kind: str
    per: int
    polarity: str
    target_year: int
    is_seasonal: bool = False
    shares_base: bool = True
    """Whether the months of a year have one base, the population; else bases add up."""
    minimum_count: int = 0
    """Events a year, below which figures are shown but never tested."""
    is_restricted: bool = False
    england: int | None = None
    """The country's id, whose season thin series borrow."""

    @property
    def parts(self) -> Parts:
        return PARTS[self.kind]

    @property
    def improvement(self) -> int:
        return IMPROVEMENT.get(self.polarity, 0)

    def target_start(self, *, is_calendar: bool) -> date:
        return date(self.target_year, 1 if is_calendar else 4, 1)
