"""Signals as a concern's page prints them: each with the numbers that it copied."""

from dataclasses import dataclass

from indicators import printing
from reviews.models import LEVELS, Signal
from reviews.signals import KINDS, NAMES


@dataclass(frozen=True)
class ShownSignal:
    """A signal with the numbers that it copied when it fired."""

    signal: Signal

    @property
    def name(self) -> str:
        return KINDS[self.signal.kind].name

    @property
    def rule(self) -> str:
        return KINDS[self.signal.kind].says

    @property
    def weight(self) -> str:
        return f"{self.signal.seriousness}, {NAMES[self.signal.seriousness].lower()}"

    @property
    def numbers(self) -> str:
        """As in “to date: 1,440; expected: 904”, to four digits that count."""
        told = (
            f"{NUMBERS.get(name, name.replace('_', ' '))}: {_said(name, value)}"
            for name, value in self.signal.numbers.items()
            if value is not None
        )
        return "; ".join(told)


NUMBERS = {
    "p": "chance of so much, if the path is kept to",
    "p_meet": "chance of meeting the year",
    "to_date": "events so far",
    "expected": "expected by the path",
    "look": "periods in",
    "looks": "of",
}


CHANCES = frozenset({"p", "p_meet"})


def _said(name: str, value: object) -> str:
    match value:
        case list():
            return ", ".join(map(str, value))
        case bool():
            return "yes" if value else "no"
        case int() | float() if name in CHANCES:
            return f"{value:.1%}" if value >= SMALLEST else f"under {SMALLEST:.1%}"
        case int() | float():
            return printing.significant(value)
    return LEVEL_NAMES.get(str(value), str(value).replace("_", " "))


SMALLEST = 0.001
"""Below which a chance is only said to be so small."""

LEVEL_NAMES = {key: name.lower() for key, name in LEVELS}
