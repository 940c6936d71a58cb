"""A real return has nothing wrong; a copy with ten faults has exactly those ten."""

from datetime import date
from pathlib import Path

import pytest

from indicators.parsing import (
    AreaFacts,
    DefinitionFacts,
    Facts,
    MeasureFacts,
    check,
    in_order,
    read,
    read_in_child,
)

RETURNS = Path(__file__).parents[2] / "golden" / "returns"
REAL = "ni16-by-police-force.csv"

NI_16 = MeasureFacts(
    id=16,
    code="NI 16",
    indicator="NI 16",
    kind="count_rate",
    levels=("police_force",),
    period_kinds=("financial_year",),
    base="population",
    age_band="all",
    definitions=(
        DefinitionFacts(1, "back-series", date(2002, 4, 1), date(2008, 4, 1)),
        DefinitionFacts(2, "2008-05", date(2008, 4, 1), None),
    ),
)

TEN_FAULTS = [
    # row, column, header, value, code
    (3, "A", "indicator", "NI 99", "unknown_indicator"),
    (14, "B", "area_code", "E2300002", "unknown_area"),
    (25, "C", "period", "2005/07", "not_a_period"),
    (47, "D", "numerator", "76O40", "letter_in_number"),
    (58, "E", "denominator", "1,017,607", "thousands_separator"),
    (96, "F", "status", "finl", "not_a_status"),
    (130, "D", "numerator", "-6060", "negative_figure"),
    (201, "E", "denominator", "0", "zero_base"),
    (260, "D", "numerator", "9576", "figure_against_status"),
    (333, "B", "area_code", "E23000034", "duplicate_row"),
]


@pytest.fixture
def forces() -> Facts:
    """The forces of the real return (39 of the codes that run from 1 to 39), and NI 16."""
    codes = [f"E230000{number:02}" for number in range(1, 40)]
    areas = {
        code: AreaFacts(number, code, f"Force {number}", ("police_force",), None, None, ())
        for number, code in enumerate(codes, start=1)
    }
    return Facts(date(2012, 7, 1), {"NI 16": (NI_16,)}, areas, {}, {}, None, "Home Office")


def test_a_real_return_has_nothing_wrong(forces):
    reading = read((RETURNS / REAL).read_bytes(), REAL)
    checked = check(reading.rows, forces, reading.columns)

    assert (reading.problems, checked.problems, reading.notice) == ((), (), "")
    assert len(checked.rows) == reading.row_count == 390


def test_a_real_return_keeps_its_figures_and_the_definition_of_its_time(forces):
    reading = read((RETURNS / REAL).read_bytes(), REAL)
    first, *_ = checked = check(reading.rows, forces, reading.columns).rows

    assert (first.row, first.period.code, first.numerator, first.denominator) == (
        2,
        "2002/03",
        291217,
        7369391,
    )
    assert first.definition_id == 1
    assert {row.definition_id for row in checked if row.period.code == "2008/09"} == {2}


def test_ten_faults_are_exactly_ten_problems(forces):
    reading = read((RETURNS / "ten-faults.csv").read_bytes(), "ten-faults.csv")
    checked = check(reading.rows, forces, reading.columns)
    problems = in_order((*reading.problems, *checked.problems))

    assert [(p.row, p.column, p.field, p.value, p.code) for p in problems] == TEN_FAULTS
    assert len(checked.rows) == 380
    assert reading.row_count == 390


def test_the_child_reads_the_same():
    for name in (REAL, "ten-faults.csv"):
        content = (RETURNS / name).read_bytes()
        assert read_in_child(content, name) == read(content, name)
