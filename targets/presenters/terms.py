"""Terms of a target in words, one set beside another."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators import printing
from indicators.charts.wording import number
from targets.models import PlaceholderReason, Shape, TargetType, Terms

NOT_MEASURED = "Not measured"


@dataclass(frozen=True, slots=True)
class Column:
    """One set of terms, and what stands above it."""

    heading: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Cell:
    """What one set of terms says, and whether the set to its right says something else."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that terms say, in each of several sets."""

    label: str
    cells: tuple[Cell, ...]


def compared(columns: Sequence[Column], names: Mapping[str, str]) -> list[Compared]:
    """Return sets of terms side by side, the newest first; what none of them says is left out.

    `names` are those of districts, by code.
    """
    said = [dict(in_words(one.terms, names)) for one in columns]
    labels = dict.fromkeys(label for one in said for label in one)
    texts = {label: [one.get(label, "") for one in said] for label in labels}
    return [
        Compared(label, tuple(_cells(row)))
        for label, row in texts.items()
        if any(filter(None, row))
    ]


def _cells(texts: Sequence[str]) -> Iterator[Cell]:
    for text, older in zip(texts, [*texts[1:], texts[-1]], strict=True):
        yield Cell(text, text != older)


def in_words(terms: Terms, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield all that terms can say, each with its label; "" where they do not say it."""
    amount = amounts_of(terms)
    yield "Type", TargetType(terms.type).label
    yield "Measure", f"{terms.measure} {terms.measure.title}" if terms.measure else ""
    yield "Unit", terms.unit
    yield "Baseline", _baseline(terms, amount)
    yield "Source of the baseline", terms.baseline_source
    yield "Why not the portal's figure", terms.baseline_because
    yield "Values are", f"the largest gap to {terms.gap_to}" if terms.gap_to else ""
    for year, value in terms.by_year():
        yield year, _value(terms, value, amount)
    yield "Path", "" if terms.is_placeholder else Shape(terms.shape).label
    yield "Aim", "To slow a change for the worse" if terms.is_slowing else ""
    yield "Only for these districts", _parts(terms, names)
    yield "Why the districts do not add up", terms.parts_because
    yield "Reviewed", f"Every {terms.review_months} months"
    yield "Placeholder", _placeholder(terms)
    yield "Waits for", terms.placeholder_trigger
    yield "Reopens at the latest", printing.day(terms.reopens_on) if terms.reopens_on else ""


def amounts_of(terms: Terms) -> Callable[[Decimal], str]:
    """Return how amounts of terms are printed: to the places of the measure, or as typed."""
    least = terms.measure.decimals if terms.measure else 0
    return lambda value: amount(value, least)


def amount(value: Decimal, decimals: int) -> str:
    """Return an amount to at least so many places and none cut off, as in `1,234.50`."""
    exponent = value.normalize().as_tuple().exponent
    places = max(decimals, -exponent if isinstance(exponent, int) else 0)
    return number(value, places)  # type: ignore[arg-type]  # it prints a Decimal exactly


def last_value(terms: Terms) -> str:
    """Return the value of the last year that is measured with its year, or what stands for it."""
    if terms.is_placeholder:
        return "Placeholder"
    found = [(year, value) for year, value in terms.by_year() if value is not None]
    if not found:
        return "No value"
    year, value = found[-1]
    return f"{amounts_of(terms)(value)} in {year}"


def _baseline(terms: Terms, written: Callable[[Decimal], str]) -> str:
    if terms.baseline is None:
        return ""
    period = f" in {terms.baseline_period}" if terms.baseline_period else ""
    proxy = ", a proxy" if terms.baseline_is_proxy else ""
    return f"{written(terms.baseline)}{period}{proxy}"


def _value(terms: Terms, value: Decimal | None, written: Callable[[Decimal], str]) -> str:
    if value is not None:
        return written(value)
    return "" if terms.is_placeholder or terms.last_value is None else NOT_MEASURED


def _parts(terms: Terms, names: Mapping[str, str]) -> str:
    return "; ".join(_part(one, names, terms) for one in terms.parts)


def _part(part: Mapping[str, Any], names: Mapping[str, str], terms: Terms) -> str:
    name = names.get(part["area"], part["area"])
    return f"{name} {amounts_of(terms)(Decimal(part['value']))}"


def _placeholder(terms: Terms) -> str:
    return PlaceholderReason(terms.placeholder_reason).label if terms.is_placeholder else ""
