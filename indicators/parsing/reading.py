"""Bytes in; rows, or everything that is wrong with them, out."""

from collections.abc import Iterator

from .columns import Header, is_column, read_header
from .decoding import EMPTY, decode
from .problems import Problem, Problems, Refused
from .rows import Reading, Row, read_row
from .table import Record, delimiter_notice, likeliest_delimiter, records


def read(content: bytes, filename: str) -> Reading:
    """Read a return.

    Never raises, whatever the bytes: what cannot be read is a Problem, and a file that cannot be
    read at all is one Problem of the file. Call it on bytes of a stranger by `read_in_child` only.
    """
    try:
        text, decoding_notice = decode(content, filename)
        delimiter = likeliest_delimiter(text, is_column)
        table = records(text, delimiter)
        header = read_header(_first(table))
    except Refused as refusal:
        return Reading.refused(refusal.code, str(refusal))
    notices = filter(None, (decoding_notice, delimiter_notice(delimiter)))
    return _read_rows(header, table, " ".join(notices))


def _first(table: Iterator[Record]) -> Record:
    """Return the first row with anything in it. Raises Refused if there is none."""
    for record in table:
        return record
    raise Refused(*EMPTY)


def _read_rows(header: Header, table: Iterator[Record], notice: str) -> Reading:
    """Read the rows under the header until they end, cannot go on, or have too much wrong."""
    problems = Problems()
    problems.add(header.problems)
    rows: list[Row] = []
    try:
        for record in table:
            row, wrong = read_row(record, header)
            rows.append(row)
            problems.add(wrong)
            if problems.is_full:
                break
    except Refused as refusal:
        problems.add([Problem.of_file(refusal.code, str(refusal))])
    else:
        problems.add(_no_rows(rows))
    return Reading(tuple(rows), problems.in_order(), notice, header.columns, len(rows))


def _no_rows(rows: list[Row]) -> Iterator[Problem]:
    if not rows:
        yield Problem.of_file("no_rows", "There are no rows under the header. Add at least one.")
