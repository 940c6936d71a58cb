"""Each rule on a row: what it finds, where it says that is, and in which words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.parsing import check, read

USUAL = "indicator,area_code,period,numerator,denominator,status"
WITH_MEASURE = "indicator,area_code,period,numerator,denominator,measure"
SURVEY = "indicator,area_code,period,value,sample_size,design_effect"
GROUPS = (
    "indicator,area_code,period,numerator,denominator,group_2_numerator,group_2_denominator,status"
)

NO_FIGURE = (
    "; if there is none, write missing, suppressed, not_applicable or not_published in a column "
    "“status”, or delete the row."
)

FAULTS = [
    # header, row, column, code, sentence
    (
        USUAL,
        "NI 161,E07000901,2008/09,5,10,",
        "A",
        "unknown_indicator",
        "NI 161 is not in the catalogue. The nearest is NI 16. Check the number.",
    ),
    (
        WITH_MEASURE,
        "NI 33,E07000901,2008/09,5,10,",
        "F",
        "measure_not_named",
        "NI 33 has the measures NI 33i and NI 33ii. Name one.",
    ),
    (
        WITH_MEASURE,
        "NI 33,E07000901,2008/09,5,10,iv",
        "F",
        "unknown_measure",
        "“iv” is no measure of NI 33. It has NI 33i and NI 33ii.",
    ),
    (
        USUAL,
        "NI 16,E0700901,2008/09,5,10,",
        "B",
        "unknown_area",
        "“E0700901” is no area. Did you mean E07000901 (Ambleford)?",
    ),
    (
        USUAL,
        "NI 16,E70000901,2008/09,5,10,",
        "B",
        "unknown_area",
        "“E70000901” is no area. Did you mean E07000901 (Ambleford)?",
    ),
    (
        USUAL,
        "NI 16,9,2008/09,5,10,",
        "B",
        "unknown_area",
        "“9” is no area. Did you mean E10000902 (Greyshire)?",
    ),
    (
        USUAL,
        "NI 16,Next Dor,2008/09,5,10,",
        "B",
        "unknown_area",
        "“Next Dor” is no area. Did you mean E07000906 (Next Door)?",
    ),
    (
        USUAL,
        "NI 16,X,2008/09,5,10,",
        "B",
        "unknown_area",
        "“X” is no area. Write its code of the Office for National Statistics, as in E07000066.",
    ),
    (
        USUAL,
        "NI 16,E07000906,2008/09,5,10,",
        "B",
        "not_the_senders_area",
        "E07000906 (Next Door) is not an area that Ambleford Borough Council sends figures for. "
        "Delete the row.",
    ),
    (
        USUAL,
        "NI 16,E10000902,2009/10,5,10,",
        "B",
        "area_had_ended",
        "E10000902 (Greyshire) ended on 1 April 2009, before 2009/10. Report "
        "E06000903 (East Greyshire) and E06000904 (West Greyshire).",
    ),
    (
        USUAL,
        "NI 16,E12000905,2008/09,5,10,",
        "B",
        "wrong_level",
        "NI 16 is collected by district or LAA area, and E12000905 (The North) is not one.",
    ),
    (
        USUAL,
        "NI 16,E07000901,2010-05,5,10,",
        "C",
        "period_not_over",
        "May 2010 is not over yet. Send it when it is.",
    ),
    (
        USUAL,
        "NI 16,E07000901,2008,5,10,",
        "C",
        "wrong_period_kind",
        "NI 16 is collected by month or financial year; 2008 is a calendar year.",
    ),
    (
        USUAL,
        "NI 32,E07000901,2008-09,5,10,",
        "C",
        "wrong_period_kind",
        "NI 32 is collected by financial year; 2008-09 is a month. If you mean the financial year, "
        "write 2008/09.",
    ),
    (
        USUAL,
        "NI 16,E07000901,2001/02,5,10,",
        "C",
        "period_not_defined",
        "NI 16 has no definition for 2001/02: only for periods that start from 1 April 2002 up to "
        "31 March 2008, or from 1 April 2008.",
    ),
    (
        USUAL,
        "NI 24,E07000901,2008/09,5,10,",
        "C",
        "period_not_defined",
        "NI 24 has no definition for 2008/09, nor for any other period.",
    ),
    (
        USUAL,
        "NI 16,E07000901,2008/09,-5,10,",
        "D",
        "negative_figure",
        "The numerator is -5, below zero. Check the sign.",
    ),
    (
        USUAL,
        "NI 32,E07000901,2008/09,5,-10,",
        "E",
        "negative_figure",
        "The denominator is -10, below zero. Check the sign.",
    ),
    (
        USUAL,
        "NI 16,E07000901,2008/09,5.5,10,",
        "D",
        "not_whole",
        "NI 16 counts events, and 5.5 is not a whole number. Give the count itself, not a rate or "
        "a mean.",
    ),
    (
        USUAL,
        "NI 32,E07000901,2008/09,11,10,",
        "D",
        "part_above_whole",
        "The numerator, 11, is larger than the denominator, 10, of which it is a part. Are the two "
        "exchanged?",
    ),
    (
        GROUPS,
        "NI 44,E07000901,2008/09,1,10,8,7,",
        "F",
        "part_above_whole",
        "The group 2 numerator, 8, is larger than the group 2 denominator, 7, of which it is a "
        "part. Are the two exchanged?",
    ),
    (
        USUAL,
        "NI 32,E07000901,2008/09,0,0,",
        "E",
        "zero_base",
        "The denominator is 0, and nothing can be divided by it. Correct it; if there was nobody "
        "to count, leave the figures blank with the status not_applicable.",
    ),
    (
        USUAL,
        "NI 32,E07000901,2008/09,5,,",
        "E",
        "figure_missing",
        "There is no denominator. NI 32 is worked out from a numerator and a denominator.",
    ),
    (
        SURVEY,
        "NI 17,E07000901,2008/09,45,,",
        "E",
        "figure_missing",
        "There is no sample size. NI 17 is worked out from a numerator and a denominator, or a "
        "value and a sample size.",
    ),
    (
        GROUPS,
        "NI 44,E07000901,2008/09,1,10,8,,",
        "G",
        "figure_missing",
        "There is no group 2 denominator. NI 44i is worked out from a numerator, a denominator, "
        "a group 2 numerator and a group 2 denominator.",
    ),
    (
        USUAL,
        "NI 32,E07000901,2008/09,,,",
        "D",
        "no_figure",
        "The status is final, but there is no figure. NI 32 is worked out from a numerator and a "
        f"denominator{NO_FIGURE}",
    ),
    (
        USUAL,
        "NI 16,E07000901,2008/09,,,provisional",
        "D",
        "no_figure",
        "The status is provisional, but there is no figure. NI 16 is worked out from a numerator"
        f"{NO_FIGURE}",
    ),
    (
        USUAL,
        "NI 32,E07000901,2008/09,5,10,missing",
        "D",
        "figure_against_status",
        "The status is missing, and yet there is a numerator. Delete it, or change the status to "
        "final or provisional.",
    ),
    (
        USUAL,
        "NI 16,E07000901,2009/10,5,,",
        "E",
        "no_population",
        "There is no mid-year population of E07000901 (Ambleford) for 2009 to take for a blank "
        "denominator. Give the denominator.",
    ),
    (
        USUAL,
        "NI 111,E07000901,2009/10,5,,",
        "E",
        "no_population",
        "There is no mid-year population aged 10-17 of E07000901 (Ambleford) for 2009 to take for "
        "a blank denominator. Give the denominator.",
    ),
    (
        SURVEY,
        "NI 17,E07000901,2008/09,145,1000,",
        "D",
        "not_a_percentage",
        "145 is no percentage. Give the value as one from 0 to 100.",
    ),
]


@pytest.mark.parametrize(("header", "row", "column", "code", "sentence"), FAULTS)
def test_a_rule_finds_its_fault_and_says_how_to_mend_it(
    checked, header, row, column, code, sentence
):
    result = checked(f"{header}\n{row}\n")

    (problem,) = result.problems
    assert (problem.row, problem.column, problem.code) == (2, column, code)
    assert problem.message == sentence
    assert result.rows == ()


RIGHT = [
    (USUAL, "NI 16,E07000901,2008/09,5,10,"),
    (USUAL, "NI 16,E07000901,2010-04,5,10,provisional"),
    (USUAL, "NI 16,E10000902,2008/09,5,10,"),
    (USUAL, "NI 32,E07000901,2008/09,10,10,"),
    (USUAL, "NI 32,E07000901,2008/09,,10,missing"),
    (USUAL, "NI 32,E07000901,2008/09,[c],,"),
    (USUAL, "NI 47,E07000901,2009,31,,"),
    (WITH_MEASURE, "NI 33,E07000901,2008/09,5,10,NI 33ii"),
    (WITH_MEASURE, "NI 33,E07000901,2008/09,5,10,(i)"),
    (WITH_MEASURE, "NI 16,E07000901,2008/09,5,10,ni16"),
    (SURVEY, "NI 17,E07000901,2008/09,45.2,1000,1.3"),
    ("indicator,area_code,period,value", "NI 36,E07000901,2008/09,-3"),
    ("indicator,area_code,period,numerator,expected", "NI 30,E07000901,2008/09,30,31.5"),
    (
        "indicator,area_code,period,numerator,denominator,expected",
        "NI 18,E07000901,2008/09,30,210,31.5",
    ),
    (GROUPS, "NI 44,E07000901,2008/09,1,10,8,10,"),
]


@pytest.mark.parametrize(("header", "row"), RIGHT)
def test_a_row_of_each_kind_passes(checked, header, row):
    result = checked(f"{header}\n{row}\n")
    assert result.problems == ()
    assert [row.row for row in result.rows] == [2]


def test_a_blank_denominator_is_the_population(checked):
    (row,) = checked(f"{USUAL}\nNI 111,99UB,2008/09,5,,\n").rows
    assert (row.area_id, row.denominator) == (1, Decimal(9000))


def test_a_denominator_that_is_given_is_kept(checked):
    (row,) = checked(f"{USUAL}\nNI 16,E07000901,2008/09,5,119000,\n").rows
    assert row.denominator == 119_000


def test_what_is_missing_takes_no_population(checked):
    (row,) = checked(f"{USUAL}\nNI 16,E07000901,2008/09,[x],,\n").rows
    assert (row.status, row.numerator, row.denominator) == ("missing", None, None)


def test_an_area_under_its_two_codes_is_a_duplicate(checked):
    rows = "NI 16,E07000901,2008/09,5,10,\n\nNI 16,99ub,2008/09,6,10,\n"
    result = checked(f"{USUAL}\n{rows}")

    (problem,) = result.problems
    assert (problem.row, problem.column, problem.code) == (4, "B", "duplicate_row")
    assert problem.message == "Row 2 has the same measure, area and period. Keep one of the two."
    assert [row.row for row in result.rows] == [2]


def test_a_column_that_every_row_needs_is_asked_for_once(checked):
    rows = "".join(f"NI 33,E07000901,{year}/{year - 1999:02},5,10\n" for year in (2008, 2009))
    (problem,) = checked(f"indicator,area_code,period,numerator,denominator\n{rows}").problems
    assert (problem.row, problem.column, problem.field) == (None, "", "measure")
    assert problem.code == "measure_not_named"
    assert problem.message == (
        "NI 33 has the measures NI 33i and NI 33ii. Name one. Add a column “measure”."
    )


def test_an_unreadable_cell_hides_nothing_else_in_its_row(checked):
    result = checked(f"{USUAL}\nNI 99,E0700901,2008/13,1O,-5,\n")
    assert [(p.column, p.code) for p in result.problems] == [
        ("A", "unknown_indicator"),
        ("B", "unknown_area"),
        ("C", "not_a_period"),
        ("D", "letter_in_number"),
        ("E", "negative_figure"),
    ]


UNREADABLE = [
    # row with one unreadable cell, and the code of that
    ("ni,E07000901,2008/09,5,10,", "not_an_indicator"),
    ("NI 16,,2008/09,5,10,", "blank_cell"),
    ("NI 16,E07000901,2008/10,5,10,", "not_a_period"),
    ("NI 16,E07000901,2008/10,5,,", "not_a_period"),
    ("NI 16,E07000901,2008/09,5k,10,", "not_a_number"),
    ("NI 16,E07000901,2008/09,5,10k,", "not_a_number"),
    ("NI 16,E07000901,2008/09,n/a,10,missing", "words_for_no_number"),
    ("NI 16,E07000901,2008/09,5,10,finel", "not_a_status"),
]


@pytest.mark.parametrize(("row", "code"), UNREADABLE)
def test_an_unreadable_cell_is_one_problem_and_keeps_its_row_out(checked, row, code):
    result = checked(f"{USUAL}\n{row}\n")
    assert [problem.code for problem in result.problems] == [code]
    assert result.rows == ()


def test_an_area_without_successors_ended_all_the_same(facts):
    ended = {code: replace(area, successors=()) for code, area in facts.areas.items()}
    reading = read(f"{USUAL}\nNI 16,E10000902,2009/10,5,10,\n".encode(), "return.csv")
    (problem,) = check(reading.rows, replace(facts, areas=ended), reading.columns).problems
    assert problem.message == "E10000902 (Greyshire) ended on 1 April 2009, before 2009/10."


def test_whoever_sends_for_all_may_send_for_any(facts):
    reading = read(f"{USUAL}\nNI 16,E07000906,2008/09,5,10,\n".encode(), "return.csv")
    nationwide = replace(facts, sender_areas=None)
    assert check(reading.rows, nationwide, reading.columns).problems == ()


def test_an_empty_catalogue_suggests_nothing(facts):
    reading = read(f"{USUAL}\nNI 16,E07000901,2008/09,5,10,\n".encode(), "return.csv")
    (problem,) = check(reading.rows, replace(facts, measures={}), reading.columns).problems
    assert problem.message == "NI 16 is not in the catalogue. Check the number."


def test_checking_stops_at_500_problems_and_says_so(checked):
    result = checked(USUAL + "\nNI 16,NOWHERE,2008/09,5,10," * 600)
    first, *others = result.problems
    assert (first.row, first.code) == (None, "too_many_problems")
    assert [problem.row for problem in others] == [*range(2, 502)]
