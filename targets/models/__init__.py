"""What was agreed, and what led to it."""

from .assessments import Presence, Section, StrategicAssessment, own_partnerships
from .engagements import (
    AskedGroup,
    Attendance,
    ConsultingDuty,
    Engagement,
    EngagementKind,
)
from .priorities import CRITERIA, Priority, Weighting
from .seats import SeatPresence
from .tracked import FormerEngagement

__all__ = [
    "CRITERIA",
    "AskedGroup",
    "Attendance",
    "ConsultingDuty",
    "Engagement",
    "EngagementKind",
    "FormerEngagement",
    "Presence",
    "Priority",
    "SeatPresence",
    "Section",
    "StrategicAssessment",
    "Weighting",
    "own_partnerships",
]
