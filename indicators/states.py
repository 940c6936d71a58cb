"""The life of a data return, as a table. Actions, policies and the diagram in docs/ read it."""

from enum import StrEnum


class ReturnStatus(StrEnum):
    RECEIVED = "received"
    REFUSED = "refused"
    CHECKED = "checked"
    LOADED = "loaded"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return self.capitalize()


MOVES: dict[str, tuple[ReturnStatus, tuple[ReturnStatus, ...]]] = {
    # verb: (from, to which it may come)
    "check": (ReturnStatus.RECEIVED, (ReturnStatus.CHECKED, ReturnStatus.REFUSED)),
    "cancel": (ReturnStatus.RECEIVED, (ReturnStatus.REFUSED,)),
    "resend": (ReturnStatus.REFUSED, (ReturnStatus.RECEIVED,)),
    "confirm": (ReturnStatus.CHECKED, (ReturnStatus.LOADED,)),
    "publish": (ReturnStatus.LOADED, (ReturnStatus.PUBLISHED,)),
}
