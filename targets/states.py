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


class EscalationStatus(StrEnum):
    """How far a district priority has come that was put to the county."""

    PUT = "put"
    TAKEN_UP = "taken_up"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        return {"put": "Put to the county", "taken_up": "Taken up"}.get(self.value, "Not taken up")


ESCALATION_STARTS = ("put_to_county",)
"""Verbs by which an escalation begins."""

ESCALATION_MOVES: dict[str, tuple[EscalationStatus, EscalationStatus]] = {
    # verb: (from, to)
    "take_up": (EscalationStatus.PUT, EscalationStatus.TAKEN_UP),
    "decline": (EscalationStatus.PUT, EscalationStatus.DECLINED),
}


class TargetStatus(StrEnum):
    """How far a target has come: a candidate first, then a line of the negotiation."""

    LONGLISTED = "longlisted"
    SHORTLISTED = "shortlisted"
    LEFT_OUT = "left_out"
    OPEN = "open"
    PLACEHOLDER = "placeholder"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {"longlisted": "Long list", "shortlisted": "Short list", "open": "On the table"}.get(
            self.value, self.replace("_", " ").capitalize()
        )


CANDIDATES = (TargetStatus.LONGLISTED, TargetStatus.SHORTLISTED, TargetStatus.LEFT_OUT)
"""Before anything was offered."""

SETTLED = (TargetStatus.PLACEHOLDER, TargetStatus.AGREED)
"""Both sides have said the same."""

TARGET_STARTS = ("longlist", "merge")
"""Verbs by which a candidate comes onto the long list."""

TARGET_MOVES: dict[str, tuple[tuple[TargetStatus, ...], TargetStatus]] = {
    # verb: (from any of, to)
    "shortlist": ((TargetStatus.LONGLISTED,), TargetStatus.SHORTLISTED),
    "longlist_again": (
        (TargetStatus.SHORTLISTED, TargetStatus.LEFT_OUT),
        TargetStatus.LONGLISTED,
    ),
    "leave_out": (
        (TargetStatus.LONGLISTED, TargetStatus.SHORTLISTED),
        TargetStatus.LEFT_OUT,
    ),
}


class LineKind(StrEnum):
    """What a line of an offer says of its target."""

    OFFER = "offer"
    COUNTER = "counter"
    ACCEPT = "accept"
    HOLD = "hold"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        return self.capitalize()

    @property
    def has_terms(self) -> bool:
        """Whether the line puts terms on the table; the others speak of those that lie there."""
        return self in (LineKind.OFFER, LineKind.COUNTER, LineKind.REOPEN)


OFFER_MOVES: dict[str, tuple[tuple[TargetStatus, ...], TargetStatus]] = {
    # what a line does to its target: (from any of, to)
    "offer": ((TargetStatus.SHORTLISTED, TargetStatus.OPEN), TargetStatus.OPEN),
    "counter": ((TargetStatus.OPEN,), TargetStatus.OPEN),
    "hold": ((TargetStatus.OPEN,), TargetStatus.OPEN),
    "agree": ((TargetStatus.OPEN,), TargetStatus.AGREED),
    "hold_open": ((TargetStatus.OPEN,), TargetStatus.PLACEHOLDER),
    "reopen": (
        (TargetStatus.PLACEHOLDER, TargetStatus.AGREED, TargetStatus.WITHDRAWN),
        TargetStatus.OPEN,
    ),
    "withdraw": (
        (TargetStatus.OPEN, TargetStatus.PLACEHOLDER, TargetStatus.AGREED),
        TargetStatus.WITHDRAWN,
    ),
}
"""To accept terms is to agree, or to hold the target open where they are a placeholder's."""


class CommitmentStatus(StrEnum):
    """What an organisation has said of a target for which it was named."""

    ASKED = "asked"
    AGREED = "agreed"
    OBJECTED = "objected"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return self.replace("_", " ").capitalize()


COMMITMENT_STARTS = ("ask_partners",)
"""Verbs by which an organisation is named for a target."""

_C = CommitmentStatus
COMMITMENT_MOVES: dict[str, tuple[tuple[CommitmentStatus, ...], CommitmentStatus]] = {
    # verb: (from any of, to); an answer may be changed as long as nothing is signed, and who has
    # agreed may agree anew: other terms may lie on the table by now
    "agree_to_target": (tuple(_C), _C.AGREED),
    "object_to_target": ((_C.ASKED, _C.AGREED, _C.NOT_APPLICABLE), _C.OBJECTED),
    "say_not_applicable": ((_C.ASKED, _C.AGREED, _C.OBJECTED), _C.NOT_APPLICABLE),
    "ask_partner_again": ((_C.AGREED, _C.OBJECTED, _C.NOT_APPLICABLE), _C.ASKED),
}


class VersionStatus(StrEnum):
    """How far an agreement has come that was put together to be signed."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SIGNED = "signed"
    SUPERSEDED = "superseded"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        return "Sent back" if self == VersionStatus.DRAFT else self.capitalize()


_V = VersionStatus
VERSION_MOVES: dict[str, tuple[VersionStatus, VersionStatus]] = {
    # verb: (from, to); `sign_agreement` moves it when the last signature is in. An approval is
    # taken back where what was approved no longer holds: the next submission is another version
    "submit_agreement": (_V.DRAFT, _V.SUBMITTED),
    "withdraw_submission": (_V.SUBMITTED, _V.DRAFT),
    "require_modification": (_V.SUBMITTED, _V.DRAFT),
    "approve_agreement": (_V.SUBMITTED, _V.APPROVED),
    "withdraw_approval": (_V.APPROVED, _V.LAPSED),
    "sign_agreement": (_V.APPROVED, _V.SIGNED),
    "supersede_agreement": (_V.SIGNED, _V.SUPERSEDED),
}

HELD_FAST = (_V.SUBMITTED, _V.APPROVED, _V.SIGNED)
"""While a version is one of these, what both sides agreed in it is not put on the table again."""


class RevisionStatus(StrEnum):
    """How far a proposal to change what was signed has come."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return "In preparation" if self == RevisionStatus.DRAFT else self.capitalize()


UNDER_WAY = (RevisionStatus.DRAFT, RevisionStatus.PROPOSED)
"""One revision of an agreement at a time is one of these."""

REVISION_STARTS = ("begin_revision",)
"""Verbs by which a revision begins. `discard_revision` deletes it while it is a draft."""

REVISION_MOVES: dict[str, tuple[RevisionStatus, RevisionStatus]] = {
    # verb: (from, to); named organisations consent while it is proposed
    "propose_revision": (RevisionStatus.DRAFT, RevisionStatus.PROPOSED),
    "accept_revision": (RevisionStatus.PROPOSED, RevisionStatus.ACCEPTED),
    "refuse_revision": (RevisionStatus.PROPOSED, RevisionStatus.REFUSED),
    "withdraw_revision": (RevisionStatus.PROPOSED, RevisionStatus.WITHDRAWN),
}
