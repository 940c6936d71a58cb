"""Where a target stands between the sides, in a word and in a sentence."""

from dataclasses import dataclass

from targets.negotiation import Position
from targets.sides import Side
from targets.states import TargetStatus


@dataclass(frozen=True, slots=True)
class Tag:
    """A status in a word or two, and the colour of its tag."""

    text: str
    colour: str


def tag_of(position: Position) -> Tag:
    """Return the status of a target between the sides."""
    if position.is_held and position.status == TargetStatus.OPEN:
        return Tag("Held", "yellow")
    if position.status == TargetStatus.OPEN:
        is_ours = position.by is Side.PARTNERSHIP
        return Tag("Offered", "blue") if is_ours else Tag("Countered", "orange")
    return {
        TargetStatus.SHORTLISTED: Tag("Not offered yet", "grey"),
        TargetStatus.PLACEHOLDER: Tag("Placeholder", "purple"),
        TargetStatus.AGREED: Tag("Agreed", "green"),
        TargetStatus.WITHDRAWN: Tag("Withdrawn", "grey"),
    }.get(position.status, Tag(position.status.label, "blue"))


def standing(position: Position, side: Side | None) -> str:
    """Say in one sentence where a target stands, to a reader of a side."""
    if position.status == TargetStatus.OPEN and position.by:
        return _on_the_table(position, position.by, side)
    return {
        TargetStatus.SHORTLISTED: "It is on the short list, and nothing was offered yet.",
        TargetStatus.PLACEHOLDER: "Both sides hold it open until what it waits for has come.",
        TargetStatus.AGREED: "Both sides have agreed its terms.",
        TargetStatus.WITHDRAWN: "The partnership took it out of its agreement.",
    }.get(position.status, "")


def _on_the_table(position: Position, by: Side, side: Side | None) -> str:
    whose = "Your side's" if side == by else f"The {by.label}'s"
    if position.is_held:
        holds = "your side holds" if side == by.other else f"the {by.other.label} holds"
        return f"{whose} terms lie on the table, and {holds} its answer."
    waits = "your side's" if side == by.other else f"the {by.other.label}'s"
    return f"{whose} terms lie on the table and wait for {waits} answer."
