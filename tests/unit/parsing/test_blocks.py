"""Texts are taken by columns where that says what a reader of rows would, and only there."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.parsing.blocks import plain_columns


def rows_of(text, delimiter=",", width=2):
    """The rows of a text by columns; None where they are left to a reader."""
    columns = plain_columns(text, delimiter, width)
    if columns is None:
        return None
    return [list(row) for row in zip(*(said[place] for place, said in columns), strict=True)]


@pytest.mark.parametrize(
    "text",
    [
        "a,1\nb,2\n",
        "a,1\nb,2",
        "a,1\r\nb,2\r\n",
        '"a","1"\n"b",2\n',
        'a,"1"\r\n"b","2"',
    ],
)
def test_plain_texts_are_taken_by_columns(text):
    """Else they would be read rightly, and slowly."""
    assert rows_of(text) == [["a", "1"], ["b", "2"]]


def test_texts_stay_as_they_are_written():
    assert rows_of(" 01 ,\n,NA\nnull,é\t1e3\n") == [[" 01 ", ""], ["", "NA"], ["null", "é\t1e3"]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a,1\n\nb,2\n",
        "a,1\rb,2\n",
        "a,1,\n",
        "a\n1,b,2\n",
        '"a,1\n',
        '"a,1",2\n',
        '"a\n1",2\n',
        '"a""b",1\n',
        'a"b,"1\n',
        ' "a",1\n',
    ],
)
def test_others_are_left_to_a_reader(text):
    assert rows_of(text) is None


plain = st.sampled_from(["a", "01", " ", "", '"a"', '"01"', '""'])
any_other = st.lists(st.sampled_from(["a", " ", '"', '""', ",", ";", "\n", "\r"])).map("".join)
endings = st.sampled_from(["\n", "\r\n"])


@st.composite
def texts(draw, delimiter, width):
    """Tables of plain cells, in which one cell or another is none."""
    rows = draw(st.lists(st.lists(plain, min_size=width, max_size=width), min_size=1, max_size=4))
    if draw(st.booleans()):
        draw(st.sampled_from(rows))[0] = draw(any_other)
    lines = [delimiter.join(cells) + draw(endings) for cells in rows]
    return "".join(lines).removesuffix(draw(st.sampled_from(["", "\n"])))


@settings(max_examples=1000, deadline=None)
@given(data=st.data(), delimiter=st.sampled_from(",;"), width=st.integers(2, 3))
def test_what_is_taken_by_columns_is_what_a_reader_says(data, delimiter, width):
    text = data.draw(texts(delimiter, width))

    rows = rows_of(text, delimiter, width)

    if rows is not None:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        assert rows == list(reader)
