"""What can happen to places, bodies, partnerships and keys."""

from .keys import make_key, note_use, revoke_key
from .reference import load_reference
from .upserts import Tally

__all__ = ["Tally", "load_reference", "make_key", "note_use", "revoke_key"]
