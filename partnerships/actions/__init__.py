"""What can happen to places, bodies and partnerships."""

from .reference import load_reference
from .upserts import Tally

__all__ = ["Tally", "load_reference"]
