"""The formats of a page of figures beside JSON: the same rows, in the same order and exact."""

from .columns import COLUMNS
from .csv_files import CsvRenderer
from .csv_rows import CsvLines
from .csvw import CsvwRenderer
from .json_stat import JsonStatRenderer
from .page import FigurePage
from .sdmx import SdmxCsvRenderer
from .sdmx_structure import structure_message
from .workbooks import WorkbookRenderer

FORMATS = (CsvRenderer, JsonStatRenderer, SdmxCsvRenderer, CsvwRenderer, WorkbookRenderer)

FIGURE_FORMATS = (
    ("json", "application/json", "Everything that is known of each figure."),
    *((one.format, one.media_type, one.meaning) for one in FORMATS),
)
"""What each format is, for people."""

__all__ = [
    "COLUMNS",
    "FIGURE_FORMATS",
    "FORMATS",
    "CsvLines",
    "CsvRenderer",
    "FigurePage",
    "structure_message",
]
