"""From the text of a cell to what it means, and what is said of one that means nothing."""

from decimal import Decimal

import pytest

from indicators.parsing import Problem, Reading, read

USUAL = "indicator,area_code,period,numerator,denominator,status,note"


def read_text(text: str) -> Reading:
    return read(text.encode(), "return.csv")


def the_problem_in(numerator: str) -> Problem:
    """Return the one problem of a row with this numerator."""
    (problem,) = read_text(f'{USUAL}\nNI 16,E07000901,2008/09,"{numerator}",10,,\n').problems
    return problem


NUMBERS = [
    ("1204", Decimal(1204)),
    ("0", Decimal(0)),
    ("-3.5", Decimal("-3.5")),
    (".25", Decimal("0.25")),
    ("12.", Decimal(12)),
    ("007", Decimal(7)),
    ("999999999999.123456", Decimal("999999999999.123456")),
    (" 5 ", Decimal(5)),
    ("\N{NO-BREAK SPACE}5", Decimal(5)),
    ("", None),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_a_plain_number_is_read_exactly(text, number):
    reading = read_text(f'{USUAL}\nNI 16,E07000901,2008/09,"{text}",10,,\n')
    assert reading.problems == ()
    assert reading.rows[0].numerator == number


def test_minus_nought_is_nought():
    (row,) = read_text(f"{USUAL}\nNI 16,E07000901,2008/09,-0,10,,\n").rows
    assert str(row.numerator) == "0"


USE_STATUS = (
    "Leave the cell blank and say why in a column “status”: missing, suppressed or not_applicable."
)

NOT_NUMBERS = [
    # text, code, sentence
    ("1,204", "thousands_separator", "“1,204” has a thousands separator. Write 1204."),
    (
        "1 204 000.5",
        "thousands_separator",
        "“1 204 000.5” has a thousands separator. Write 1204000.5.",
    ),
    ("12,5", "decimal_comma", "“12,5” has a decimal comma. Write 12.5."),
    ("12.5 %", "percent_sign", "“12.5 %” has a percent sign. Write 12.5."),
    ("£12.50", "currency_sign", "“£12.50” has a currency sign. Write 12.50."),
    ("1,2O4", "letter_in_number", "“1,2O4” has a letter in it. Write 1204, in figures."),
    ("l2", "letter_in_number", "“l2” has a letter in it. Write 12, in figures."),
    (
        "1.2e+05",
        "exponent",
        "“1.2e+05” is shortened. Write all its digits; in a spreadsheet, format the column as a "
        "number.",
    ),
    ("(5)", "brackets", "“(5)” is in brackets. If it is below zero write -5."),
    (
        "#DIV/0!",
        "spreadsheet_error",
        "“#DIV/0!” is a spreadsheet's error. Mend the formula behind it.",
    ),
    ("<5", "small_number_hidden", f"“<5” hides a number. {USE_STATUS}"),
    ("*", "small_number_hidden", f"“*” hides a number. {USE_STATUS}"),
    ("N/A", "words_for_no_number", f"“N/A” is not a number. {USE_STATUS}"),
    ("NaN", "words_for_no_number", f"“NaN” is not a number. {USE_STATUS}"),
    ("..", "words_for_no_number", f"“..” is not a number. {USE_STATUS}"),
    (
        "[p]",
        "marker_out_of_place",
        "“[p]” is a marker that is not read here. [x], [c] and [z] are read in the numerator or "
        "the value only.",
    ),
    ("1.2345678", "too_many_decimals", "“1.2345678” has more than 6 decimals. Round it."),
    (
        "1234567890123",
        "too_many_digits",
        "“1234567890123” has more than 12 digits before the point. No count here is as large: "
        "check it.",
    ),
    (
        "infinity",
        "not_a_number",
        "“infinity” is not a number. Write digits only, as in 1204 or 12.5.",
    ),
    (
        "=A1+1",
        "formula",
        "“=A1+1” is a formula that has not been worked out. Write the number it comes to, or save "
        "the file in a spreadsheet first.",
    ),
    ("١٢", "not_a_number", "“١٢” is not a number. Write digits only, as in 1204 or 12.5."),
    ("1.2.3", "not_a_number", "“1.2.3” is not a number. Write digits only, as in 1204 or 12.5."),
    (
        "5" + "x" * 200,
        "not_a_number",
        f"“5{'x' * 39}…” is not a number. Write digits only, as in 1204 or 12.5.",
    ),
]


@pytest.mark.parametrize(("text", "code", "sentence"), NOT_NUMBERS)
def test_what_is_no_number_is_refused_with_how_to_mend_it(text, code, sentence):
    problem = the_problem_in(text)
    assert (problem.row, problem.column, problem.field) == (2, "D", "numerator")
    assert problem.value == text[:100]
    assert (problem.code, problem.message) == (code, sentence)


PERIODS = [
    ("2008/09", "2008/09"),
    ("2008-04", "2008-04"),
    ("2008/09 Q1", "2008/09 Q1"),
    ("2008/09q1", "2008/09 Q1"),
    ("2008", "2008"),
]


@pytest.mark.parametrize(("text", "code"), PERIODS)
def test_a_period_is_read(text, code):
    (row,) = read_text(f"{USUAL}\nNI 16,E07000901,{text},5,10,,\n").rows
    assert row.period.code == code


NOT_PERIODS = [
    ("Apr-08", "“Apr-08” is not a period. Write 2008-04."),
    ("Jan-99", "“Jan-99” is not a period. Write 1999-01."),
    ("September 2008", "“September 2008” is not a period. Write 2008-09."),
    ("01/04/2008", "“01/04/2008” is not a period. Write 2008-04."),
    ("2008/2009", "“2008/2009” is not a period. Write 2008/09."),
    (
        "Moo-08",
        "“Moo-08” is not a period. Write a period as 2008/09, 2008-04, 2008/09 Q1 or 2008 (a "
        "calendar year).",
    ),
    (
        "1066/67",
        "“1066/67” is not a period. The year 1066 is outside 1974 to 2099.",
    ),
]


@pytest.mark.parametrize(("text", "sentence"), NOT_PERIODS)
def test_what_is_no_period_is_refused_with_what_was_meant(text, sentence):
    (problem,) = read_text(f"{USUAL}\nNI 16,E07000901,{text},5,10,,\n").problems
    assert (problem.column, problem.code, problem.message) == ("C", "not_a_period", sentence)


@pytest.mark.parametrize("text", ["NI 16", "ni16", "NI016", "NI_16", "ni-16", "16"])
def test_an_indicator_is_read_however_it_is_spelt(text):
    (row,) = read_text(f"{USUAL}\n{text},e07 000901,2008/09,5,10,,\n").rows
    assert (row.indicator, row.area_code) == ("NI 16", "E07000901")


def test_a_measure_in_the_indicators_place_is_told_where_it_goes():
    (problem,) = read_text(f"{USUAL}\nNI 33i,E07000901,2008/09,5,10,,\n").problems
    assert problem.message == (
        "“NI 33i” is not an indicator. Write its code as in NI 16; which measure of it, as in "
        "NI 33i, goes into a column “measure”."
    )


STATUSES = [
    # numerator, status, what it is
    ("5", "", "final"),
    ("5", "Provisional", "provisional"),
    ("", "NOT APPLICABLE", "not_applicable"),
    ("", "not yet published", "not_published"),
    ("[x]", "", "missing"),
    ("[C]", "", "suppressed"),
    ("[z]", "not-applicable", "not_applicable"),
]


@pytest.mark.parametrize(("numerator", "text", "status"), STATUSES)
def test_a_status_is_read_from_its_column_or_a_marker(numerator, text, status):
    reading = read_text(f"{USUAL}\nNI 16,E07000901,2008/09,{numerator},10,{text},\n")
    assert reading.problems == ()
    assert reading.rows[0].status == status


WRONG_STATUSES = [
    # numerator, status, code, sentence
    ("5", "finl", "not_a_status", "“finl” is not a status. Did you mean “final”?"),
    (
        "5",
        "?",
        "not_a_status",
        "“?” is not a status. Write one of: final, provisional, missing, suppressed, "
        "not_applicable, not_published.",
    ),
    (
        "[x]",
        "final",
        "statuses_disagree",
        "The row says both final and missing. Keep the status or the marker.",
    ),
]


@pytest.mark.parametrize(("numerator", "text", "code", "sentence"), WRONG_STATUSES)
def test_a_status_that_cannot_be_is_refused(numerator, text, code, sentence):
    reading = read_text(f"{USUAL}\nNI 16,E07000901,2008/09,{numerator},10,{text},\n")
    (problem,) = reading.problems
    assert (problem.column, problem.code, problem.message) == ("F", code, sentence)
    assert reading.rows[0].status == ""


def test_two_markers_of_one_row_must_agree():
    text = "indicator,area_code,period,numerator,value\nNI 16,E07000901,2008/09,[x],[c]\n"
    (problem,) = read_text(text).problems
    assert (problem.column, problem.code) == ("D", "statuses_disagree")
