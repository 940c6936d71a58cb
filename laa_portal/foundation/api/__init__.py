"""What every resource of the API shares: strict parameters, pages by cursor, and their looks.

The settings of REST framework name these classes, so nothing here may import its views. What is
built on views is in `resources` and is imported from there.
"""

from .courtesy import Courtesy
from .filtering import StrictFilterBackend
from .formats import Formats
from .paging import CursorPages
from .parameters import Kind, Parameter, Switch, choice, code, day, flag, text
from .rendering import BrowsableRenderer
from .scopes import HasScope

__all__ = [
    "BrowsableRenderer",
    "Courtesy",
    "CursorPages",
    "Formats",
    "HasScope",
    "Kind",
    "Parameter",
    "StrictFilterBackend",
    "Switch",
    "choice",
    "code",
    "day",
    "flag",
    "text",
]
