"""The two sides of the table at which an agreement is negotiated."""

from enum import StrEnum


class Side(StrEnum):
    """Whose an offer is. The words are those of `AuditEvent.side`."""

    PARTNERSHIP = "partnership"
    GOVERNMENT = "government"

    @property
    def other(self) -> "Side":
        return Side.GOVERNMENT if self is Side.PARTNERSHIP else Side.PARTNERSHIP

    @property
    def label(self) -> str:
        """As people call it in a sentence, after “the”."""
        return "partnership" if self is Side.PARTNERSHIP else "Government Office"


SIDES = [(Side.PARTNERSHIP.value, "Partnership"), (Side.GOVERNMENT.value, "Government Office")]
