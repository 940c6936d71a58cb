"""What series come to: figures of a measure in, a row for each area out. Pure; arrays throughout.

A summary rests on what everybody may see: whoever calls leaves out figures that are provisional or
not published, and takes away the values of those that are too small to publish.
"""

from .facts import Facts
from .whole import NAMES, VERSION, summarise

__all__ = ["NAMES", "VERSION", "Facts", "summarise"]
