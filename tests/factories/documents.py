"""Documents as offices make them: as small as each kind may be."""

import io
from zipfile import ZipFile

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20 + b"\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20 + b"\xff\xd9"


def archive(**entries: str) -> bytes:
    """Make a zip of entries, whose names have `__` for a slash and `_xml` for the ending."""
    made = io.BytesIO()
    with ZipFile(made, "w") as file:
        for name, text in entries.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return made.getvalue()


def office(part: str = "word__document_xml", types: str = "<Types/>", **more: str) -> bytes:
    """Make a Word document or, of another main part, a workbook."""
    made = io.BytesIO()
    with ZipFile(made, "w") as file:
        file.writestr("[Content_Types].xml", types)
        for name, text in {part: "<x/>", **more}.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return made.getvalue()


ODT = archive(mimetype="application/vnd.oasis.opendocument.text", content_xml="<x/>")
DOCX = office()
XLSX = office("xl__workbook_xml")
