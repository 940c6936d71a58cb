"""The lives of what leads to an agreement, as tables. Actions, policies and docs/ read them."""

from enum import StrEnum


class AssessmentStatus(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ADOPTED = "adopted"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        return self.capitalize()


MOVES: dict[str, tuple[AssessmentStatus, tuple[AssessmentStatus, ...]]] = {
    # verb: (from, to which it may come)
    "submit_assessment": (AssessmentStatus.DRAFT, (AssessmentStatus.SUBMITTED,)),
    "send_back_assessment": (AssessmentStatus.SUBMITTED, (AssessmentStatus.DRAFT,)),
    "adopt_assessment": (AssessmentStatus.SUBMITTED, (AssessmentStatus.ADOPTED,)),
    "supersede_assessment": (AssessmentStatus.ADOPTED, (AssessmentStatus.SUPERSEDED,)),
}


class EditionStatus(StrEnum):
    """Of a partnership plan, and of a county's community safety agreement."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        return self.capitalize()


PLAN_MOVES: dict[str, tuple[EditionStatus, EditionStatus]] = {
    "adopt_plan": (EditionStatus.DRAFT, EditionStatus.ADOPTED),
    "supersede_plan": (EditionStatus.ADOPTED, EditionStatus.SUPERSEDED),
}

SAFETY_AGREEMENT_MOVES: dict[str, tuple[EditionStatus, EditionStatus]] = {
    "adopt_safety_agreement": (EditionStatus.DRAFT, EditionStatus.ADOPTED),
    "supersede_safety_agreement": (EditionStatus.ADOPTED, EditionStatus.SUPERSEDED),
}
