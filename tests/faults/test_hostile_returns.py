"""Files made to break a reader: each is refused in a sentence, within its time and memory."""

import random
import signal
import subprocess
import sys

import pytest

from indicators.parsing import read_in_child, sandbox
from tests.patience import PATIENCE

pytestmark = pytest.mark.fault

MEGABYTE = 1024**2
LARGEST = 10 * MEGABYTE
HEADER = b"indicator,area_code,period,numerator,denominator,status,note\n"
ROW = b"NI 16,E07000901,2008/09,5,10,,\n"


def filled(pattern: bytes, start: bytes = b"") -> bytes:
    """Return `start` and as much of `pattern` as a return may hold."""
    return start + pattern * ((LARGEST - len(start)) // len(pattern))


HOSTILE = {
    # what it is: its bytes, the code of what is told first, the cause it names
    "random bytes": (
        lambda: random.Random(16).randbytes(LARGEST),
        "wrong_encoding",
        "is no character of UTF-8 or Windows-1252",
    ),
    "one line": (lambda: filled(b"x"), "cell_too_long", "Row 1 has a cell of more than"),
    "one cell": (lambda: filled(b"x", HEADER), "cell_too_long", "Row 2 has a cell of more than"),
    "line ends only": (lambda: filled(b"\n"), "empty_file", "The file is empty"),
    "commas only": (lambda: filled(b","), "empty_file", "The file is empty"),
    "blank rows only": (lambda: filled(b",\n"), "empty_file", "The file is empty"),
    "a header of commas": (lambda: filled(b",", b"ni")[:-1] + b"x", "too_many_columns", "columns"),
    "a row of millions of cells": (
        lambda: filled(b"a,", HEADER + ROW.strip()),
        "long_row",
        "no column name above it",
    ),
    "an unclosed quotation mark at the start": (
        lambda: filled(ROW, b'"'),
        "unclosed_quotation_mark",
        "opens in row 1",
    ),
    "an unclosed quotation mark in a row": (
        lambda: filled(ROW, HEADER + ROW + b'NI 16,"'),
        "unclosed_quotation_mark",
        "opens in row 3",
    ),
    "quotation marks in quotation marks": (
        lambda: filled(b'"', HEADER),
        "cell_too_long",
        "Row 2 has a cell of more than",
    ),
    "an odd quotation mark in each row": (
        lambda: filled(b'"a"b,\n', HEADER),
        "stray_quotation_mark",
        "in row 2",
    ),
    "a NUL byte at the end": (
        lambda: filled(ROW, HEADER)[:-1] + b"\0",
        "nul_byte",
        "has a NUL byte in it",
    ),
    "UTF-16": (
        lambda: filled(ROW).decode()[: 5 * MEGABYTE - 1].encode("utf-16"),
        "wrong_encoding",
        "UTF-16",
    ),
    "text that turns round": (
        lambda: HEADER + "NI 16,E07000901,2008/09,\N{RIGHT-TO-LEFT OVERRIDE}21,10,,\n".encode(),
        "unseen_character",
        "Line 2",
    ),
    "marks upon marks": (
        lambda: filled(
            "\N{COMBINING ACUTE ACCENT}\N{COMBINING CEDILLA}".encode() * 149 + b",\n", HEADER
        ),
        "too_many_problems",
        "more than 500 things",
    ),
    "60,000 rows": (lambda: HEADER + ROW * 60_000, "too_many_rows", "more than 50,000 rows"),
    "5,000 columns": (
        lambda: HEADER.strip() + b",x" * 5_000 + b"\n" + ROW,
        "too_many_columns",
        "5,007 columns; a return has at most 60",
    ),
    "nothing right": (
        lambda: filled(b"a,b,c,d,e,f,g\n", HEADER),
        "too_many_problems",
        "more than 500 things",
    ),
    "a zip": (lambda: filled(b"\0", b"PK\x03\x04"), "not_csv", "zip archive"),
    "a byte too many": (lambda: filled(b"x") + b"x", "file_too_large", "larger than 10 MB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_its_cause(name):
    content, code, cause = HOSTILE[name]

    reading = read_in_child(content(), "return.csv")

    assert reading.problems[0].code == code
    assert cause in reading.problems[0].message


def test_what_is_large_but_right_is_read_within_the_limits():
    note = "\N{COMBINING ACUTE ACCENT}\N{COMBINING CEDILLA}" * 80
    row = f"NI 16,E07000901,2008/09,123456789012.123456,10,,{note}\n".encode()
    count = (LARGEST - len(HEADER)) // len(row)

    reading = read_in_child(HEADER + row * count, "return.csv")

    assert (reading.problems, reading.row_count) == ((), count)


MEASURED = """
import resource
from indicators.parsing import read_in_child
from tests.faults.test_hostile_returns import HEADER, ROW, filled

read_in_child(filled(b"a,", HEADER + ROW.strip()), "return.csv")
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_a_child_needs_no_more_memory_than_it_may():
    # From a small process: a child is counted with what its parent held when it was started.
    command = [sys.executable, "-c", MEASURED]
    told = subprocess.run(
        command, cwd=sandbox.ROOT, capture_output=True, timeout=PATIENCE, check=True
    )
    assert 0 < int(told.stdout) < 768 * 1024


@pytest.mark.parametrize("memory_mb", [1, *range(30, 50)])
def test_memory_is_limited(memory_mb):
    (problem,) = read_in_child(HEADER + ROW * 50_000, "return.csv", memory_mb=memory_mb).problems
    assert (problem.row, problem.code) == (None, "too_much_memory")
    assert problem.message.startswith("The file needs too much memory.")


def test_time_by_the_clock_is_limited():
    (problem,) = read_in_child(HEADER + ROW * 50_000, "return.csv", seconds=0.02).problems
    assert (problem.row, problem.code) == (None, "took_too_long")
    assert problem.message.startswith("Reading the file took too long.")


@pytest.mark.parametrize("name", ["\0", "\ud800.csv", "../" * 5000, "-rf", "a\nb.csv"])
def test_the_name_of_a_file_is_only_a_name(name):
    assert len(read_in_child(HEADER + ROW, name).rows) <= 1


def run_limited(code: str) -> subprocess.CompletedProcess:
    """Run code in an interpreter that has set itself the limits of a child: one second."""
    lines = [
        "import socket",
        "from indicators.parsing.child import set_limits",
        "set_limits(1, 768)",
        code,
    ]
    command = [sys.executable, "-c", "\n".join(lines)]
    return subprocess.run(command, cwd=sandbox.ROOT, capture_output=True, timeout=PATIENCE)


def test_time_of_the_processor_is_limited():
    assert run_limited("while True: pass").returncode == -signal.SIGXCPU


@pytest.mark.parametrize("code", ["open('/etc/passwd')", "socket.socket()"])
def test_a_child_opens_no_file_and_no_socket(code):
    assert b"Too many open files" in run_limited(code).stderr


def test_a_child_that_dies_is_a_problem_of_the_file(monkeypatch):
    monkeypatch.setattr(sandbox, "INTERPRETER", [sys.executable, "-c", "import os; os.abort()"])
    (problem,) = read_in_child(HEADER + ROW, "return.csv").problems
    assert (problem.row, problem.code) == (None, "reading_stopped")


def test_a_child_that_tells_half_is_a_problem_of_the_file(monkeypatch):
    half = [sys.executable, "-c", "print('[\"\", {}, 1]')"]
    monkeypatch.setattr(sandbox, "INTERPRETER", half)
    (problem,) = read_in_child(HEADER + ROW, "return.csv").problems
    assert (problem.row, problem.code) == (None, "reading_stopped")


def test_a_child_inherits_no_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    tell = "import json, os; print(json.dumps([' '.join(os.environ), {}, 0])); print('[\"end\"]')"
    monkeypatch.setattr(sandbox, "INTERPRETER", [sys.executable, "-c", tell])
    names = set(read_in_child(HEADER + ROW, "return.csv").notice.split())
    assert "PYTHONPATH" in names
    assert not names & {"SECRET_KEY", "DATABASE_URL", "HOME", "PATH"}
