"""What was agreed, and what led to it."""

from .agreements import ENDS_ON, STARTS_ON, TITLE_LENGTH, Agreement, Target
from .assessments import Presence, Section, StrategicAssessment, own_partnerships
from .escalations import SIDE, Escalation
from .priorities import CRITERIA, Priority, Weighting
from .tracked import FormerAgreement, FormerEscalation, FormerTarget

__all__ = [
    "CRITERIA",
    "ENDS_ON",
    "SIDE",
    "STARTS_ON",
    "TITLE_LENGTH",
    "Agreement",
    "Escalation",
    "FormerAgreement",
    "FormerEscalation",
    "FormerTarget",
    "Presence",
    "Priority",
    "Section",
    "StrategicAssessment",
    "Target",
    "Weighting",
    "own_partnerships",
]
