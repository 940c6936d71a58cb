"""How what was agreed is going, and the conversations about it."""

from laa_portal.foundation.tracking import track

from .assessments import LEVELS, AssessedMeasure, Assessment
from .concerns import LEVEL_NAMES, SHARED_FROM, Concern, ConcernStep
from .findings import Finding
from .frequencies import EVERY, ReviewFrequency, TargetReview
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
from .letters import ReviewLetter
from .reviews import Review, ReviewStep
from .signals import SettingChange, Signal
from .standing import STEP_CHOICES, ResponseDecision, Standing

FormerConcern = track(Concern)
FormerFinding = track(Finding)
FormerImprovementAction = track(ImprovementAction)
FormerImprovementPlan = track(ImprovementPlan)
FormerIntervention = track(Intervention)
FormerJudgement = track(Judgement)
FormerResponseDecision = track(ResponseDecision)
FormerReview = track(Review)
FormerReviewFrequency = track(ReviewFrequency)
FormerReviewLetter = track(ReviewLetter)

__all__ = [
    "BODY_CHOICES",
    "EVERY",
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
    "Finding",
    "FormerConcern",
    "FormerFinding",
    "FormerImprovementAction",
    "FormerImprovementPlan",
    "FormerIntervention",
    "FormerJudgement",
    "FormerResponseDecision",
    "FormerReview",
    "FormerReviewFrequency",
    "FormerReviewLetter",
    "ImprovementAction",
    "ImprovementPlan",
    "Intervention",
    "InterventionKind",
    "Judgement",
    "JudgementKind",
    "Question",
    "ResponseDecision",
    "Review",
    "ReviewFrequency",
    "ReviewLetter",
    "ReviewStep",
    "SettingChange",
    "Signal",
    "Standing",
    "TargetReview",
    "Weight",
    "areas_touching",
]
