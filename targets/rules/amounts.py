"""What arithmetic asks of the amounts of a line."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from .lines import Line, Rule

OTHER_UNIT = 10
"""Times the baseline from which an amount looks like one of another unit."""

ARITHMETIC = "arithmetic"


def _amounts(line: Line) -> Iterator[tuple[str, Decimal]]:
    """Yield each amount that is set, with what to call it."""
    if line.baseline is not None:
        yield "baseline", line.baseline
    for year, value in zip(line.years, line.values, strict=True):
        if value is not None:
            yield f"value of {year}", value


def plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _has_values(line: Line, on: date) -> str:
    if line.is_placeholder or line.last is not None:
        return ""
    return "Set a value for at least one year, or make it a placeholder and say what it waits for."


def _has_baseline(line: Line, on: date) -> str:
    if line.is_placeholder or line.is_gap or line.baseline is not None:
        return ""
    return "Set a baseline, or make it a placeholder until there is one."


def _in_its_unit(line: Line, on: date) -> str:
    if line.is_gap or not line.measure_unit or line.unit in ("", line.measure_unit):
        return ""
    return f"{line.code or 'Its measure'} is given in {line.measure_unit}, not in {line.unit}."


def _in_range(line: Line, on: date) -> str:
    if line.is_gap:
        return ""
    for name, amount in _amounts(line):
        if line.lowest is not None and amount < line.lowest:
            return f"The {name} is {plain(amount)}; it cannot be under {plain(line.lowest)}."
        if line.highest is not None and amount > line.highest:
            return f"The {name} is {plain(amount)}; it cannot be over {plain(line.highest)}."
    return ""


def _looks_like_its_unit(line: Line, on: date) -> str:
    if line.is_gap or not line.baseline or line.polarity == "zero":
        return ""
    for name, amount in _amounts(line):
        ratio = abs(amount / line.baseline)
        if ratio > OTHER_UNIT or 0 < ratio < Decimal(1) / OTHER_UNIT:
            return (
                f"The {name} is {plain(amount)} and the baseline {plain(line.baseline)}: one of "
                f"them looks like another unit. Both are {line.unit or 'in the same unit'}."
            )
    return ""


def _the_better_way(line: Line, on: date) -> str:
    if line.is_gap or line.is_slowing or line.baseline is None or line.last is None:
        return ""
    change, better = line.last - line.baseline, {"low": -1, "high": 1}.get(line.polarity)
    if line.polarity == "zero":
        change, better = abs(line.last) - abs(line.baseline), -1
    if better is None or change * better >= 0:
        return ""
    lower = "lower" if line.polarity == "low" else "higher"
    if line.polarity == "zero":
        lower = "nearer to zero"
    return (
        f"{plain(line.last)} is worse than the baseline, {plain(line.baseline)}: {lower} is "
        "better. Change it, or tick that the aim is to slow a change for the worse."
    )


def _only_when_measured(line: Line, on: date) -> str:
    for year, value in zip(line.years, line.values, strict=True):
        if value is not None and year in line.unmeasured:
            return f"{line.code} is not measured in {year}. Leave that year empty."
    return ""


def _baseline_is_the_figure(line: Line, on: date) -> str:
    if line.baseline is None or line.known is None or line.explains_baseline:
        return ""
    if line.baseline == line.known:
        return ""
    return (
        f"The portal's figure for that period is {plain(line.known)} and the baseline "
        f"{plain(line.baseline)}. Take the figure over, or say why the baseline is another."
    )


AMOUNTS = (
    Rule(
        code="has_values",
        says="A target says what is to be reached in a year of the agreement.",
        source="2007 Act s.106(2)(a), by its explanatory note",
        check=_has_values,
    ),
    Rule(
        code="has_baseline",
        says="A target starts from a baseline.",
        source="CLG template of the agreements (general knowledge)",
        check=_has_baseline,
    ),
    Rule("in_its_unit", "Amounts are in the unit of the measure.", ARITHMETIC, _in_its_unit),
    Rule("in_range", "An amount is one that the measure can have.", ARITHMETIC, _in_range),
    Rule(
        code="looks_like_its_unit",
        says=f"An amount over {OTHER_UNIT} times the baseline is taken for a slip.",
        source=ARITHMETIC,
        check=_looks_like_its_unit,
    ),
    Rule(
        code="the_better_way",
        says="A target for improvement is better than its baseline.",
        source="2007 Act s.105, “local improvement target”",
        check=_the_better_way,
    ),
    Rule(
        code="only_when_measured",
        says="A survey has a value only in the years in which it runs.",
        source="Place Survey: 2008 and every second year",
        check=_only_when_measured,
    ),
    Rule(
        code="baseline_is_the_figure",
        says="A baseline is the portal's figure, or says why not.",
        source="collected once, said once",
        check=_baseline_is_the_figure,
    ),
)
