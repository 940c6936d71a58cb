"""What leads to agreements, as the API gives it."""

from .hallmarks import Hallmarks
from .plans import PartnershipPlans
from .safety_agreements import CommunitySafetyAgreements

__all__ = ["CommunitySafetyAgreements", "Hallmarks", "PartnershipPlans"]
