"""What is written by COPY, or as arrays, is read back as it was."""

import math

import pandas as pd
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laa_portal.foundation.bulk import as_array, write_frame

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE kept (place int, words text, number float8)")
        yield "kept"
        cursor.execute("DROP TABLE kept")


def kept() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, number FROM kept ORDER BY place")
        found = cursor.fetchall()
        cursor.execute("TRUNCATE kept")
    return found


def write_arrays(frame: pd.DataFrame, table: str) -> None:
    arrays = [as_array(frame[name]) for name in ("place", "words", "number")]
    rows = "SELECT * FROM unnest(%s::int[], %s::text[], %s::float8[])"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} {rows}", arrays)


both_ways = pytest.mark.parametrize("write", [write_frame, write_arrays])

words = st.none() | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
numbers = st.none() | st.floats(allow_nan=False)


@both_ways
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.tuples(words, numbers), min_size=1, max_size=8))
def test_any_words_and_numbers_come_back(table, write, rows):
    frame = pd.DataFrame(rows, columns=["words", "number"]).astype({"number": float})

    write(frame.assign(place=range(len(rows))), table)

    assert kept() == rows


SPACES = ["a\tb", "a\nb", "a\r\nb", " a "]


@both_ways
@pytest.mark.parametrize("said", [*SPACES, "\\N", "\\", '"', ",", "", "\\t", "NULL", "{", '\\"'])
def test_words_that_mean_something_to_postgresql_come_back(table, write, said):
    write(pd.DataFrame({"place": [1, 2], "words": [said, None], "number": 0.1}), table)

    assert kept() == [(said, 0.1), (None, 0.1)]


@both_ways
def test_a_column_without_any_value_and_no_rows_at_all_are_nothing(table, write):
    write(pd.DataFrame({"place": [1], "words": [None], "number": [math.nan]}), table)
    write(pd.DataFrame({"place": [], "words": [], "number": []}), table)

    assert kept() == [(None, None)]
