"""What holds for any bytes, any text and any table."""

from decimal import Decimal
from unicodedata import normalize

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.parsing import check, read
from indicators.parsing.wire import lines_of, reading_of
from laa_portal.foundation.spreadsheets import workbook_file
from tests.factories.workbooks import workbook

HEADER = b"indicator,area_code,period,numerator,denominator,status,note\n"
COLUMNS = HEADER.decode().strip().split(",")

figures = st.decimals(
    min_value=0, max_value=Decimal("999999999999"), places=6, allow_nan=False, allow_infinity=False
)
notes = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=100).map(
    lambda text: normalize("NFC", text).strip()
)
rows = st.fixed_dictionaries(
    {
        "indicator": st.integers(1, 999).map("NI {}".format),
        "area_code": st.from_regex(r"[EW][0-9]{8}", fullmatch=True),
        "period": st.sampled_from(["2008/09", "2008-04", "2008/09 Q4", "2008"]),
        "numerator": figures,
        "denominator": figures,
        "status": st.sampled_from(["final", "provisional"]),
        "note": notes,
    }
)


def written(table: list[dict], columns: list[str], delimiter: str) -> bytes:
    """Write a table as a return, every cell in quotation marks."""

    def line(cells) -> str:
        return delimiter.join('"' + str(cell).replace('"', '""') + '"' for cell in cells)

    lines = [line(columns), *(line(row[name] for name in columns) for row in table)]
    return "\r\n".join(lines).encode()


@settings(max_examples=300, deadline=None)
@given(start=st.sampled_from([b"", HEADER, HEADER + b"NI 16,E07000901,2008/09,"]), rest=st.binary())
def test_no_bytes_are_an_error(facts, start, rest):
    reading = read(start + rest, "return.csv")
    checked = check(reading.rows, facts, reading.columns)
    assert reading.problems or reading.row_count
    for problem in (*reading.problems, *checked.problems):
        assert problem.message.endswith((".", "?"))
        assert len(problem.value) <= 100


@settings(max_examples=300, deadline=None)
@given(
    cells=st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=8),
    name=st.text(max_size=12),
)
def test_no_text_and_no_name_is_an_error(facts, cells, name):
    text = HEADER + "\n".join(",".join(row) for row in cells).encode()
    reading = read(text, name)
    checked = check(reading.rows, facts, reading.columns)
    assert len(checked.rows) <= reading.row_count


@settings(max_examples=200, deadline=None)
@given(
    table=st.lists(rows, min_size=1, max_size=5),
    columns=st.permutations(COLUMNS),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_a_table_is_read_as_it_was_written(table, columns, delimiter):
    reading = read(written(table, columns, delimiter), "return.csv")
    assert reading.problems == ()
    for row, sent in zip(reading.rows, table, strict=True):
        assert row.period.code == sent["period"]
        assert {name: getattr(row, name) for name in sent if name != "period"} == {
            name: value for name, value in sent.items() if name != "period"
        }


@settings(max_examples=25, deadline=None)
@given(
    table=st.lists(rows, min_size=1, max_size=5),
    columns=st.permutations(COLUMNS),
    as_numbers=st.booleans(),
)
def test_a_workbook_is_read_as_it_was_written(table, columns, as_numbers):
    def cell(name, value):
        is_number = as_numbers and isinstance(value, Decimal)
        return (value if is_number else str(value)) if name != "note" else value

    written_rows = [columns, *([cell(name, row[name]) for name in columns] for row in table)]
    content = workbook_file({"Return": enumerate(written_rows, start=1)})

    reading = read(content, "return.xlsx")

    assert reading.problems == ()
    for row, sent in zip(reading.rows, table, strict=True):
        for name in ("numerator", "denominator"):
            assert getattr(row, name) == sent[name]
        assert (row.area_code, row.note) == (sent["area_code"], sent["note"])


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=300), place=st.integers(0, 5000))
def test_no_bytes_in_a_workbook_are_an_error(content, place):
    good = workbook()
    place %= len(good)
    reading = read(good[:place] + content + good[place + len(content) :], "return.xlsx")
    assert reading.problems or reading.row_count
    for problem in reading.problems:
        assert problem.message.endswith((".", "?"))


@settings(max_examples=200, deadline=None)
@given(rest=st.text(), delimiter=st.sampled_from([",", ";"]))
def test_a_reading_comes_back_whole_over_the_wire(rest, delimiter):
    text = HEADER.decode().replace(",", delimiter) + "NI 16,E07000901,2008/09,5,,,\n" + rest
    reading = read(text.encode(), "return.csv")
    assert reading_of(lines_of(reading)) == reading
