"""A large file is read as any other: the sieve passes what the rules find nothing wrong with."""

import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.parsing import at_large, check, decimals_of, in_order, read
from indicators.parsing.at_large import LargeFile
from indicators.parsing.fields import FIGURES

COLUMNS = ("indicator", "measure", "area_code", "period", *FIGURES, "status", "note")

SOUND = [
    {"indicator": "NI 16", "numerator": "40"},
    {"indicator": "NI 16", "numerator": "40", "denominator": "7", "period": "2008-05"},
    {"indicator": "NI 111", "numerator": "40"},
    {"indicator": "NI 33", "measure": "ii", "numerator": "40", "denominator": "100.5"},
    {"indicator": "NI 32", "numerator": "40", "denominator": "40"},
    {"indicator": "NI 17", "value": "27.4", "sample_size": "1100", "design_effect": "1.3"},
    {"indicator": "NI 18", "numerator": "7", "denominator": "40", "expected": "8.5"},
    {"indicator": "NI 30", "numerator": "7", "expected": "8.5"},
    {"indicator": "NI 47", "numerator": "7", "period": "2009"},
    {"indicator": "NI 36", "value": "-3"},
    {
        "indicator": "NI 44",
        "numerator": "7",
        "denominator": "40",
        "group_2_numerator": "8",
        "group_2_denominator": "41",
    },
    {"indicator": "NI 16", "status": "missing", "period": "2007/08"},
]
"""A row of each kind of measure, what is usual left out."""

USUAL = dict.fromkeys(COLUMNS, "") | {"area_code": "E07000901", "period": "2008/09"}

NUMBERS = ["", "0", "1", "7", "40", "040", "40.0", "0.5", "100.000001", "-3", "n/a", "[c]", "1,204"]
NUMBERS += ["123456789012", "123456789012.000001", "12.3456789"]
OTHERS = {
    "indicator": ["ni16", "16", "NI 33", "NI 36", "NI 999", "", "x"],
    "measure": ["i", "NI 33ii", "iii"],
    "area_code": [
        "e07000901 ",
        "99UB",
        "ambleford",
        "Nowhere",
        "E10000902",
        "E12000905",
        "E07000906",
        "",
        "?",
    ],
    "period": ["2008-05", "2007/08", "2008", "2003", "1990/91", "2009/10", "2031/32", "", "?"],
    "status": ["final", "Provisional", "missing", "[x]", "suppressed", "?"],
    "note": ["as revised", "'=1+1", " a\tb ", "x" * 301],
    **dict.fromkeys(FIGURES, NUMBERS),
}
changes = st.lists(
    st.sampled_from(COLUMNS).flatmap(lambda c: st.tuples(st.just(c), st.sampled_from(OTHERS[c]))),
    max_size=3,
).map(dict)
rows = st.builds(lambda sound, change: USUAL | sound | change, st.sampled_from(SOUND), changes)


def written(table, columns=COLUMNS, quote='"', ending="\n"):
    lines = [columns, *([f"{quote}{row[name]}{quote}" for name in columns] for row in table)]
    return ending.join(",".join(cells) for cells in lines).encode()


def in_parts(content, facts, name="return.csv"):
    """Read a large file: its sound rows by number, and everything that is wrong."""
    large = LargeFile(io.BytesIO(content), name, facts)
    sound, problems = {}, []
    for part in large.parts():
        problems += part.problems
        sound |= {row["row"]: comparable(row) for row in part.passed.to_dict("records")}
        sound |= {row.row: comparable(fields(row)) for row in part.examined}
    return sound, problems, large


def whole(content, facts, name="return.csv"):
    """Read a file as a stranger's is read."""
    reading = read(content, name)
    checked = check(reading.rows, facts, reading.columns)
    rows = {row.row: comparable(fields(row)) for row in checked.rows}
    return rows, [*reading.problems, *checked.problems], (reading, checked.named)


def fields(row):
    named = {name: getattr(row, name) for name in row.__slots__}
    period = {"period_kind": row.period.kind, "period_start": row.period.start}
    return named | period | {"value_decimals": decimals_of(row.value)}


PLACES = ("measure_id", "definition_id", "area_id", "period_kind", "period_start")


def comparable(row):
    """A sound row's fields, numbers as they would be stored."""
    numbers = {name: number(row.get(name)) for name in FIGURES}
    places = number(row.get("value_decimals"))
    named = {name: row[name] for name in (*PLACES, "status", "note")}
    return numbers | named | {"value_decimals": places}


def number(told):
    return None if told is None or told != told else Decimal(str(told))


def once(problems):
    """Without what a large file leaves to whoever keeps its rows, or tells again in each part."""
    return set(in_order(p for p in problems if p.code != "duplicate_row"))


quotes = st.sampled_from(['"', ""])
endings = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\n,,,\n"])


