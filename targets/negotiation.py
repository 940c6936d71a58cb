"""Whose turn it is, and where each target stands: read off the lines of offers, never typed.

Pure: steps in, positions out. Both sides speak in turns, the partnership first. Every line of an
offer is a step upon its target; an offer that was withdrawn leaves none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .sides import Side
from .states import OFFER_MOVES, SETTLED, LineKind, TargetStatus

S, K = TargetStatus, LineKind


@dataclass(frozen=True, slots=True)
class Step:
    """A line of an offer, as far as it moves its target."""

    offer: int
    """The number of the offer it is of."""
    side: Side
    kind: LineKind
    is_placeholder: bool = False
    """Whether its terms, if it has any, hold the target open."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a target stands between the sides."""

    status: TargetStatus = S.SHORTLISTED
    terms: int | None = None
    """The number of the offer whose terms lie on the table, or were agreed."""
    by: Side | None = None
    """Whose terms they are."""
    is_placeholder: bool = False
    is_held: bool = False
    """Whether the other side has said that it holds its answer."""

    def awaits(self, side: Side) -> bool:
        """Whether terms lie on the table that `side` has to answer."""
        return self.status == S.OPEN and self.by == side.other


class NoSuchMove(ValueError):
    """A step that its target does not have."""


def open_moves(position: Position, side: Side) -> tuple[LineKind, ...]:
    """Return what a side may say of a target in its turn."""
    is_partnership = side is Side.PARTNERSHIP
    if position.status == S.SHORTLISTED:
        return (K.OFFER,) if is_partnership else ()
    if position.status == S.WITHDRAWN:
        return (K.REOPEN,) if is_partnership else ()
    if position.status in SETTLED:
        return (K.REOPEN, K.WITHDRAW) if is_partnership else (K.REOPEN,)
    if position.status != S.OPEN:
        return ()
    answers = (K.ACCEPT, K.COUNTER, K.HOLD) if position.awaits(side) else (K.OFFER, K.HOLD)
    return (*answers, K.WITHDRAW) if is_partnership else answers


def moved(position: Position, step: Step) -> Position:
    """Return where a target stands after a step. Raises NoSuchMove."""
    if step.kind not in open_moves(position, step.side):
        raise NoSuchMove(f"{step.side} cannot {step.kind} what is {position.status}")
    status = OFFER_MOVES[verb(position, step.kind)][1]
    if step.kind.has_terms:
        return Position(status, step.offer, step.side, step.is_placeholder)
    is_held = step.kind == K.HOLD and position.awaits(step.side)
    return replace(position, status=status, is_held=is_held)


def verb(position: Position, kind: LineKind) -> str:
    """Return which of OFFER_MOVES a line makes of a target where it stands."""
    if kind == K.ACCEPT:
        return "hold_open" if position.is_placeholder else "agree"
    return kind.value


def position(steps: Iterable[Step], reopened_after: Iterable[int] = ()) -> Position:
    """Return where the steps of a target have brought it. Raises NoSuchMove.

    `reopened_after` are numbers of offers after which the portal itself put what was settled on the
    table again, because what it waited for had come: the terms lie there as they were.
    """
    events: list[tuple[int, int, Step | None]] = [(step.offer, 0, step) for step in steps]
    events += [(number, 1, None) for number in reopened_after]
    found = Position()
    for _, _, step in sorted(events, key=lambda event: event[:2]):
        found = moved(found, step) if step else reopened(found)
    return found


def reopened(settled: Position) -> Position:
    """Return a target on the table again, with the terms that were agreed."""
    return replace(settled, status=S.OPEN) if settled.status in SETTLED else settled


def whose_turn(last_by: Side | None, positions: Iterable[Position]) -> Side | None:
    """Return who is to speak next; None where nothing waits, so that either side may.

    `last_by` made the last offer that stands. The partnership makes the first.
    """
    if last_by is None:
        return Side.PARTNERSHIP
    return last_by.other if any(one.status == S.OPEN for one in positions) else None
