"""What several tables say together, for one reader."""

from .assessments import last_settled, responsible_seats, written_contents
from .engagements import (
    Bound,
    Involvement,
    engagement_facts,
    engagement_facts_of,
    engagements_of,
    involvement,
)
from .priorities import ScoredPriorities, ScoredPriority, scored_priorities, weighting_of

__all__ = [
    "Bound",
    "Involvement",
    "ScoredPriorities",
    "ScoredPriority",
    "engagement_facts",
    "engagement_facts_of",
    "engagements_of",
    "involvement",
    "last_settled",
    "responsible_seats",
    "scored_priorities",
    "weighting_of",
    "written_contents",
]
