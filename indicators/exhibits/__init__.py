"""The charts that show what figures bear: each with its finding, or why there is none.

An exhibit is built from a read model, which has only what its reader may see. Limits, grades and
projections rest on less, namely on what everybody may see, and are those of the summaries.
"""

from .answers import Answer, answers
from .model import Exhibit, charts_of
from .pages import of_history, of_table, over_time, until_now
from .trajectories import beside_paths, trajectory

__all__ = [
    "Answer",
    "Exhibit",
    "answers",
    "beside_paths",
    "charts_of",
    "of_history",
    "of_table",
    "over_time",
    "trajectory",
    "until_now",
]