@settings(max_examples=250, deadline=None)
@given(table=st.lists(rows, min_size=1, max_size=12), quote=quotes, ending=endings)
def test_what_passes_the_sieve_is_what_has_nothing_wrong(facts, table, quote, ending):
    """Without quotation marks rows are read by columns, unless one is wider than the header."""
    content = written(table, quote=quote, ending=ending)

    sound, problems, large = in_parts(content, facts)
    expected, wrong, (reading, named) = whole(content, facts)

    assert once(problems) == once(wrong)
    assert large.named == named
    assert {number: sound[number] for number in expected} == expected
    repeated = {p.row for p in wrong if p.code == "duplicate_row"}
    assert sound.keys() - expected.keys() <= repeated
    assert large.row_count == reading.row_count


def test_nearly_every_sound_row_passes_the_sieve(facts):
    """Else it would be right, and slow."""
    large = LargeFile(io.BytesIO(written([USUAL | row for row in SOUND])), "return.csv", facts)

    passed = {row for part in large.parts() for row in part.passed.get("row", ())}

    below_zero = 2 + next(i for i, row in enumerate(SOUND) if row.get("value") == "-3")
    assert passed == set(range(2, 2 + len(SOUND))) - {below_zero}


@pytest.mark.parametrize("block", [1, 7, 64, 200, 1000])
@pytest.mark.parametrize("plain", [0, 1, 5])
def test_parts_and_blocks_of_any_size_say_the_same(facts, monkeypatch, block, plain):
    """Also where `plain` rows of each dozen can be read by columns, and the others cannot."""
    monkeypatch.setattr(at_large, "BLOCK_BYTES", block)
    noted = {"note": '"café\nover two lines"'}
    table = [USUAL | row | (noted if n >= plain else {}) for n, row in enumerate(SOUND)]
    table += [USUAL | SOUND[0] | {"area_code": "Ambleford", "period": f"200{n}/0{n + 1}"}
              for n in (4, 5, 6)]  # fmt: skip
    table += [row | {"period": "2006/07"} for row in table[2:5]]
    content = written(table, quote="")

    sound, problems, large = in_parts(content, facts)

    expected, wrong, (reading, named) = whole(content, facts)
    assert (sound, problems, large.named) == (expected, wrong, named)
    assert (large.row_count, large.notice) == (reading.row_count, reading.notice)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"PK\x03\x04",
        b"indicator,area_code,period,numerator\n",
        b"indicator,area_code,period\nNI 16,E07000901,2008/09\n",
        b"area_code,period,numerator\nE07000901,2008/09,1\n",
        b"a,b\n1,2\n",
        b'indicator,area_code,period,numerator\nNI 16,"E07000901,2008/09,1\n',
        b"indicator,area_code,period,numerator\nNI 16,E07000901\nNI 16,E07000901,2008/09,1,2\n",
        b"indicator;area_code;period;numerator\nNI 16;E07000901;2008/09;1\n",
        b"indicator,area_code,period,numerator,note\nNI 16,E07000901,2008/09,1,caf\xe9\n",
        b"indicator,area_code,period,numerator\nNI 16,E07000901,2008/09,1\x00\n",
        b"indicator,area_code,2007/08,2008/09\n",
        b"indicator,area_code,2007/08,2008/09\nNI 16,E07000901,,\n",
    ],
)
def test_a_file_that_is_no_return_is_refused_in_the_same_words(facts, content):
    _, problems, large = in_parts(content, facts)
    _, wrong, (reading, _) = whole(content, facts)

    assert once(problems) == once(wrong)
    assert large.notice == reading.notice or not reading.notice


def test_a_large_table_with_a_column_for_each_period_is_read_as_any_other(facts, monkeypatch):
    """At once, for what belongs to one figure may stand far apart."""
    monkeypatch.setattr(at_large, "BLOCK_BYTES", 1)
    content = (
        b"indicator,area_code,figure,2007/08,2008/09\n"
        b"NI 16,E07000901,numerator,5,6\nNI 16,Greyshire,numerator,7,\n"
        b"NI 16,E07000901,denominator,50,60\nNI 16,Greyshire,denominator,70,\n"
    )
    large = LargeFile(io.BytesIO(content), "return.csv", facts)

    parts = list(large.parts())

    reading = read(content, "return.csv")
    checked = check(reading.rows, facts, reading.columns)
    assert [row for part in parts for row in part.examined] == list(checked.rows)
    assert len(checked.rows) == 3
    assert not any(part.problems for part in parts)
    assert all(part.passed.empty for part in parts)
    assert (large.notice, large.named) == (reading.notice, checked.named)


def test_a_large_table_of_periods_has_as_many_figures_as_any_other(facts, monkeypatch):
    monkeypatch.setattr("indicators.parsing.wide.MOST_ROWS", 1)
    content = b"indicator,area_code,2007/08,2008/09\nNI 16,E07000901,5,6\n"

    _, problems, _ = in_parts(content, facts)

    assert [problem.code for problem in problems] == ["too_many_rows"]


def test_an_unseen_character_far_down_is_told_with_its_line(facts, monkeypatch):
    monkeypatch.setattr(at_large, "BLOCK_BYTES", 64)
    content = written([USUAL | row for row in SOUND]).replace(b'"27.4"', b'"27.4\x00"')

    _, problems, _ = in_parts(content, facts)

    (problem,) = problems
    assert problem.code == "nul_byte"
    assert problem.message.startswith("In what follows line ")
