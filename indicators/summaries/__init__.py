"""What series come to: figures of a measure in, a row for each area out. Pure; arrays throughout.

A summary rests on what everybody may see: whoever calls leaves out figures that are provisional or
not published, and takes away the values of those that are too small to publish.
"""

from .columns import FEWEST_TESTED
from .facts import Facts
from .grids import common_column
from .kinds import PARTS, Counting
from .whole import NAMES, VERSION, summarise

__all__ = [
    "FEWEST_TESTED",
    "NAMES",
    "PARTS",
    "VERSION",
    "Counting",
    "Facts",
    "common_column",
    "summarise",
]
