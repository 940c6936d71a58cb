"""Checking a return's rows against the catalogue, the areas and the sender: one table of rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.periods import Period

from . import figures, places
from .columns import Columns
from .facts import AreaFacts, Facts, MeasureFacts
from .fields import FIGURES
from .problems import LONGEST_SHOWN, Fault, Problem, Problems
from .rows import Row


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row with nothing wrong, in terms of the records it belongs to."""

    row: int
    measure_id: int
    definition_id: int
    area_id: int
    period: Period
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    sample_size: Decimal | None
    design_effect: Decimal | None
    expected: Decimal | None
    group_2_numerator: Decimal | None
    group_2_denominator: Decimal | None
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows with nothing wrong, and everything that is wrong with the others."""

    rows: tuple[CheckedRow, ...]
    problems: tuple[Problem, ...]
    named: tuple["NamedArea", ...] = ()


@dataclass(frozen=True, slots=True)
class NamedArea:
    """An area that rows call by a name, `text`: what is taken for meant, for its sender to confirm.

    `rows` has the first of them, `row_count` says how many there are.
    """

    text: str
    code: str
    name: str
    rows: tuple[int, ...]
    row_count: int


def joined(named: Iterable[NamedArea]) -> tuple[NamedArea, ...]:
    """Put together what several parts of a file call areas by name."""
    found: dict[tuple[str, str], NamedArea] = {}
    for area in named:
        key = area.text, area.code
        before = found.get(key, replace(area, rows=(), row_count=0))
        rows = (*before.rows, *area.rows)[:ROWS_NAMED]
        found[key] = replace(area, rows=rows, row_count=before.row_count + area.row_count)
    return tuple(found.values())


REPEATS = "Row {} has the same measure, area and period. Keep one of the two."

Named = MeasureFacts | Fault | None
Place = AreaFacts | Fault | None
Key = tuple[int, int, Period]

ROWS_NAMED = 10

OF_ROW = (
    places.period_is_over,
    figures.figures_are_not_negative,
    figures.bases_are_above_zero,
    figures.no_figure_against_status,
)
OF_AREA = (
    places.area_is_the_senders,
    places.area_existed,
)
OF_MEASURE = (
    places.period_is_of_a_kind,
    places.period_is_defined,
    figures.required_figures_are_there,
    figures.counts_are_whole,
    figures.parts_are_within_their_whole,
    figures.shares_are_percentages,
)
OF_BOTH = (
    places.area_is_of_a_level,
    figures.denominator_is_known,
)


def check(rows: Iterable[Row], facts: Facts, columns: Columns) -> Checked:
    """Check rows as `read` gave them; `columns` says where in the sheet their fields stand.

    A row with an unread cell is checked as far as it goes, and is not among the checked ones.
    """
    problems = Problems()
    checked: list[CheckedRow] = []
    firsts: dict[Key, Row] = {}
    told: set[Fault] = set()
    named = Names()
    for row in rows:
        faults, result, area = _examine(row, facts, firsts)
        if isinstance(area, AreaFacts) and places.is_named(row, facts):
            named.add(row, area)
        for fault in faults:
            problems.add(_located(fault, row, columns, told))
        if result:
            checked.append(result)
        if problems.is_full:
            break
    return Checked(tuple(checked), problems.in_order(), named.found())


class Names:
    """Gathers which rows call which area by which name."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, AreaFacts], dict[int, None]] = {}

    def add(self, row: Row, area: AreaFacts) -> None:
        self._rows.setdefault((row.area_code, area), {})[row.row] = None

    def found(self) -> tuple[NamedArea, ...]:
        return tuple(
            NamedArea(text, area.code, area.name, tuple(rows)[:ROWS_NAMED], len(rows))
            for (text, area), rows in self._rows.items()
        )


def _examine(
    row: Row, facts: Facts, firsts: dict[Key, Row]
) -> tuple[list[Fault], CheckedRow | None, Place]:
    """Return what is wrong with a row or, if nothing is, the checked row; and its area."""
    measure = places.find_measure(row, facts)
    area = places.find_area(row, measure if isinstance(measure, MeasureFacts) else None, facts)
    faults = list(_faults(row, measure, area, facts))
    if not (isinstance(measure, MeasureFacts) and isinstance(area, AreaFacts) and row.period):
        return faults, None, area
    faults += _repeated(row, (measure.id, area.id, row.period), firsts)
    definition = measure.definition_for(row.period)
    if faults or row.unread or definition is None:
        return faults, None, area
    reported = {field: getattr(row, field) for field in FIGURES}
    reported["denominator"] = figures.denominator_of(row, measure, area, facts)
    checked = CheckedRow(
        row=row.row,
        measure_id=measure.id,
        definition_id=definition.id,
        area_id=area.id,
        period=row.period,
        **reported,
        status=row.status,
        note=row.note,
    )
    return [], checked, area


def _faults(row: Row, measure: Named, area: Place, facts: Facts) -> Iterator[Fault]:
    """Go through the rules; those on a measure or an area wait until it is known."""
    yield from (fault for fault in (measure, area) if isinstance(fault, Fault))
    for of_row in OF_ROW:
        yield from of_row(row, facts)
    if isinstance(area, AreaFacts):
        for of_area in OF_AREA:
            yield from of_area(row, area, facts)
    if isinstance(measure, MeasureFacts):
        for of_measure in OF_MEASURE:
            yield from of_measure(row, measure)
    if isinstance(measure, MeasureFacts) and isinstance(area, AreaFacts):
        for of_both in OF_BOTH:
            yield from of_both(row, measure, area, facts)


def _repeated(row: Row, key: Key, firsts: dict[Key, Row]) -> Iterator[Fault]:
    """One measure, area and period has one row, by whichever of its codes the area is called."""
    first = firsts.setdefault(key, row)
    if first is not row:
        yield Fault("area_code", "duplicate_row", REPEATS.format(first.row))


def _located(fault: Fault, row: Row, columns: Columns, told: set[Fault]) -> Iterator[Problem]:
    """Say where in the sheet a fault is; one in a column that is not there is told once only."""
    place = row.places.get(fault.field)
    number, column = place or (row.row, columns.get(fault.field))
    if column is None and row.places:  # a figure that a table of periods has no row of
        number, column = next(iter(row.places.values()))
    if column:
        value = _shown(getattr(row, fault.field))
        yield Problem(number, column.letter, column.header, value, fault.code, fault.message)
    elif fault not in told:
        told.add(fault)
        message = f"{fault.message} Add a column “{fault.field}”."
        yield Problem(None, "", fault.field, "", fault.code, message)


def _shown(value: object) -> str:
    return "" if value is None else str(value)[:LONGEST_SHOWN]
