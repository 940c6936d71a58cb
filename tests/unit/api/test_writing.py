"""How single values are written in files of figures."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from indicators.api.figure_formats.columns import COLUMNS, written
from indicators.api.figure_formats.sdmx import COMPONENTS, time_period
from indicators.api.figure_formats.sdmx_structure import CONCEPTS
from indicators.api.figure_formats.workbooks import Exactly
from indicators.periods import Period


@pytest.mark.parametrize(
    "value, text",
    [
        (None, ""),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-7, "0.0000001"),
        (Decimal("640.500000"), "640.5"),
        (12, "12"),
        (True, "true"),
        (datetime(2009, 6, 1, 12, tzinfo=UTC), "2009-06-01T12:00:00Z"),
    ],
)
def test_values_are_written_as_json_writes_them(value, text):
    assert written(value) == text


@pytest.mark.parametrize(
    "period, text",
    [
        ("2008/09", "2008-04-01/P1Y"),
        ("2008", "2008"),
        ("2008-04", "2008-04"),
        ("2008/09 Q1", "2008-Q2"),
        ("2008/09 Q4", "2009-Q1"),
    ],
)
def test_periods_are_those_of_sdmx(period, text):
    assert time_period(Period.parse(period)) == text


@pytest.mark.parametrize("number", [0.1 + 0.2, 1 / 3, 1306000, 5e-324, 1.7976931348623157e308])
def test_workbooks_keep_every_digit(number):
    assert float(f"{Exactly(number):.16G}") == number


def test_columns_have_names_of_their_own_and_meanings():
    assert len({column.title for column in COLUMNS}) == len(COLUMNS)
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
    assert all(column.meaning for column in COLUMNS)


def test_every_component_of_sdmx_is_a_concept():
    assert list(COMPONENTS) == list(CONCEPTS)
