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


class EngagementStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return self.capitalize()


ENGAGEMENT_MOVES: dict[str, tuple[tuple[EngagementStatus, ...], EngagementStatus]] = {
    # verb: (from any of these, to)
    "publish_engagement": (
        (EngagementStatus.DRAFT, EngagementStatus.WITHDRAWN),
        EngagementStatus.PUBLISHED,
    ),
    "correct_engagement": ((EngagementStatus.PUBLISHED,), EngagementStatus.PUBLISHED),
    "withdraw_engagement": ((EngagementStatus.PUBLISHED,), EngagementStatus.WITHDRAWN),
}
