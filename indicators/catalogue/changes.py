"""What the files of the catalogue would change, record by record and field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any

from .schema import (
    Catalogue,
    DefinitionEntry,
    IndicatorEntry,
    MeasureEntry,
    MembershipEntry,
)

NOT_COLUMNS = frozenset({"file", "uncertain", "memberships", "measures", "definitions"})

Row = Mapping[str, Any]


class Table(StrEnum):
    """What a record of the catalogue is."""

    INDICATOR = "indicator"
    MEMBERSHIP = "membership"
    MEASURE = "measure"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class Record:
    """One record by what names it, whether it is in a file, in the database or in both.

    `key` is (code,) of an indicator or measure, (measure, version) of a definition, and
    (framework, reference, first day) of a membership.
    """

    table: Table
    indicator: str
    key: tuple[str, ...]

    def __str__(self) -> str:
        match self.table:
            case Table.DEFINITION:
                return f"{self.key[0]} ({self.key[1]})"
            case Table.MEMBERSHIP:
                return f"{self.indicator} in {self.key[1] or self.key[0]} from {self.key[2]}"
            case Table.MEASURE:
                return f"Measure {self.key[0]}"
            case Table.INDICATOR:
                return self.key[0]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that becomes another value; no field: the whole record is added or removed."""

    record: Record
    field: str = ""
    before: Any = None
    after: Any = None

    @property
    def is_removal(self) -> bool:
        return not self.field and self.after is None

    def __str__(self) -> str:
        if self.field:
            return f"{self.record}: {self.field}: {self.before!r} becomes {self.after!r}"
        return f"{self.record}: {'removed' if self.is_removal else 'added'}"


def columns(entry: type[Any]) -> list[str]:
    """Return the fields of an entry that are columns of its table."""
    return [field.name for field in fields(entry) if field.name not in NOT_COLUMNS]


def records(catalogue: Catalogue) -> dict[Record, Row]:
    """Return every record of the catalogue with its columns, as the database has them."""
    return dict(record for indicator in catalogue.indicators for record in _records(indicator))


def membership_key(row: Row) -> tuple[str, ...]:
    return (row["framework"], row["reference"], str(row["starts_on"]))


def compare(stored: Mapping[Record, Row], wanted: Mapping[Record, Row]) -> list[Change]:
    """Return what makes `stored` into `wanted`."""
    changes = [Change(record, after=row) for record, row in wanted.items() if record not in stored]
    for record, row in stored.items():
        if record in wanted:
            changes += _field_changes(record, row, wanted[record])
        else:
            changes.append(Change(record, before=row))
    return changes


def _field_changes(record: Record, stored: Row, wanted: Row) -> Iterator[Change]:
    for field, after in wanted.items():
        if stored[field] != after:
            yield Change(record, field, stored[field], after)


def _records(indicator: IndicatorEntry) -> Iterator[tuple[Record, Row]]:
    code = indicator.code
    notes = " ".join(filter(None, [indicator.notes, indicator.caveat]))
    yield Record(Table.INDICATOR, code, (code,)), _row(indicator) | {"notes": notes}
    for membership in indicator.memberships:
        row = _row(membership)
        yield Record(Table.MEMBERSHIP, code, membership_key(row)), row
    for measure in indicator.measures:
        yield Record(Table.MEASURE, code, (measure.code,)), _row(measure)
        for definition in measure.definitions:
            key = (measure.code, definition.version)
            yield Record(Table.DEFINITION, code, key), _row(definition)


def _row(
    entry: IndicatorEntry | MembershipEntry | MeasureEntry | DefinitionEntry,
) -> dict[str, Any]:
    return {name: _column(getattr(entry, name)) for name in columns(type(entry))}


def _column(value: Any) -> Any:
    """Return a value as the database gives it back."""
    match value:
        case tuple():
            return list(value)
        case float():
            return Decimal(str(value))
        case _:
            return value
