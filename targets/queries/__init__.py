"""What several tables say together, for one reader."""

from .alike import Alike, alike
from .assessments import last_settled, responsible_seats, written_contents, written_of
from .packs import known_of, somebody_of
from .papers import PaperPriority, WholePaper, named_evidence, whole_paper
from .priorities import ScoredPriorities, ScoredPriority, scored_priorities, weighting_of
from .recollection import NewerFigure, Recollection, newer_figures, recall

__all__ = [
    "Alike",
    "NewerFigure",
    "PaperPriority",
    "Recollection",
    "ScoredPriorities",
    "ScoredPriority",
    "WholePaper",
    "alike",
    "known_of",
    "last_settled",
    "named_evidence",
    "newer_figures",
    "recall",
    "responsible_seats",
    "scored_priorities",
    "somebody_of",
    "weighting_of",
    "whole_paper",
    "written_contents",
    "written_of",
]
