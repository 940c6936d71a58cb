"""What was agreed, and what led to it."""

from .adoption import CDRP_PEOPLE
from .agreements import ENDS_ON, STARTS_ON, TITLE_LENGTH, Agreement, Target
from .assessments import Presence, Section, StrategicAssessment, own_partnerships
from .attachments import AttachedFile, Attachment
from .engagements import AskedGroup, Attendance, ConsultingDuty, Engagement, EngagementKind
from .escalations import SIDE, Escalation
from .evidence import EvidencePack, PriorityEvidence, Receipt, digest
from .papers import Paper
from .plans import TERM, PartnershipPlan, PlanAction, PlanPresence
from .priorities import CRITERIA, Priority, Weighting
from .safety_agreements import CommunitySafetyAgreement, SafetyAgreementPresence
from .seats import SeatPresence
from .standard_records import RecordKind, StandardRecord
from .tracked import FormerAgreement, FormerEngagement, FormerEscalation, FormerTarget

__all__ = [
    "CDRP_PEOPLE",
    "CRITERIA",
    "ENDS_ON",
    "SIDE",
    "STARTS_ON",
    "TERM",
    "TITLE_LENGTH",
    "Agreement",
    "AskedGroup",
    "AttachedFile",
    "Attachment",
    "Attendance",
    "CommunitySafetyAgreement",
    "ConsultingDuty",
    "Engagement",
    "EngagementKind",
    "Escalation",
    "EvidencePack",
    "FormerAgreement",
    "FormerEngagement",
    "FormerEscalation",
    "FormerTarget",
    "Paper",
    "PartnershipPlan",
    "PlanAction",
    "PlanPresence",
    "Presence",
    "Priority",
    "PriorityEvidence",
    "Receipt",
    "RecordKind",
    "SafetyAgreementPresence",
    "SeatPresence",
    "Section",
    "StandardRecord",
    "StrategicAssessment",
    "Target",
    "Weighting",
    "digest",
    "own_partnerships",
]
