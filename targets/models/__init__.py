"""What was agreed, and what led to it."""

from .adoption import CDRP_PEOPLE
from .agreements import ENDS_ON, STARTS_ON, TITLE_LENGTH, Agreement, Target
from .assessments import Presence, Section, StrategicAssessment, own_partnerships
from .attachments import AttachedFile, Attachment
from .engagements import AskedGroup, Attendance, ConsultingDuty, Engagement, EngagementKind
from .escalations import SIDE, Escalation
from .evidence import EvidencePack, PriorityEvidence, Receipt, digest
from .offers import REPLY_FIELDS, DraftLine, Offer, OfferLine
from .papers import Paper
from .plans import TERM, PartnershipPlan, PlanAction, PlanPresence
from .priorities import CRITERIA, Priority, Weighting
from .safety_agreements import CommunitySafetyAgreement, SafetyAgreementPresence
from .seats import SeatPresence
from .standard_records import RecordKind, StandardRecord
from .terms import (
    TERMS,
    YEAR_FIELDS,
    YEARS,
    PlaceholderReason,
    Shape,
    TargetType,
    Terms,
    terms_of,
)
from .tracked import FormerAgreement, FormerEngagement, FormerEscalation, FormerTarget

__all__ = [
    "CDRP_PEOPLE",
    "CRITERIA",
    "ENDS_ON",
    "REPLY_FIELDS",
    "SIDE",
    "STARTS_ON",
    "TERM",
    "TERMS",
    "TITLE_LENGTH",
    "YEARS",
    "YEAR_FIELDS",
    "Agreement",
    "AskedGroup",
    "AttachedFile",
    "Attachment",
    "Attendance",
    "CommunitySafetyAgreement",
    "ConsultingDuty",
    "DraftLine",
    "Engagement",
    "EngagementKind",
    "Escalation",
    "EvidencePack",
    "FormerAgreement",
    "FormerEngagement",
    "FormerEscalation",
    "FormerTarget",
    "Offer",
    "OfferLine",
    "Paper",
    "PartnershipPlan",
    "PlaceholderReason",
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
    "Shape",
    "StandardRecord",
    "StrategicAssessment",
    "Target",
    "TargetType",
    "Terms",
    "Weighting",
    "digest",
    "own_partnerships",
    "terms_of",
]
