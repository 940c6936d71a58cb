"""What leads to an agreement, as the API gives it."""

from .agreements import Agreements
from .assessments import Assessments
from .attachments import Attachments
from .candidates import Targets
from .commitments import Commitments
from .drafts import Drafts
from .engagements import Engagements
from .escalations import Escalations
from .evidence import EvidencePacks
from .hallmarks import Hallmarks
from .memoranda import Designations, Memoranda
from .messages import Messages
from .offers import Offers
from .plan_steps import PlanSteps
from .plans import PartnershipPlans
from .priorities import Priorities
from .revisions import Revisions
from .safety_agreements import CommunitySafetyAgreements
from .shared_issues import SharedIssues
from .standard_records import StandardRecords
from .versions import Versions

__all__ = [
    "Agreements",
    "Assessments",
    "Attachments",
    "Commitments",
    "CommunitySafetyAgreements",
    "Designations",
    "Drafts",
    "Engagements",
    "Escalations",
    "EvidencePacks",
    "Hallmarks",
    "Memoranda",
    "Messages",
    "Offers",
    "PartnershipPlans",
    "PlanSteps",
    "Priorities",
    "Revisions",
    "SharedIssues",
    "StandardRecords",
    "Targets",
    "Versions",
]
