"""How what was agreed is going, and the conversations about it."""

from laa_portal.foundation.tracking import track

from .assessments import LEVELS, AssessedMeasure, Assessment
from .concerns import LEVEL_NAMES, SHARED_FROM, Concern, ConcernStep
from .signals import SettingChange, Signal

FormerConcern = track(Concern)

__all__ = [
    "LEVELS",
    "LEVEL_NAMES",
    "SHARED_FROM",
    "AssessedMeasure",
    "Assessment",
    "Concern",
    "ConcernStep",
    "FormerConcern",
    "SettingChange",
    "Signal",
]
