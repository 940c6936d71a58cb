"""What the columns of the CSV mean, for programs: CSV on the Web (W3C, 2015)."""

import json
from typing import Any

from .columns import Column
from .csv_files import told_columns
from .page import FigurePage, FileRenderer


class CsvwRenderer(FileRenderer):
    """Describes the CSV of the same page; where it is, it says itself."""

    media_type = "application/csvm+json"
    format = "csvw"
    meaning = "What each column of the CSV means and holds (CSV on the Web)."
    charset = None

    def write(self, page: FigurePage) -> bytes:
        return json.dumps(described(page), ensure_ascii=False).encode()


def described(page: FigurePage) -> dict[str, Any]:
    """Return the metadata document of a page."""
    columns = [_column(one) for one in told_columns(page.shape)]
    has_ids = not page.shape.fields or "id" in page.shape.fields
    found = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": page.csv,
        "dc:title": "Figures of the National Indicator Set",
        "dc:license": {"@id": page.licence.address},
        "dc:rights": page.licence.line,
        "dialect": {"header": True, "encoding": "utf-8", "delimiter": ","},
        "tableSchema": {"columns": columns} | ({"primaryKey": "id"} if has_ids else {}),
    }
    if page.changed_at:
        found["dc:modified"] = {"@value": page.changed_at.isoformat(), "@type": "xsd:dateTime"}
    return found


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.title,
        "datatype": column.datatype,
        "dc:description": column.meaning,
    }
