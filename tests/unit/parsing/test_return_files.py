"""Which files are returns at all: formats, encodings, limits."""

import pytest

from indicators.parsing import Reading, read

USUAL = "indicator,area_code,period,numerator,denominator,status,note"


def read_text(text: str) -> Reading:
    return read(text.encode(), "return.csv")


def codes_of(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize(("delimiter", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_another_delimiter_is_read_with_a_notice(delimiter, name):
    text = f"{USUAL}\nNI 16,E1,2008/09,5,10,,\n".replace(",", delimiter)
    reading = read_text(text)
    assert (len(reading.rows), reading.problems) == (1, ())
    assert reading.notice == f"The cells are parted by {name}, not commas, and were read so."


def test_windows_1252_is_read_with_a_notice():
    content = f"{USUAL}\nNI 16,E1,2008/09,5,10,,café £5\n".encode("cp1252")
    reading = read(content, "return.csv")
    assert reading.rows[0].note == "café £5"
    assert reading.notice == (
        "The file is not in UTF-8 and was read as Windows-1252. Check letters with accents, and "
        "signs such as £, in your notes."
    )


def test_a_byte_order_mark_is_no_part_of_the_header():
    reading = read(f"{USUAL}\nNI 16,E1,2008/09,5,10,,\n".encode("utf-8-sig"), "RETURN.CSV")
    assert (reading.problems, reading.notice) == ((), "")


def test_letters_are_composed():
    (row,) = read_text(f"{USUAL}\nNI 16,E1,2008/09,5,10,,cafe\N{COMBINING ACUTE ACCENT}\n").rows
    assert row.note == "café"


SAVE_AS_CSV = (
    "Open it in a spreadsheet, save it as an Excel workbook (.xlsx) or “CSV UTF-8” and send that."
)

FILES = [
    # content, name, code, sentence
    (b"", "a.csv", "empty_file", "The file is empty. Send one with a header and rows."),
    (
        b"\xef\xbb\xbf \n",
        "a.csv",
        "empty_file",
        "The file is empty. Send one with a header and rows.",
    ),
    (b",,,\n,,\n", "a.csv", "empty_file", "The file is empty. Send one with a header and rows."),
    (
        USUAL.encode(),
        "a.csv",
        "no_rows",
        "There are no rows under the header. Add at least one.",
    ),
    (
        b"NI 16,E1,2008/09,5,10\n",
        "a.csv",
        "no_header",
        "Row 1 is not a header. Write the names of the columns above the figures: indicator, "
        "area_code, period, numerator, denominator.",
    ),
    (
        b"PK\x03\x04rest",
        "a.csv",
        "not_csv",
        "The file is an Excel workbook or another zip archive, though its name does not end so. "
        + SAVE_AS_CSV,
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "a.xls",
        "not_csv",
        f"The file is an old Excel workbook, or one with a password. {SAVE_AS_CSV}",
    ),
    (b"%PDF-1.4", "a.pdf", "not_csv", f"The file is a PDF. {SAVE_AS_CSV}"),
    (
        b"\xef\xbb\xbf\n<!DOCTYPE html>",
        "a.csv",
        "not_csv",
        f"The file is a web page or XML. {SAVE_AS_CSV}",
    ),
    (
        b"indicator",
        "a.xlsx",
        "not_csv",
        "The file is no Excel workbook, and its name does not end in .csv. " + SAVE_AS_CSV,
    ),
    (USUAL.encode("utf-16"), "a.csv", "wrong_encoding", f"The file is in UTF-16. {SAVE_AS_CSV}"),
    (
        b"indicator\nca\x81",
        "a.csv",
        "wrong_encoding",
        f"Byte 13, in line 2, is no character of UTF-8 or Windows-1252. {SAVE_AS_CSV}",
    ),
    (
        b"\xef\xbb\xbfindicator\ncaf\xe9",
        "a.csv",
        "wrong_encoding",
        f"Byte 17, in line 2, is no character of UTF-8. {SAVE_AS_CSV}",
    ),
    (
        b"indicator\r\na\x00b",
        "a.csv",
        "nul_byte",
        f"Line 2 has a NUL byte in it: the file is damaged, or in UTF-16. {SAVE_AS_CSV}",
    ),
    (
        "indicator\n\na\N{RIGHT-TO-LEFT OVERRIDE}b".encode(),
        "a.csv",
        "unseen_character",
        "Line 3 has a character in it that cannot be seen (U+202E, right-to-left override). "
        "Delete it, or type the cell again.",
    ),
    (
        f'{USUAL}\nNI 16,E1,2008/09,5,10,,"open\n'.encode(),
        "a.csv",
        "unclosed_quotation_mark",
        "A quotation mark that opens in row 2 is never closed, so that the rows after it cannot be "
        "told apart. Close it or delete it.",
    ),
    (
        f'{USUAL}\nNI 16,E1,2008/09,5,10,,"a"b\n'.encode(),
        "a.csv",
        "stray_quotation_mark",
        "A quotation mark in row 2 is followed by more text. Delete it, or write two for one that "
        "is meant.",
    ),
]


@pytest.mark.parametrize(("content", "name", "code", "sentence"), FILES)
def test_a_file_that_cannot_be_read_is_one_problem_of_the_file(content, name, code, sentence):
    reading = read(content, name)
    (problem,) = reading.problems
    assert (problem.row, problem.column) == (None, "")
    assert (problem.code, problem.message) == (code, sentence)


LIMITS = [
    # what is a little beyond one, code, sentence
    (
        "x" * (10 * 1024**2 + 1),
        "file_too_large",
        "The file is larger than 10 MB. Split it and send the parts.",
    ),
    (
        USUAL + ",x" * 54 + "\nNI 16",
        "too_many_columns",
        "The file has 61 columns; a return has at most 60.",
    ),
    (
        USUAL + "\nNI 16,E1,2008/09,5,10" * 50_001,
        "too_many_rows",
        "The file has more than 50,000 rows. Split it and send the parts.",
    ),
    (
        f"{USUAL}\n{'x' * 140_000}",
        "cell_too_long",
        "Row 2 has a cell of more than 131,072 characters. The file may be damaged, or no table at "
        "all.",
    ),
]


@pytest.mark.parametrize(("text", "code", "sentence"), LIMITS, ids=lambda value: value[:20])
def test_a_file_beyond_a_limit_is_refused(text, code, sentence):
    (problem,) = read_text(text).problems
    assert (problem.row, problem.code, problem.message) == (None, code, sentence)


def test_50000_rows_are_read():
    reading = read_text(USUAL + "\nNI 16,E1,2008/09,5,10" * 50_000)
    assert (reading.row_count, reading.problems) == (50_000, ())


def test_what_was_found_before_reading_broke_off_is_told_too():
    reading = read_text(f'{USUAL}\nNI 16,E1,oops,5,10,,\nNI 16,E1,2008/09,5,10,,"open\n')
    assert codes_of(reading) == ["unclosed_quotation_mark", "not_a_period"]


def test_reading_stops_at_500_problems_and_says_so():
    reading = read_text(USUAL + "\nNI 16,E1,oops,5,10,," * 600)
    first, *others = reading.problems
    assert first.message == (
        "There are more than 500 things to mend, and only the first 500 are listed. The columns "
        "may be in the wrong order or under the wrong names."
    )
    assert [problem.row for problem in others] == [*range(2, 502)]


def test_rows_are_counted_to_the_end_where_too_much_is_wrong_to_go_on():
    reading = read_text(USUAL + "\nsixteen,E1,oops,five,ten,," * 600)
    assert len(reading.problems) == 501
    assert reading.row_count == 600


def test_just_500_problems_are_all_told():
    reading = read_text(USUAL + "\nNI 16,E1,oops,5,10,," * 500)
    assert codes_of(reading) == ["not_a_period"] * 500
