"""Excel workbooks as spreadsheets write them, and as people who mean harm do."""

import io
import zipfile
from collections.abc import Iterable, Mapping

from openpyxl import Workbook

HEADER = ("indicator", "area_code", "period", "numerator", "denominator", "status")
ROW = ("NI 16", "E07000901", "2008/09", 5, 10, "final")


def workbook(*rows: Iterable[object], sheets: Mapping[str, Iterable] | None = None) -> bytes:
    """Return a workbook of one sheet with `rows`, or of several."""
    book = Workbook()
    book.remove(book.active)
    for title, its_rows in (sheets or {"Sheet1": rows or (HEADER, ROW)}).items():
        sheet = book.create_sheet(title)
        for row in its_rows:
            sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def repacked(
    content: bytes, *, added: Mapping[str, bytes] | None = None, mend=None, comment: bytes = b""
) -> bytes:
    """Return a zip archive again with entries added, or replaced, or each changed by `mend`."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        entries = {info.filename: source.read(info) for info in source.infolist()}
    entries |= added or {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, data in entries.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if mend:
                mend(info)
            archive.writestr(info, data)
    return target.getvalue()


def with_sheet(xml: str) -> bytes:
    """Return a workbook whose only sheet is this XML."""
    return repacked(workbook(), added={"xl/worksheets/sheet1.xml": xml.encode()})


def sheet_of(cells: str, *, before: str = "") -> str:
    """Return a sheet's XML around its rows."""
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        f'<worksheet xmlns="{name}"><sheetData>{cells}</sheetData></worksheet>'
    )
