"""The life of a concern, as a table. Actions, policies and docs/ read it."""

from enum import StrEnum


class ConcernStatus(StrEnum):
    """How far the conversation about a target or a theme has come."""

    OPEN = "open"
    ASKED = "asked"
    ANSWERED = "answered"
    IN_HAND = "in_hand"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"

    @property
    def label(self) -> str:
        return {
            "asked": "Waits for the partnership",
            "answered": "Answered",
            "in_hand": "Known and in hand",
            "snoozed": "Set aside until a date",
        }.get(self.value, self.capitalize())


_C = ConcernStatus
ALIVE = (_C.OPEN, _C.ASKED, _C.ANSWERED, _C.IN_HAND, _C.SNOOZED)
"""A target has one of these at most."""

CONCERN_STARTS = ("open_concern", "raise_concern")
"""By the assessment, or by a person."""

CONCERN_MOVES: dict[str, tuple[tuple[ConcernStatus, ...], ConcernStatus]] = {
    # verb: (from any of, to)
    "ask": ((_C.OPEN, _C.ANSWERED, _C.IN_HAND), _C.ASKED),
    "answer": ((_C.ASKED,), _C.ANSWERED),
    "accept_answer": ((_C.ANSWERED,), _C.IN_HAND),
    "snooze": ((_C.OPEN, _C.ANSWERED, _C.IN_HAND), _C.SNOOZED),
    "wake": ((_C.SNOOZED,), _C.OPEN),
    "resolve": (ALIVE, _C.RESOLVED),
    "dismiss": (ALIVE, _C.DISMISSED),
}
"""To assign, hand over, lower or escalate leaves it where it is."""


class ResponseStatus(StrEnum):
    """What has become of a decision on how to respond to a concern."""

    WAITING = "waiting"
    DECIDED = "decided"
    REFUSED = "refused"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        return {"waiting": "Waits for a second person", "decided": "In effect"}.get(
            self.value, self.capitalize()
        )


_R = ResponseStatus
RESPONSE_STARTS = ("decide_response",)
"""It waits where a second person has to agree, and is in effect at once where none has to."""

RESPONSE_MOVES: dict[str, tuple[tuple[ResponseStatus, ...], ResponseStatus]] = {
    "agree_response": ((_R.WAITING,), _R.DECIDED),
    "refuse_response": ((_R.WAITING,), _R.REFUSED),
}
"""A newer decision supersedes what waits or is in effect."""


class ImprovementStatus(StrEnum):
    """How far an improvement plan has come."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DONE = "done"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return {"ended": "Ended before it was done"}.get(self.value, self.capitalize())


_I = ImprovementStatus
LIVE_PLANS = (_I.PROPOSED, _I.AGREED)
"""A concern has one of these at most."""

IMPROVEMENT_STARTS = ("propose_improvement",)

IMPROVEMENT_MOVES: dict[str, tuple[tuple[ImprovementStatus, ...], ImprovementStatus]] = {
    "agree_improvement": ((_I.PROPOSED,), _I.AGREED),
    "finish_improvement": ((_I.AGREED,), _I.DONE),
    "end_improvement": ((_I.PROPOSED, _I.AGREED), _I.ENDED),
}
"""Actions are added while it is proposed, and evidence is shown once it is agreed."""


class ReviewStatus(StrEnum):
    """How far the review of a year has come."""

    SCHEDULED = "scheduled"
    GATHERED = "gathered"
    HELD = "held"
    PUT = "put"
    AGREED = "agreed"
    SENT = "sent"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return {
            "scheduled": "Evidence is being gathered",
            "gathered": "Evidence is in",
            "held": "Meeting held",
            "put": "Findings put to the partnership",
            "agreed": "Findings agreed",
            "sent": "Letter sent",
            "published": "Summary published",
        }[self.value]


_Y = ReviewStatus

SHARED_FINDINGS = (_Y.PUT, _Y.AGREED, _Y.SENT, _Y.PUBLISHED)
"""The partnership reads the findings; before that they are the Government Office's draft."""

CONCLUDED = (_Y.SENT, _Y.PUBLISHED)
"""Its findings and letter never change any more."""

REVIEW_STARTS = ("schedule_review",)

REVIEW_MOVES: dict[str, tuple[tuple[ReviewStatus, ...], ReviewStatus]] = {
    # verb: (from any of, to)
    "submit_evidence": ((_Y.SCHEDULED,), _Y.GATHERED),
    "hold_review": ((_Y.SCHEDULED, _Y.GATHERED), _Y.HELD),
    "put_findings": ((_Y.HELD,), _Y.PUT),
    "take_back_findings": ((_Y.PUT,), _Y.HELD),
    "agree_findings": ((_Y.PUT,), _Y.AGREED),
    "settle_findings": ((_Y.PUT,), _Y.AGREED),
    "send_letter": ((_Y.AGREED,), _Y.SENT),
    "publish_review": ((_Y.SENT,), _Y.PUBLISHED),
}
"""To change its dates, a finding or the letter's draft leaves it where it is."""


class FrequencyStatus(StrEnum):
    """What became of a proposal to review a target more often, or again less often."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return self.capitalize()


_F = FrequencyStatus

FREQUENCY_STARTS = ("propose_frequency",)

FREQUENCY_MOVES: dict[str, tuple[FrequencyStatus, FrequencyStatus]] = {
    # verb: (from, to): the other side answers, and one's own takes back
    "accept_frequency": (_F.PROPOSED, _F.ACCEPTED),
    "decline_frequency": (_F.PROPOSED, _F.DECLINED),
    "withdraw_frequency": (_F.PROPOSED, _F.WITHDRAWN),
}
