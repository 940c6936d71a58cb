"""How what was agreed is going, and the conversations about it."""

from laa_portal.foundation.tracking import track

from .assessments import LEVELS, AssessedMeasure, Assessment
from .concerns import LEVEL_NAMES, SHARED_FROM, Concern, ConcernStep
from .improvement import ImprovementAction, ImprovementPlan
from .interventions import (
    BODY_CHOICES,
    Acknowledgement,
    Advice,
    Intervention,
    InterventionKind,
    areas_touching,
)
from .judgements import OF_CAA, Judgement, JudgementKind, Question, Weight
from .signals import SettingChange, Signal
from .standing import STEP_CHOICES, ResponseDecision, Standing

FormerConcern = track(Concern)
FormerImprovementAction = track(ImprovementAction)
FormerImprovementPlan = track(ImprovementPlan)
FormerIntervention = track(Intervention)
FormerJudgement = track(Judgement)
FormerResponseDecision = track(ResponseDecision)

__all__ = [
    "BODY_CHOICES",
    "LEVELS",
    "LEVEL_NAMES",
    "OF_CAA",
    "SHARED_FROM",
    "STEP_CHOICES",
    "Acknowledgement",
    "Advice",
    "AssessedMeasure",
    "Assessment",
    "Concern",
    "ConcernStep",
    "FormerConcern",
    "FormerImprovementAction",
    "FormerImprovementPlan",
    "FormerIntervention",
    "FormerJudgement",
    "FormerResponseDecision",
    "ImprovementAction",
    "ImprovementPlan",
    "Intervention",
    "InterventionKind",
    "Judgement",
    "JudgementKind",
    "Question",
    "ResponseDecision",
    "SettingChange",
    "Signal",
    "Standing",
    "Weight",
    "areas_touching",
]
