"""Reading a return: bytes in; checked rows, or everything that is wrong with them, out. Pure."""

from .checks import Checked, CheckedRow, check
from .columns import Column
from .facts import AreaFacts, DefinitionFacts, Facts, MeasureFacts
from .problems import Problem, in_order
from .reading import read
from .rows import Reading, Row
from .sandbox import read_in_child

__all__ = [
    "AreaFacts",
    "Checked",
    "CheckedRow",
    "Column",
    "DefinitionFacts",
    "Facts",
    "MeasureFacts",
    "Problem",
    "Reading",
    "Row",
    "check",
    "in_order",
    "read",
    "read_in_child",
]
