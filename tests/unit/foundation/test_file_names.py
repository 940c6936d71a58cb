"""Names of files as strangers give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laa_portal.foundation.file_names import NAME_LENGTH, file_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("burglary.csv", "burglary.csv"),
        ("../burglary.csv", "burglary.csv"),
        (r"C:\returns\burglary.csv", "burglary.csv"),
        ('a "b"; c.csv', 'a "b"; c.csv'),
        ("Größe 数.xlsx", "Größe 数.xlsx"),
        ("a\x00b\nc.csv", "a b c.csv"),
        ("a\u202evsc.csv", "a vsc.csv"),
        ("burglary.csv\n", "burglary.csv"),
        ("a\ud800.csv", "a .csv"),
        ("x" * 300 + ".xlsx", "x" * 195 + ".xlsx"),
        ("", "return.csv"),
        ("/", "return.csv"),
        ("..", "return.csv"),
        ("\x00\u200b", "return.csv"),
    ],
)
def test_name_is_kept_as_far_as_it_can_be_shown(sent, kept):
    assert file_name(sent, unnamed="return.csv") == kept


@given(st.text(max_size=400))
def test_name_is_one_printable_line_whatever_was_sent(sent):
    name = file_name(sent, unnamed="return.csv")

    assert name.isprintable()
    assert 0 < len(name) <= NAME_LENGTH
    assert "/" not in name
    assert file_name(name, unnamed="x") == name
