"""What leads to an agreement, as the API gives it."""

from .assessments import Assessments
from .attachments import Attachments
from .candidates import Targets
from .engagements import Engagements
from .escalations import Escalations
from .evidence import EvidencePacks
from .hallmarks import Hallmarks
from .plan_steps import PlanSteps
from .plans import PartnershipPlans
from .priorities import Priorities
from .safety_agreements import CommunitySafetyAgreements
from .standard_records import StandardRecords

__all__ = [
    "Assessments",
    "Attachments",
    "CommunitySafetyAgreements",
    "Engagements",
    "Escalations",
    "EvidencePacks",
    "Hallmarks",
    "PartnershipPlans",
    "PlanSteps",
    "Priorities",
    "StandardRecords",
    "Targets",
]
