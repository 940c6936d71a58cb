"""What leads to an agreement, as the API gives it."""

from .assessments import Assessments
from .candidates import Targets
from .engagements import Engagements
from .escalations import Escalations
from .evidence import EvidencePacks
from .hallmarks import Hallmarks
from .plans import PartnershipPlans
from .priorities import Priorities
from .safety_agreements import CommunitySafetyAgreements

__all__ = [
    "Assessments",
    "CommunitySafetyAgreements",
    "Engagements",
    "Escalations",
    "EvidencePacks",
    "Hallmarks",
    "PartnershipPlans",
    "Priorities",
    "Targets",
]
