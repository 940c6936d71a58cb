"""Validation rules as the catalogue's file has them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ROW, PERIOD_BEFORE, YEAR_BEFORE, PARTS = "row", "period_before", "year_before", "parts"
NOT_MEASURES = frozenset({ROW, PERIOD_BEFORE, YEAR_BEFORE, PARTS})


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one side of a rule: a field, of what, and what to do where it is missing."""

    field: str
    of: str
    missing: str
    times: float = 1.0

    @property
    def measure(self) -> str:
        """The code of the other measure it is read from; "" where it is the rule's own."""
        return "" if self.of in NOT_MEASURES else self.of


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `left operator right` must hold, or it is broken."""

    code: str
    title: str
    why: str
    severity: str
    operator: str
    left: Side
    right: Side
    kinds: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    fewest: float = 0.0

    @property
    def is_hard(self) -> bool:
        return self.severity == "hard"

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.left, self.right

    @property
    def is_of_parts(self) -> bool:
        """Whether it holds wholes against the sum of their parts."""
        return any(side.of == PARTS for side in self.sides)

    @property
    def other_measures(self) -> Iterator[str]:
        return (side.measure for side in self.sides if side.measure)

    def holds_for(self, code: str, kind: str) -> bool:
        """Whether a measure of this code and kind must keep it."""
        return code in self.measures or kind in self.kinds


def rule(raw: Mapping[str, Any]) -> Rule:
    """Return a rule from its table in the file, which the schema has passed."""
    sides = {name: Side(**raw[name]) for name in ("left", "right")}
    among = {name: tuple(raw.get(name, ())) for name in ("kinds", "measures")}
    return Rule(**{**raw, **sides, **among})
