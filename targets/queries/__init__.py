"""What several tables say together, for one reader."""

from .assessments import last_settled, responsible_seats, written_contents
from .priorities import ScoredPriorities, ScoredPriority, scored_priorities, weighting_of

__all__ = [
    "ScoredPriorities",
    "ScoredPriority",
    "last_settled",
    "responsible_seats",
    "scored_priorities",
    "weighting_of",
    "written_contents",
]
