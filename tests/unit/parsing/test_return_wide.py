"""Tables with a column for each period."""

import pytest

from indicators.parsing import read

WIDE = "indicator,area_code,2007/08,2008/09"


def read_text(text: str):
    return read(text.encode(), "return.csv")


def figures(reading) -> list[tuple]:
    return [(row.row, row.period.code, row.numerator, row.denominator) for row in reading.rows]


def test_each_cell_is_a_row():
    reading = read_text(f"{WIDE}\nNI 16,E07000901,5,6\nNI 16,E07000906,7,8\n")
    assert reading.problems == ()
    assert figures(reading) == [
        (2, "2007/08", 5, None),
        (2, "2008/09", 6, None),
        (3, "2007/08", 7, None),
        (3, "2008/09", 8, None),
    ]


def test_rows_of_numerators_and_denominators_become_one():
    text = f"{WIDE},figure\nNI 16,E1,5,6,numerator\nNI 16,E1,50,60,Population\n"
    reading = read_text(text)
    assert figures(reading) == [(2, "2007/08", 5, 50), (2, "2008/09", 6, 60)]
    assert reading.rows[1].places["denominator"] == (3, reading.rows[1].places["period"][1])


def test_denominators_may_come_first():
    reading = read_text(f"{WIDE},figure\nNI 16,E1,50,,denominator\nNI 16,E1,[x],,numerator\n")
    (row,) = reading.rows
    assert (row.status, row.numerator, row.denominator) == ("missing", None, 50)


PERIODS = [
    # header, codes
    ("2008-04,2008-05", ["2008-04", "2008-05"]),
    ("2008/09 Q1,2008/09q2", ["2008/09 Q1", "2008/09 Q2"]),
    ("Apr-08,May-08", ["2008-04", "2008-05"]),
    ("Aug-08,Sep-08", ["2008-08", "2008-09"]),
    ("2008-08,September 2008", ["2008-08", "2008-09"]),
    ("2007,2008", ["2007", "2008"]),
    ("2007/2008,2008/2009", ["2007/08", "2008/09"]),
]


@pytest.mark.parametrize(("header", "codes"), PERIODS)
def test_periods_are_read_from_the_header_as_spreadsheets_show_them(header, codes):
    reading = read_text(f"indicator,area_code,{header}\nNI 16,E1,5,6\n")
    assert [row.period.code for row in reading.rows] == codes


def test_months_that_may_be_years_are_asked_back():
    reading = read_text("indicator,area_code,Sep-08,Oct-09\nNI 16,E1,5,6\n")
    first = reading.problems[0]
    assert (first.code, first.column) == ("month_or_year", "C")
    assert "Write 2008-09 or 2008/09" in first.message
    assert reading.rows[0].numerator is None


def test_empty_cells_are_left_out_with_a_notice():
    reading = read_text(f"{WIDE}\nNI 16,E1,5,\nNI 16,E2,,[x]\n")
    assert [(row.row, row.status) for row in reading.rows] == [(2, "final"), (3, "missing")]
    assert reading.notice == "Empty cells left out: 2. Write [x] in one whose figure is missing."


WRONG = [
    # text, row, column, code
    (f"{WIDE}\nNI 16,E1,1O,6\n", 2, "C", "letter_in_number"),
    (f"{WIDE},figure\nNI 16,E1,5,6,count of things\n", 2, "E", "not_a_figure"),
    (f"{WIDE},period\nNI 16,E1,5,6,2008/09\n", 1, "E", "beside_periods"),
    (f"{WIDE},numerator\nNI 16,E1,5,6,7\n", 1, "E", "beside_periods"),
    (f"{WIDE}\nNI 16,,5,6\n", 2, "B", "blank_cell"),
    (f"{WIDE}\nNI 16,E1,5,6,7\n", 2, "E", "long_row"),
    (
        "indicator,area_code,period,numerator,figure\nNI 16,E1,2008/09,5,x\n",
        1,
        "E",
        "without_periods",
    ),
    (f"{WIDE}\nNI 16,E1,,\n", None, "", "no_rows"),
]


@pytest.mark.parametrize(("text", "row", "column", "code"), WRONG)
def test_problem_is_told_once_and_where_it_stands(text, row, column, code):
    (problem,) = read_text(text).problems
    assert (problem.row, problem.column, problem.code) == (row, column, code)


@pytest.mark.parametrize(
    ("of_numerator", "of_denominator", "kept"),
    [("late", "", "late"), ("", "census", "census"), ("late", "census", "late")],
)
@pytest.mark.parametrize("turned", [False, True])
def test_note_of_what_was_found_is_kept_wherever_it_stands(
    of_numerator, of_denominator, kept, turned
):
    rows = [
        f"NI 16,E1,numerator,{of_numerator},5\n",
        f"NI 16,E1,denominator,{of_denominator},1000\n",
    ]
    text = "indicator,area_code,figure,note,2008-04\n" + "".join(rows[::-1] if turned else rows)

    (row,) = read_text(text).rows
    assert (row.numerator, row.denominator, row.note) == (5, 1000, kept)


def test_fault_of_a_cell_is_located_in_its_column(checked):
    result = checked("indicator,area_code,note,2008/09\nNI 16,E07000901,,-6\n")
    (problem,) = result.problems
    assert (problem.row, problem.column, problem.field) == (2, "D", "2008/09")
    assert problem.code == "negative_figure"


def test_fault_of_a_row_is_told_once_for_all_its_cells(checked):
    result = checked(f"{WIDE}\nNI 16,X,5,6\n")
    assert [(p.row, p.column, p.code) for p in result.problems] == [(2, "B", "unknown_area")]


def test_same_cell_twice_is_found(checked):
    result = checked("indicator,area_code,2008/09\nNI 16,E07000901,5\nNI 16,99UB,6\n")
    assert [p.code for p in result.problems] == ["duplicate_row"]


def test_no_more_figures_than_a_return_has_rows():
    periods = ",".join(f"{year}/{(year + 1) % 100:02}" for year in range(1975, 2025))
    cells = ",5" * 50
    text = f"indicator,area_code,{periods}\n" + f"NI 16,E1{cells}\n" * 1_001
    assert [p.code for p in read_text(text).problems] == ["too_many_rows"]
