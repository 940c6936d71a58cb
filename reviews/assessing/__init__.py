"""How targets are going: the path that was agreed, how far along it a figure is, how sure that is.

Pure: terms and frames in, frames out. Nobody is judged here; that an area looks off its path is
where a conversation may begin.
"""

from .chances import term
from .looks import COLUMNS, look
from .paths import Path, Progress, Verdict, progress_of

__all__ = ["COLUMNS", "Path", "Progress", "Verdict", "look", "progress_of", "term"]
