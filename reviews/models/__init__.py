"""How what was agreed is going, and the conversations about it."""

from laa_portal.foundation.tracking import track

from .assessments import LEVELS, AssessedMeasure, Assessment
from .concerns import LEVEL_NAMES, SHARED_FROM, Concern, ConcernStep
from .findings import Finding
from .frequencies import EVERY, ReviewFrequency, TargetReview
from .letters import ReviewLetter
from .reviews import Review, ReviewStep
from .signals import SettingChange, Signal

FormerConcern = track(Concern)
FormerFinding = track(Finding)
FormerReview = track(Review)
FormerReviewFrequency = track(ReviewFrequency)
FormerReviewLetter = track(ReviewLetter)

__all__ = [
    "EVERY",
    "LEVELS",
    "LEVEL_NAMES",
    "SHARED_FROM",
    "AssessedMeasure",
    "Assessment",
    "Concern",
    "ConcernStep",
    "Finding",
    "FormerConcern",
    "FormerFinding",
    "FormerReview",
    "FormerReviewFrequency",
    "FormerReviewLetter",
    "Review",
    "ReviewFrequency",
    "ReviewLetter",
    "ReviewStep",
    "SettingChange",
    "Signal",
    "TargetReview",
]
