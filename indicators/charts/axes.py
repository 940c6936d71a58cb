"""The two axes of a chart over time."""

from collections.abc import Sequence
from math import ceil

from indicators.charts.frame import EDGE
from indicators.charts.scales import Scale, decimals_of, text_width
from indicators.charts.svg import CONTEXT, INK, WIDTH, Markup, join, line, text
from indicators.charts.wording import number

GAP = 8


def room_for(marks: Sequence[float]) -> float:
    """Return how much of the width the numbers of the value axis need."""
    return EDGE + GAP + max(text_width(words) for words in _numbers(marks))


def value_axis(marks: Sequence[float], y: Scale, *, left: float, right: float) -> Markup:
    """Return a line across the plot for each mark, the one at 0 dark, with its number."""
    lines = (line(left, y(mark), right, y(mark), stroke=_colour(mark)) for mark in marks)
    numbers = (
        text(words, left - GAP, y(mark) + 4, text_anchor="end")
        for mark, words in zip(marks, _numbers(marks), strict=True)
    )
    return join(*lines, *numbers)


def number_axis(marks: Sequence[float], x: Scale, *, top: float, bottom: float) -> Markup:
    """Return a line down the plot for each mark, with as many of their numbers as have room."""
    lines = (line(x(mark), top, x(mark), bottom, stroke=_colour(mark)) for mark in marks)
    numbers = list(zip(marks, _numbers(marks), strict=True))
    widest = max(text_width(words) for words in _numbers(marks)) + GAP
    step = max(1, ceil(widest / (x(marks[1]) - x(marks[0]))))
    return join(
        *lines,
        *(
            text(words, x(mark), bottom + 16, text_anchor="middle")
            for mark, words in numbers[::step]
        ),
    )


def _colour(mark: float) -> str:
    return CONTEXT if mark else INK


def _numbers(marks: Sequence[float]) -> list[str]:
    decimals = decimals_of(marks)
    return [number(mark, decimals) for mark in marks]


def period_axis(labels: Sequence[str], x: Scale, *, top: float) -> Markup:
    """Return the labels that have room, always with the last, each under its tick."""
    widest = max(text_width(label) for label in labels) + 2 * GAP
    apart = x(1) - x(0)
    step = max(1, ceil(widest / apart))
    positions = range(len(labels) - 1, -1, -step)
    return join(
        *(line(x(at), top, x(at), top + 5, stroke=INK) for at in positions),
        *(_label(labels[at], x(at), top + 19) for at in positions),
    )


def period_scale(count: int, *, left: float, right: float) -> Scale:
    """Return a scale over the positions of that many periods; a single one is in the middle."""
    return Scale(0, count - 1, left, right) if count > 1 else Scale(-1, 1, left, right)


def _label(words: str, x: float, y: float) -> Markup:
    half = text_width(words) / 2
    return text(words, min(max(x, half), WIDTH - half), y, text_anchor="middle")
