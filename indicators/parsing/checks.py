"""Checking a return's rows against the catalogue, the areas and the sender: one table of rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from indicators.periods import Period

from . import figures, places
from .columns import FIGURES, Columns
from .facts import AreaFacts, Facts, MeasureFacts
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


REPEATS = "Row {} has the same measure, area and period. Keep one of the two."

Named = MeasureFacts | Fault | None
Place = AreaFacts | Fault | None
Key = tuple[int, int, Period]

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
    firsts: dict[Key, int] = {}
    told: set[Fault] = set()
    for row in rows:
        faults, result = _examine(row, facts, firsts)
        for fault in faults:
            problems.add(_located(fault, row, columns, told))
        if result:
            checked.append(result)
        if problems.is_full:
            break
    return Checked(tuple(checked), problems.in_order())


def _examine(
    row: Row, facts: Facts, firsts: dict[Key, int]
) -> tuple[list[Fault], CheckedRow | None]:
    """Return what is wrong with a row or, if nothing is, the checked row."""
    measure, area = places.find_measure(row, facts), places.find_area(row, facts)
    faults = list(_faults(row, measure, area, facts))
    if not (isinstance(measure, MeasureFacts) and isinstance(area, AreaFacts) and row.period):
        return faults, None
    faults += _repeated(row, (measure.id, area.id, row.period), firsts)
    definition = measure.definition_for(row.period)
    if faults or row.unread or definition is None:
        return faults, None
    reported = {field: getattr(row, field) for field in FIGURES}
    reported["denominator"] = figures.denominator_of(row, measure, area, facts)
    return [], CheckedRow(
        row=row.row,
        measure_id=measure.id,
        definition_id=definition.id,
        area_id=area.id,
        period=row.period,
        **reported,
        status=row.status,
        note=row.note,
    )


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


def _repeated(row: Row, key: Key, firsts: dict[Key, int]) -> Iterator[Fault]:
    """One measure, area and period has one row, by whichever of its codes the area is called."""
    first = firsts.setdefault(key, row.row)
    if first != row.row:
        yield Fault("area_code", "duplicate_row", REPEATS.format(first))


def _located(fault: Fault, row: Row, columns: Columns, told: set[Fault]) -> Iterator[Problem]:
    """Say where in the sheet a fault is; one in a column that is not there is told once only."""
    if column := columns.get(fault.field):
        value = _shown(getattr(row, fault.field))
        yield Problem(row.row, column.letter, column.header, value, fault.code, fault.message)
    elif fault not in told:
        told.add(fault)
        message = f"{fault.message} Add a column “{fault.field}”."
        yield Problem(None, "", fault.field, "", fault.code, message)


def _shown(value: object) -> str:
    return "" if value is None else str(value)[:LONGEST_SHOWN]
