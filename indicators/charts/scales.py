"""From numbers to pixels: scales, round ticks, and room for text."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil, floor, isclose, log10

ROUND_STEPS = (1, 2, 2.5, 5, 10)
# Two numbers nearer to each other than this are one place on an axis, whose labels have at most
# twelve decimals; below about 1e-308 a step between them would even be 0.
FINEST = 1e-9
NARROW, WIDE = frozenset("fijlrtI.,:;'|!()[]/ -"), frozenset("mwMW%@")


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps the numbers from `low` to `high` onto the pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def with_zero(numbers: Sequence[float]) -> tuple[float, float]:
    """Return the lowest and highest of the numbers and 0, as a bar needs, or 0 to 1 for none."""
    low, high = min(0, *numbers, 0), max(0, *numbers, 0)
    return (low, high) if high - low > FINEST else (0, 1)


def zero_if_near(numbers: Sequence[float]) -> tuple[float, float]:
    """Return the lowest and highest number, or 0 for one of them where that costs little room.

    An axis that leaves out 0 makes a small change look large, so it must be worth it: 0 is left
    out only where the numbers would otherwise crowd into less than half of the height.
    """
    low, high = min(numbers), max(numbers)
    nearer, farther = sorted((abs(low), abs(high)))
    together = isclose(low, high, rel_tol=1e-6, abs_tol=FINEST)
    if together or low * high <= 0 or nearer <= farther / 2:
        return with_zero(numbers)
    return low, high


def ticks(low: float, high: float, *, about: int = 5) -> list[float]:
    """Return round numbers, evenly spaced, from at or below `low` to at or above `high`."""
    step = _round_step((high - low) / about)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [float(f"{number * step:.12g}") for number in range(first, last + 1)]


def _round_step(rough: float) -> float:
    magnitude = 10.0 ** floor(log10(rough))
    return next(step * magnitude for step in ROUND_STEPS if step * magnitude >= rough * 0.999)


def decimals_of(numbers: Sequence[float]) -> int:
    """Return how many decimals tell all these (round) numbers in full."""
    return max(len(f"{number:.12f}".rstrip("0").partition(".")[2]) for number in numbers)


def text_width(text: str, size: float = 12, *, bold: bool = False) -> float:
    """Return about how many pixels a text takes in Helvetica or Arial; rather more than less."""
    return sum(map(_em, text)) * size * (1.07 if bold else 1)


@cache  # a chart asks for the width of a thousand characters, most of them digits
def _em(character: str) -> float:
    if character in NARROW:
        return 0.34
    return 0.89 if character in WIDE else 0.57 + 0.11 * character.isupper()


def wrap(text: str, width: float, *, size: float = 12, bold: bool = False) -> list[str]:
    """Return the text in lines that fit the width, but for a single word that does not."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def spread(wanted: Sequence[float], *, gap: float, low: float, high: float) -> list[float]:
    """Return places as near to those wanted as leaves `gap` between any two, from `low` to `high`.

    Where there is not room for all, they start at `low` and run past `high`.
    """
    order = sorted(range(len(wanted)), key=lambda position: (wanted[position], position))
    placed = [0.0] * len(wanted)
    lowest, highest = low, high - gap * (len(wanted) - 1)
    for position in order:
        placed[position] = max(lowest, min(wanted[position], highest))
        lowest, highest = placed[position] + gap, highest + gap
    return placed


@dataclass(frozen=True, slots=True)
class LogScale:
    """Maps the positive numbers from `low` to `high` onto pixels, equal ratios to equal lengths."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        linear = Scale(log10(self.low), log10(self.high), self.start, self.end)
        return linear(log10(value))


def log_ticks(low: float, high: float) -> list[float]:
    """Return round numbers within the range: 1, 2 and 5 times powers of ten, or evenly spaced."""
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    steps = [10.0**power * step for power in powers for step in (1, 2, 5)]
    within = [step for step in steps if low <= step <= high]
    return within if len(within) > 1 else [each for each in ticks(low, high) if low <= each <= high]
