"""What a workbook's cells say: as people see them, not as a file keeps them."""

from datetime import date

import pytest
from openpyxl import Workbook

from indicators.parsing import read
from tests.factories.workbooks import HEADER, ROW, saved, workbook


def reading_of_cell(value, number_format: str = "General", column: str = "numerator"):
    """Read a return whose one row has `value` in a column, shown by a number format."""
    book = Workbook()
    sheet = book.active
    sheet.append(HEADER)
    sheet.append(ROW)
    cell = sheet.cell(2, HEADER.index(column) + 1, value)
    cell.number_format = number_format
    return read(saved(book), "return.xlsx")


NUMBERS = [
    # what is kept, how it is shown, what is read
    (5, "General", "5"),
    (5.0, "General", "5"),
    ("5", "@", "5"),
    (0.1 + 0.2, "General", "0.3"),
    (1234.5, "#,##0", "1234.5"),
    (1e11, "General", "100000000000"),
    (-0.0, "General", "0"),
]


@pytest.mark.parametrize(("kept", "shown", "number"), NUMBERS)
def test_number_is_read_with_all_its_digits_and_no_noise(kept, shown, number):
    reading = reading_of_cell(kept, shown)
    assert reading.problems == ()
    assert f"{reading.rows[0].numerator:f}" == number


def test_number_of_many_decimals_is_rounded_with_a_notice():
    reading = reading_of_cell(1 / 3, column="denominator")
    assert f"{reading.rows[0].denominator:f}" == "0.333333"
    assert reading.notice == "Numbers rounded to 6 decimals: 1."


def test_share_shown_as_a_percentage_is_told_as_one():
    (problem,) = reading_of_cell(0.274, "0.0%").problems
    assert (problem.code, problem.value) == ("percent_sign", "27.4%")
    assert problem.message == "“27.4%” has a percent sign. Write 27.4."


@pytest.mark.parametrize(
    ("shown", "code"),
    [("mmm-yy", "2008-04"), ("mmmm yyyy", "2008-04")],
)
def test_month_that_a_spreadsheet_made_a_date_of_is_a_month(shown, code):
    reading = reading_of_cell(date(2008, 4, 1), shown, "period")
    assert reading.rows[0].period.code == code


AMBIGUOUS = [
    (date(2008, 9, 1), "mmm-yy", "“Sep-2008” is not a period. Write 2008-09."),
    (date(2008, 4, 1), "dd/mm/yyyy", "“01/04/2008” is not a period. Write 2008-04."),
]


@pytest.mark.parametrize(("day", "shown", "sentence"), AMBIGUOUS)
def test_date_that_may_be_a_year_or_a_day_is_asked_back(day, shown, sentence):
    (problem,) = reading_of_cell(day, shown, "period").problems
    assert problem.message == sentence


def test_code_keeps_the_zeros_it_is_shown_with():
    reading = reading_of_cell(9, "00", "area_code")
    assert reading.rows[0].area_code == "09"


def test_error_of_a_spreadsheet_is_named():
    (problem,) = reading_of_cell("#DIV/0!").problems
    assert problem.code == "spreadsheet_error"


SHEETS = [
    # sheets, which is read, notice
    ({"Data": [HEADER, ROW]}, 1, ""),
    ({"Notes": [], "Data": [HEADER, ROW]}, 1, "Of the sheets, “Data” was read."),
    ({"Notes": [("Read me",)], "return": [HEADER, ROW]}, 1, "Of the sheets, “return” was read."),
]


@pytest.mark.parametrize(("sheets", "rows", "notice"), SHEETS)
def test_sheet_called_return_is_read_or_else_the_first_with_something_in_it(sheets, rows, notice):
    reading = read(workbook(sheets=sheets), "return.xlsx")
    assert (len(reading.rows), reading.notice, reading.problems) == (rows, notice, ())


def test_hidden_sheet_is_not_read():
    book = Workbook()
    book.active.append(HEADER)
    book.active.sheet_state = "hidden"
    book.create_sheet("Seen").append(HEADER)
    book["Seen"].append(ROW)
    assert len(read(saved(book), "return.xlsx").rows) == 1


def test_row_numbers_are_those_beside_the_rows():
    reading = read(
        workbook((), HEADER, (), ("NI 16", "E07000901", "oops", 5, 10, "final")), "a.xlsx"
    )
    (problem,) = reading.problems
    assert (problem.row, problem.column) == (4, "C")


def test_workbook_under_another_name_is_not_read():
    (problem,) = read(workbook(), "return.csv").problems
    assert problem.code == "not_csv"
    assert "though its name does not end so" in problem.message
