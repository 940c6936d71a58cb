"""What leads to an agreement, as the API gives it."""

from .candidates import Targets
from .engagements import Engagements
from .escalations import Escalations

__all__ = ["Engagements", "Escalations", "Targets"]
