"""Reading a return: bytes in; checked rows, or everything that is wrong with them, out. Pure."""

from .cells import decimals_of, plain_number
from .checks import Checked, CheckedRow, NamedArea, check
from .columns import HEADER_CODES, Column
from .facts import AreaFacts, DefinitionFacts, Facts, MeasureFacts, areas_called, by_name
from .fields import FIGURES, PREVIOUS, WHAT_IS_WRONG, field_of
from .figures import figures_asked
from .problems import MOST_PROBLEMS, Problem, bounded, in_order
from .reading import read
from .rows import Reading, Row
from .sandbox import ChildFailed, copy_in_child, read_in_child
from .table import MOST_ROWS, Sheet

__all__ = [
    "FIGURES",
    "HEADER_CODES",
    "MOST_PROBLEMS",
    "MOST_ROWS",
    "PREVIOUS",
    "WHAT_IS_WRONG",
    "AreaFacts",
    "Checked",
    "CheckedRow",
    "ChildFailed",
    "Column",
    "DefinitionFacts",
    "Facts",
    "MeasureFacts",
    "NamedArea",
    "Problem",
    "Reading",
    "Row",
    "Sheet",
    "areas_called",
    "bounded",
    "by_name",
    "check",
    "copy_in_child",
    "decimals_of",
    "field_of",
    "figures_asked",
    "in_order",
    "plain_number",
    "read",
    "read_in_child",
]
