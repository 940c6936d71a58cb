"""What local targets come to together: counts summed before they are divided, no mean of rates.

Pure: values with what each is a rate of in, a sum out. A part that is missing is never zero, so a
sum says of how many parts it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

CASES = "Each area's value is out of its own cases. How many those will be is not known beforehand."
OFFENDERS = "Each area's value is set against what is expected of its own people."
GROUPS = "Each area's value is a gap between two groups of its own."

NOT_SUMMED: Mapping[str, str] = {
    # kind of measure: why its values in several areas come to no value of all of them
    "clustered_rate": CASES,
    "proportion": CASES,
    "observed_over_expected": OFFENDERS,
    "people_over_expected": OFFENDERS,
    "difference": GROUPS,
    "survey_difference": GROUPS,
    "rolling_change": "Each area's value is a change. The counts that change are not in the terms.",
    "score": "Scores do not add up.",
    "standardised_rate": "Each area's value is standardised for age; its counts are not in it.",
}
COUNTED = frozenset({"count_rate"})
"""Kinds whose rates are of counts, which mean something when summed."""


@dataclass(frozen=True, slots=True)
class Part:
    """A value of one area, and what it is a rate of there. None: not known."""

    value: Decimal | None
    base: int | None
    """Residents of the area, or of the ages that the measure is about."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What parts come to together."""

    value: Decimal
    """All counts over all bases, in the unit of the parts."""
    count: Decimal
    """All that is counted in a year."""
    number: int
    """How many parts it is the sum of."""
    missing: int
    """How many had no value or no base, and are left out."""


def total(parts: Iterable[Part], per: int) -> Sum | None:
    """Sum rates `per` so many of their bases; None where there is nothing to sum."""
    parts = list(parts)
    whole = [(one.value, one.base) for one in parts if one.value is not None and one.base]
    if not whole:
        return None
    count = sum((value * base / per for value, base in whole), Decimal())
    bases = sum(base for _, base in whole)
    return Sum(count * per / bases, count, len(whole), len(parts) - len(whole))
