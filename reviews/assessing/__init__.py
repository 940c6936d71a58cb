"""How targets are going: the path that was agreed, how far along it a figure is, how sure that is.

Pure: terms and frames in, frames out. Nobody is judged here; that an area looks off its path is
where a conversation may begin.
"""

from .chances import term
from .looks import COLUMNS, Thresholds, look
from .paths import Path, progress_of
from .yearly import FIELDS, Subject, assess_year

__all__ = [
    "COLUMNS",
    "FIELDS",
    "Path",
    "Subject",
    "Thresholds",
    "assess_year",
    "look",
    "progress_of",
    "term",
]
