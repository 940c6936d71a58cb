"""The life of a role, as a table. Actions, policies and the diagram in docs/ read it."""

from enum import StrEnum


class RoleStatus(StrEnum):
    GRANTED = "granted"
    APPROVED = "approved"
    REFUSED = "refused"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return "Waits for approval" if self == RoleStatus.GRANTED else self.capitalize()


STARTS = ("grant_role", "hand_over")
"""The acts that bring a role into the world, as granted."""

MOVES: dict[str, tuple[tuple[RoleStatus, ...], RoleStatus]] = {
    # verb: (from any of, to)
    "approve_role": ((RoleStatus.GRANTED,), RoleStatus.APPROVED),
    "refuse_role": ((RoleStatus.GRANTED,), RoleStatus.REFUSED),
    "end_role": ((RoleStatus.GRANTED, RoleStatus.APPROVED), RoleStatus.ENDED),
}
