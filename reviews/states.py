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
