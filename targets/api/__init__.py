"""What leads to an agreement, as the API gives it."""

from .candidates import Targets
from .engagements import Engagements
from .escalations import Escalations
from .hallmarks import Hallmarks
from .plans import PartnershipPlans
from .safety_agreements import CommunitySafetyAgreements

__all__ = [
    "CommunitySafetyAgreements",
    "Engagements",
    "Escalations",
    "Hallmarks",
    "PartnershipPlans",
    "Targets",
]
