"""What was agreed, and what led to it."""

from .adoption import CDRP_PEOPLE
from .agreements import ENDS_ON, STARTS_ON, TITLE_LENGTH, Agreement, Target
from .assessments import Presence, Section, StrategicAssessment, own_partnerships
from .attachments import AttachedFile, Attachment
from .certificates import Certificate, Designation, Memorandum
from .commitments import Commitment
from .engagements import AskedGroup, Attendance, ConsultingDuty, Engagement, EngagementKind
from .escalations import SIDE, Escalation
from .evidence import EvidencePack, PriorityEvidence, Receipt, digest
from .hand_overs import HandOver
from .offers import REPLY_FIELDS, DraftLine, Offer, OfferLine
from .papers import Paper
from .partners import ANSWERERS, own_organisations
from .plan_values import PlanKind, PlanValue, Reconciliation, Reconciling
from .plans import TERM, PartnershipPlan, PlanAction, PlanPresence
from .priorities import CRITERIA, Priority, Weighting
from .revisions import RevisionConsent, RevisionGround, RevisionLine, RevisionProposal
from .safety_agreements import CommunitySafetyAgreement, SafetyAgreementPresence
from .seats import SeatPresence
from .shared_issues import SharedIssue
from .signatures import CouncilDecision, Signature, SigningCapacity
from .standard_records import RecordKind, StandardRecord
from .talk import Message, PrivateNote
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
from .tracked import (
    FormerAgreement,
    FormerAgreementVersion,
    FormerCommitment,
    FormerEngagement,
    FormerEscalation,
    FormerRevisionConsent,
    FormerRevisionProposal,
    FormerSharedIssue,
    FormerTarget,
)
from .versions import (
    AgreementVersion,
    ApprovalRoute,
    LineStanding,
    VersionLine,
    VersionPartner,
)

__all__ = [
    "ANSWERERS",
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
    "AgreementVersion",
    "ApprovalRoute",
    "AskedGroup",
    "AttachedFile",
    "Attachment",
    "Attendance",
    "Certificate",
    "Commitment",
    "CommunitySafetyAgreement",
    "ConsultingDuty",
    "CouncilDecision",
    "Designation",
    "DraftLine",
    "Engagement",
    "EngagementKind",
    "Escalation",
    "EvidencePack",
    "FormerAgreement",
    "FormerAgreementVersion",
    "FormerCommitment",
    "FormerEngagement",
    "FormerEscalation",
    "FormerRevisionConsent",
    "FormerRevisionProposal",
    "FormerSharedIssue",
    "FormerTarget",
    "HandOver",
    "LineStanding",
    "Memorandum",
    "Message",
    "Offer",
    "OfferLine",
    "Paper",
    "PartnershipPlan",
    "PlaceholderReason",
    "PlanAction",
    "PlanKind",
    "PlanPresence",
    "PlanValue",
    "Presence",
    "Priority",
    "PriorityEvidence",
    "PrivateNote",
    "Receipt",
    "Reconciliation",
    "Reconciling",
    "RecordKind",
    "RevisionConsent",
    "RevisionGround",
    "RevisionLine",
    "RevisionProposal",
    "SafetyAgreementPresence",
    "SeatPresence",
    "Section",
    "Shape",
    "SharedIssue",
    "Signature",
    "SigningCapacity",
    "StandardRecord",
    "StrategicAssessment",
    "Target",
    "TargetType",
    "Terms",
    "VersionLine",
    "VersionPartner",
    "Weighting",
    "digest",
    "own_organisations",
    "own_partnerships",
    "terms_of",
]
