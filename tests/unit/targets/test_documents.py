"""What a document is, by its content; what lies about itself or carries macros is refused."""

import pytest

from targets import documents
from targets.documents import LARGEST, NotTaken, kind_of
from tests.factories.documents import DOCX, JPEG, ODT, PDF, PNG, XLSX, archive, office

RIGHT = {
    "assessment.pdf": (PDF, "pdf"),
    "ASSESSMENT.PDF": (PDF, "pdf"),
    "assessment.docx": (DOCX, "docx"),
    "assessment.odt": (ODT, "odt"),
    "figures.xlsx": (XLSX, "xlsx"),
    "map.png": (PNG, "png"),
    "map.jpeg": (JPEG, "jpeg"),
    "map.jpg": (JPEG, "jpeg"),
}

WRONG = {
    "empty": ("a.pdf", b"", "is empty"),
    "a program": ("a.pdf", b"MZ\x90\0", "none that can be attached"),
    "a web page": ("a.pdf", b"<html><script>", "none that can be attached"),
    "a picture called PDF": ("a.pdf", PNG, "is a PNG picture, but its name has .pdf. Rename it"),
    "a workbook called document": ("a.docx", XLSX, "is an Excel workbook, but its name has .docx"),
    "without an ending": ("a", PDF, "is a PDF, but its name has no ending"),
    "a PDF cut short": ("a.pdf", PDF[:30], "cut short"),
    "a PDF with a script": ("a.pdf", PDF.replace(b"/Catalog", b"/JavaScript"), "has a script"),
    "a PDF with a file": ("a.pdf", PDF.replace(b"/Catalog", b"/EmbeddedFile"), "another file"),
    "a picture and more": ("a.png", PNG + b"<script>", "something else behind it"),
    "half a photograph": ("a.jpg", JPEG[:-2], "cut short"),
    "macros": ("a.docx", office(word__vbaProject="x"), "has macros in it"),
    "macros by type": ("a.docx", office(types="x.macroEnabled.main+xml"), "may have macros"),
    "macros of OpenDocument": ("a.odt", archive(mimetype="x", Basic__m_xml="x"), "has macros"),
    "a plain zip": ("a.docx", archive(a="x"), "is an archive. Attach what is in it"),
    "a spreadsheet of OpenDocument": (
        "a.odt",
        archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        "only texts",
    ),
    "a damaged document": ("a.docx", DOCX[:40], "is damaged"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_kind_is_read_from_the_content(name):
    content, kind = RIGHT[name]

    assert kind_of(name, content) == kind
    assert kind in documents.MEDIA_TYPES


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_attached_is_refused_with_what_to_do(what):
    name, content, words = WRONG[what]

    with pytest.raises(NotTaken, match=words):
        kind_of(name, content)


def test_too_large_says_how_large():
    with pytest.raises(NotTaken, match=r"The file is 20\.0 MB. Attach one of up to 20 MB"):
        kind_of("a.pdf", b"%PDF-" + b"x" * LARGEST)
