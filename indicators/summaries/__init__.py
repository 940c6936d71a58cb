"""What series come to: figures of a measure in, a row for each area out. Pure; arrays throughout.

A summary rests on what everybody may see: whoever calls leaves out figures that are provisional or
not published, and takes away the values of those that are too small to publish.
"""

from .columns import FEWEST_TESTED, NO_YEARS
from .facts import IMPROVEMENT, Facts
from .grids import SINCE_BREAK
from .kinds import PARTS, Counting
from .trend import TOO_FEW_YEARS
from .whole import NAMES, VERSION, summarise

__all__ = [
    "FEWEST_TESTED",
    "IMPROVEMENT",
    "NAMES",
    "NO_YEARS",
    "PARTS",
    "SINCE_BREAK",
    "TOO_FEW_YEARS",
    "VERSION",
    "Counting",
    "Facts",
    "summarise",
]
