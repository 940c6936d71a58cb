"""What arithmetic asks of a target that is for some districts only."""

from datetime import date
from decimal import Decimal

from .amounts import ARITHMETIC
from .lines import Line, Rule

CLOSE = Decimal("0.005")
"""Of the whole: how far parts may be from it by rounding alone."""


def _parts_have_weight(line: Line, on: date) -> str:
    without = [part.name for part in line.parts if part.weight <= 0]
    if not without:
        return ""
    return f"Say how much {', '.join(without)} counts in the whole: its people, homes or cases."


def _parts_make_the_whole(line: Line, on: date) -> str:
    weight = sum((part.weight for part in line.parts), Decimal())
    if line.explains_parts or line.last is None or weight <= 0:
        return ""
    mean = sum((part.weight * part.value for part in line.parts), Decimal()) / weight
    if abs(mean - line.last) <= abs(line.last) * CLOSE:
        return ""
    return (
        f"The districts' values come to {mean:.2f} together and the target is "
        f"{line.last.normalize():f}. Make them agree, or say why they do not."
    )


PARTS = (
    Rule(
        code="parts_have_weight",
        says="Each district of a target for some districts only counts for something.",
        source=ARITHMETIC,
        check=_parts_have_weight,
    ),
    Rule(
        code="parts_make_the_whole",
        says="Districts' values, each by its weight, come to the value of the whole.",
        source=ARITHMETIC,
        check=_parts_make_the_whole,
    ),
)
