"""What was agreed, and what led to it."""

from .assessments import Presence, Section, StrategicAssessment, own_partnerships
from .attachments import AttachedFile, Attachment
from .evidence import EvidencePack, PriorityEvidence, Receipt, digest
from .papers import Paper
from .priorities import CRITERIA, Priority, Weighting

__all__ = [
    "CRITERIA",
    "AttachedFile",
    "Attachment",
    "EvidencePack",
    "Paper",
    "Presence",
    "Priority",
    "PriorityEvidence",
    "Receipt",
    "Section",
    "StrategicAssessment",
    "Weighting",
    "digest",
    "own_partnerships",
]
