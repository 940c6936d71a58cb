"""What lies between districts and agreements, as the API gives it."""

from .candidates import Targets
from .escalations import Escalations

__all__ = ["Escalations", "Targets"]
