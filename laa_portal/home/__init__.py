"""What somebody finds when they come in: their work, in blocks.

Each block is a function of who looks and when, in the order of BLOCKS. An app built later adds a
function here, or a source to `waiting` and `others`; the page draws whatever blocks there are.
"""

from .blocks import Block, Looking, Row
from .changed import changed
from .due import due
from .links import links
from .others import waiting_for_others
from .waiting import waiting

BLOCKS = (waiting, due, waiting_for_others, changed, links)

__all__ = ["BLOCKS", "Block", "Looking", "Row"]
