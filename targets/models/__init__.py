"""What was agreed, and what led to it."""

from .agreements import ENDS_ON, STARTS_ON, TITLE_LENGTH, Agreement, Target
from .assessments import Presence, Section, StrategicAssessment, own_partnerships
from .engagements import AskedGroup, Attendance, ConsultingDuty, Engagement, EngagementKind
from .escalations import SIDE, Escalation
from .priorities import CRITERIA, Priority, Weighting
from .seats import SeatPresence
from .tracked import FormerAgreement, FormerEngagement, FormerEscalation, FormerTarget

__all__ = [
    "CRITERIA",
    "ENDS_ON",
    "SIDE",
    "STARTS_ON",
    "TITLE_LENGTH",
    "Agreement",
    "AskedGroup",
    "Attendance",
    "ConsultingDuty",
    "Engagement",
    "EngagementKind",
    "Escalation",
    "FormerAgreement",
    "FormerEngagement",
    "FormerEscalation",
    "FormerTarget",
    "Presence",
    "Priority",
    "SeatPresence",
    "Section",
    "StrategicAssessment",
    "Target",
    "Weighting",
    "own_partnerships",
]
