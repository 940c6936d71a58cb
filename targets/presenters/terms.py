"""Terms of a target, one set beside another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from targets.models import Terms

from .redlines import Names, said_by, value


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


def compared(columns: Sequence[Column], names: Names) -> list[Compared]:
    """Return sets of terms side by side, the newest first; what none of them says is left out."""
    rows = zip(*(said_by(one.terms, names) for one in columns), strict=True)
    return [
        Compared(row[0].name, tuple(_cells([one.text for one in row])))
        for row in rows
        if any(one.text for one in row)
    ]


def _cells(texts: Sequence[str]) -> Iterator[Cell]:
    for text, older in zip(texts, [*texts[1:], texts[-1]], strict=True):
        yield Cell(text, text != older)


def last_value(terms: Terms) -> str:
    """Return the value of the last year that is measured with its year, or what stands for it."""
    if terms.is_placeholder:
        return "Placeholder"
    found = [(year, amount) for year, amount in terms.by_year() if amount is not None]
    if not found:
        return "No value"
    year, amount = found[-1]
    return f"{value(amount, terms)} in {year}"
