"""Which column is which, and how rows are told apart and numbered."""

import pytest

from indicators.parsing import HEADER_CODES, Column, Reading, read

USUAL = "indicator,area_code,period,numerator,denominator,status,note"


def read_text(text: str) -> Reading:
    return read(text.encode(), "return.csv")


def test_columns_come_in_any_order_and_spelling():
    reading = read_text("Notes, Count ,YEAR,ons code,NI\nas sent,5,2008/09,99ub,16\n")
    (row,) = reading.rows
    assert (row.indicator, row.area_code, row.numerator, row.note) == (
        "NI 16",
        "99UB",
        5,
        "as sent",
    )
    assert reading.columns["numerator"] == Column("B", "Count")


HEADERS = [
    # header, row, column, code, sentence
    (
        "indicater,area_code,period,numerator,indicator",
        "A",
        "unknown_column",
        "“indicater” is not a column of a return. Did you mean “indicator”? If not, delete it.",
    ),
    (
        "indicator,area_code,period,numerator,frobnicate",
        "E",
        "unknown_column",
        "“frobnicate” is not a column of a return. Delete it.",
    ),
    (
        "indicator,area_code,period,numerator,GSS code",
        "E",
        "duplicate_column",
        "Column B is the area_code already. Delete one of the two.",
    ),
    (
        "indicator,area_code,period,numerator,,denominator",
        "E",
        "unnamed_column",
        "This column has no name in the header. Name it, or delete it.",
    ),
    (
        "indicator,period,numerator",
        "",
        "missing_column",
        "There is no column “area_code”. Add one: every row needs it.",
    ),
    (
        "indicator,area_code,period,note",
        "",
        "missing_column",
        "There is no column of figures. Add at least a “numerator” or a “value”.",
    ),
]


@pytest.mark.parametrize(("header", "column", "code", "sentence"), HEADERS)
def test_a_header_that_cannot_be_is_one_problem_in_row_1(header, column, code, sentence):
    rows = [header, ",".join("NI 16" for _ in header.split(","))]
    first = next(p for p in read_text("\n".join(rows)).problems if p.code == code)
    assert (first.row, first.column, first.message) == (1, column, sentence)


def test_a_column_there_are_two_of_is_read_from_neither():
    text = "indicator,area_code,period,numerator,count\nNI 16,E07000901,2008/09,5,6\n"
    (row,) = read_text(text).rows
    assert (row.numerator, row.unread) == (None, {"numerator"})


def test_the_columns_after_z_have_two_letters():
    names = ["indicator", "area_code", "period", "numerator", *(f"x{i}" for i in range(23))]
    problems = read_text(",".join(names) + "\nNI 16,E07000901,2008/09,5").problems
    assert [problem.column for problem in problems][-2:] == ["Z", "AA"]


def test_blank_lines_are_left_out_and_counted():
    text = f"\n{USUAL}\n\n,,,,,,\nNI 16,E07000901,2008/09,5,10,,\n \nNI 16,X,oops,5,10,,\n\n"
    reading = read_text(text)
    assert [row.row for row in reading.rows] == [5, 7]
    assert [problem.row for problem in reading.problems] == [7]
    assert reading.row_count == 2


def test_a_line_break_in_a_cell_starts_no_new_row():
    text = f'{USUAL}\nNI 16,E1,2008/09,5,10,,"two\nlines"\nNI 16,E2,2008/09,5,10,,\n'
    assert [(row.row, row.note) for row in read_text(text).rows] == [(2, "two\nlines"), (3, "")]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(line_end):
    text = f"{USUAL}\nNI 16,E1,2008/09,5,10,,\nNI 16,E2,2008/09,5,10,,\n"
    assert [row.row for row in read_text(text.replace("\n", line_end)).rows] == [2, 3]


ROWS = [
    # row, column, code, sentence
    (
        "NI 16,E1,2008/09,5",
        "E",
        "short_row",
        "The row ends after 4 cells, before the denominator. Is a comma missing, or the end of the "
        "file?",
    ),
    (
        "NI 16",
        "B",
        "short_row",
        "The row ends after 1 cell, before the area code. Is a comma missing, or the end of the "
        "file?",
    ),
    (
        "NI 16,E1,2008/09,5,10,,as sent, and more",
        "H",
        "long_row",
        "There is something here, but no column name above it. Delete it, or put a cell with a "
        "comma in it into quotation marks.",
    ),
    (
        ",E1,2008/09,5,10,,",
        "A",
        "blank_cell",
        "The indicator is blank. Every row needs one.",
    ),
    (
        f"NI 16,E1,2008/09,5,10,,{'x' * 301}",
        "G",
        "note_too_long",
        "The note has 301 characters; at most 300 are kept. Shorten it.",
    ),
    (
        f"NI 16,{'x' * 2001},2008/09,5,10,,",
        "B",
        "cell_too_long",
        "The cell has 2,001 characters; at most 2,000 are read. Is a quotation mark before it not "
        "closed?",
    ),
]


@pytest.mark.parametrize(("row", "column", "code", "sentence"), ROWS)
def test_a_row_that_does_not_fit_is_one_problem(row, column, code, sentence):
    (problem,) = read_text(f"{USUAL}\n{row}\n").problems
    assert (problem.row, problem.column) == (2, column)
    assert (problem.code, problem.message) == (code, sentence)


def test_blank_cells_that_a_spreadsheet_left_out_at_the_end_are_blank():
    reading = read_text(f"{USUAL}\nNI 16,E1,2008/09,5,10\n")
    assert reading.problems == ()
    assert reading.rows[0].status == "final"


def test_blank_cells_beyond_the_header_are_nothing():
    assert read_text(f"{USUAL},,\nNI 16,E1,2008/09,5,10,,,,,\n").problems == ()


def test_problems_of_the_header_have_codes_of_their_own():
    headers = (
        "indicator,area_code,period,numerator,colour,,numerator,figure",
        "indicator,area_code,Sep-08",
        "indicator,area_code,period,2007/08",
        "indicator,area_code,numerator",
    )
    read_ones = [read_text(f"{header}\nNI 16,E1,oops,five,5,5,5,5\n") for header in headers]
    problems = [problem for reading in read_ones for problem in reading.problems]

    assert {one.code for one in problems if one.row == 1} == HEADER_CODES
    assert not {one.code for one in problems if one.row == 2} & HEADER_CODES
