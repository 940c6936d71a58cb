"""Workbooks made to break a reader: each is refused by its cause, and the parent never notices."""

import stat

import psutil
import pytest

from indicators.parsing import read_in_child
from tests.factories.workbooks import (
    HEADER,
    ROW,
    repacked,
    sheet_of,
    with_sheet,
    workbook,
)

pytestmark = pytest.mark.fault

MEGABYTE = 1024**2
ENTITIES = (
    '<!DOCTYPE worksheet [<!ENTITY a "lol">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
OUTSIDE = '<!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
TEXT_CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'


def renamed(name: str) -> bytes:
    return repacked(workbook(), added={name: b"harmless"})


def linked() -> bytes:
    def mend(info):
        if info.filename.endswith("theme1.xml"):
            info.external_attr = (stat.S_IFLNK | 0o777) << 16

    return repacked(workbook(), mend=mend)


def encrypted() -> bytes:
    """Set the bit that says so in each entry of the list at the end."""
    content = bytearray(workbook())
    start = 0
    while (start := content.find(b"PK\x01\x02", start)) >= 0:
        content[start + 8] |= 1
        start += 4
    return bytes(content)


def lying() -> bytes:
    """Say of the sheet that it is one byte long, where it is not."""
    content = bytearray(workbook())
    start = content.find(b"xl/worksheets/sheet1.xml", content.find(b"PK\x01\x02"))
    content[start - 22 : start - 18] = (1).to_bytes(4, "little")
    return bytes(content)


HOSTILE = {
    # what it is: its bytes, the code of what is told, the cause it names
    "an entity bomb": (
        lambda: with_sheet(sheet_of(TEXT_CELL.format("&i;"), before=ENTITIES)),
        "xml_entity",
        "declares XML entities",
    ),
    "an entity from outside": (
        lambda: with_sheet(sheet_of(TEXT_CELL.format("&a;"), before=OUTSIDE)),
        "xml_entity",
        "declares XML entities",
    ),
    "400 MB in a cell": (
        lambda: with_sheet(sheet_of(TEXT_CELL.format("x" * (400 * MEGABYTE)))),
        "inflates_too_far",
        "larger than 100 MB once unpacked",
    ),
    "90 MB in a cell": (
        lambda: with_sheet(sheet_of(TEXT_CELL.format("x" * (90 * MEGABYTE)))),
        "inflates_too_far",
        "more than 100 times its size",
    ),
    "a cell far away": (
        lambda: with_sheet(sheet_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        "far_cell",
        "Cell XFD1048576",
    ),
    "65,535 entries": (
        lambda: repacked(workbook(), added={f"x/{n}": b"" for n in range(65_525)}),
        "too_many_entries",
        "at most 200",
    ),
    "a workbook in a workbook": (
        lambda: repacked(workbook(), added={"xl/embeddings/inner.xlsx": workbook()}),
        "strange_entry",
        "is another archive or workbook",
    ),
    "an archive under another name": (
        lambda: repacked(workbook(), added={"xl/media/image1.png": workbook()}),
        "strange_entry",
        "is another archive or workbook",
    ),
    "an encrypted entry": (encrypted, "encrypted_workbook", "protected by a password"),
    "a link": (linked, "strange_entry", "is a link to another file"),
    "a way out": (lambda: renamed("../../evil.txt"), "strange_entry", "leads out of it"),
    "an absolute path": (lambda: renamed("/etc/evil.txt"), "strange_entry", "leads out of it"),
    "macros": (lambda: renamed("xl/vbaProject.bin"), "macros", "has macros in it"),
    "a picture before the archive": (
        lambda: b"\x89PNG\r\n" + workbook(),
        "not_csv",
        "no Excel workbook",
    ),
    "two archives in one": (
        lambda: workbook() + workbook(),
        "two_files_in_one",
        "something else as well",
    ),
    "a page behind the archive": (
        lambda: workbook() + b"<html></html>",
        "two_files_in_one",
        "something else as well",
    ),
    "a comment": (
        lambda: repacked(workbook(), comment=b"<html></html>"),
        "two_files_in_one",
        "something else as well",
    ),
    "a size that is untrue": (lying, "damaged_workbook", "cannot be read"),
    "a sheet that breaks off": (
        lambda: with_sheet(sheet_of("")[:-40]),
        "damaged_workbook",
        "its sheets cannot be read",
    ),
    "an archive that breaks off": (lambda: workbook()[:-400], "damaged_workbook", "the archive"),
    "another archive": (
        lambda: repacked(workbook(), mend=lambda i: setattr(i, "filename", "a/" + i.filename)),
        "not_a_workbook",
        "a zip archive, not a workbook",
    ),
    "an unseen character": (
        lambda: workbook(HEADER, (*ROW[:5], "fi\u202enal")),
        "unseen_character",
        "Cell F2 has a character in it that cannot be seen (U+202E",
    ),
    "50,001 rows": (
        lambda: workbook(HEADER[:4], *[ROW[:4]] * 50_001),
        "too_many_rows",
        "more than 50,000 rows",
    ),
    "70 columns": (lambda: workbook((*HEADER, *"x" * 70), ROW), "far_cell", "Cell BI1"),
    "an empty sheet": (lambda: workbook(()), "empty_file", "The workbook is empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_by_its_cause(name):
    make, code, cause = HOSTILE[name]

    reading = read_in_child(make(), "return.xlsx", seconds=120)

    first = reading.problems[0]
    assert (first.row, first.code) == (None, code)
    assert cause in first.message
    assert first.message.endswith(".")


def test_a_cell_far_away_costs_little():
    make, *_ = HOSTILE["a cell far away"]
    content = make()

    started = psutil.Process().cpu_times().children_user
    read_in_child(content, "return.xlsx")
    spent = psutil.Process().cpu_times().children_user - started

    assert spent < 10, "seconds of the processor's time; a million empty rows take two"


def test_formulas_are_read_as_what_they_last_came_to():
    cells = (
        "".join(
            f'<c r="{column}1" t="inlineStr"><is><t>{name}</t></is></c>'
            for column, name in zip("ABCD", HEADER, strict=False)
        ),
        '<c r="A2" t="inlineStr"><is><t>NI 16</t></is></c>'
        '<c r="B2" t="inlineStr"><is><t>E07000901</t></is></c>'
        '<c r="C2" t="inlineStr"><is><t>2008/09</t></is></c><c r="D2"><f>2+3</f><v>5</v></c>',
    )
    xml = sheet_of("".join(f'<row r="{n}">{row}</row>' for n, row in enumerate(cells, start=1)))

    reading = read_in_child(with_sheet(xml), "return.xlsx")

    assert [row.numerator for row in reading.rows] == [5]
    assert "Cells with formulas: 1." in reading.notice


def test_a_formula_nobody_worked_out_is_named():
    reading = read_in_child(workbook(HEADER, (*ROW[:3], "=2+3", 10, "final")), "return.xlsx")

    (problem,) = reading.problems
    assert (problem.code, problem.column, problem.value) == ("formula", "D", "=2+3")
