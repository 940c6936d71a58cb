"""Assessments, their priorities and the evidence under them, as the API gives them."""

from .assessments import Assessments
from .evidence import EvidencePacks
from .priorities import Priorities

__all__ = ["Assessments", "EvidencePacks", "Priorities"]
