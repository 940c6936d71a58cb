"""What was agreed, and what led to it."""

from .assessments import Presence, Section, StrategicAssessment, own_partnerships
from .plans import TERM, PartnershipPlan, PlanAction, PlanPresence
from .priorities import CRITERIA, Priority, Weighting
from .safety_agreements import CommunitySafetyAgreement, SafetyAgreementPresence
from .standard_records import RecordKind, StandardRecord

__all__ = [
    "CRITERIA",
    "TERM",
    "CommunitySafetyAgreement",
    "PartnershipPlan",
    "PlanAction",
    "PlanPresence",
    "Presence",
    "Priority",
    "RecordKind",
    "SafetyAgreementPresence",
    "Section",
    "StandardRecord",
    "StrategicAssessment",
    "Weighting",
    "own_partnerships",
]
