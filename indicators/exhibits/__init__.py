"""The charts that show what figures bear: each with its finding, or why there is none.

An exhibit is built from a read model, which has only what its reader may see. Limits, grades and
projections rest on less, namely on what everybody may see, and are those of the summaries.
"""

from .answers import Answer, answers
from .control import control_chart
from .funnels import funnels
from .maps import area_map
from .model import Exhibit, file_of_chart, named
from .peers import beside_peers
from .surveys import survey_change
from .trajectories import trajectory

__all__ = [
    "Answer",
    "Exhibit",
    "answers",
    "area_map",
    "beside_peers",
    "control_chart",
    "file_of_chart",
    "funnels",
    "named",
    "survey_change",
    "trajectory",
]
