"""What was agreed, and what led to it."""

from .assessments import Presence, Section, StrategicAssessment, own_partnerships
from .priorities import CRITERIA, Priority, Weighting

__all__ = [
    "CRITERIA",
    "Presence",
    "Priority",
    "Section",
    "StrategicAssessment",
    "Weighting",
    "own_partnerships",
]
