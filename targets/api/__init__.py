"""What leads to an agreement, as the API gives it."""

from .engagements import Engagements

__all__ = ["Engagements"]
