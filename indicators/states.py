"""The life of a data return, as a table. Actions, policies and the diagram in docs/ read it."""

from enum import StrEnum


class ReturnStatus(StrEnum):
    RECEIVED = "received"
    REFUSED = "refused"
    CHECKED = "checked"
    LOADED = "loaded"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return self.capitalize()


MOVES: dict[str, tuple[tuple[ReturnStatus, ...], tuple[ReturnStatus, ...]]] = {
    # verb: (from, to which it may come)
    "check": ((ReturnStatus.RECEIVED,), (ReturnStatus.CHECKED, ReturnStatus.REFUSED)),
    "cancel": ((ReturnStatus.RECEIVED,), (ReturnStatus.REFUSED,)),
    "resend": ((ReturnStatus.REFUSED,), (ReturnStatus.RECEIVED,)),
    "confirm": ((ReturnStatus.CHECKED,), (ReturnStatus.LOADED,)),
    "publish": ((ReturnStatus.LOADED,), (ReturnStatus.PUBLISHED,)),
    "withdraw": ((ReturnStatus.LOADED, ReturnStatus.PUBLISHED), (ReturnStatus.WITHDRAWN,)),
}


class DueState(StrEnum):
    """How a return that is expected stands. Worked out, never stored."""

    DUE = "due"
    LATE = "late"
    EXCUSED = "excused"
    RECEIVED = "received"

    @property
    def label(self) -> str:
        return self.capitalize()


class QueryStatus(StrEnum):
    RAISED = "raised"
    ANSWERED = "answered"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return self.capitalize()


QUERY_MOVES: dict[str, tuple[tuple[QueryStatus, ...], QueryStatus]] = {
    # verb: (from any of, to)
    "answer_query": ((QueryStatus.RAISED,), QueryStatus.ANSWERED),
    "ask_again": ((QueryStatus.ANSWERED,), QueryStatus.RAISED),
    "close_query": ((QueryStatus.RAISED, QueryStatus.ANSWERED), QueryStatus.CLOSED),
}
