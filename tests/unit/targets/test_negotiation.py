"""Where steps bring a target, and whose turn it is: without a database."""

import pytest

from targets.negotiation import (
    NoSuchMove,
    Position,
    Step,
    moved,
    open_moves,
    position,
    verb,
    whose_turn,
)
from targets.sides import Side
from targets.states import OFFER_MOVES, LineKind, TargetStatus

P, G = Side.PARTNERSHIP, Side.GOVERNMENT
K, S = LineKind, TargetStatus


def steps(*said, placeholder=()):
    """Steps in turns from the partnership's first, each of an offer of its own."""
    sides = [P, G] * len(said)
    return [
        Step(number, side, kind, number in placeholder)
        for number, (side, kind) in enumerate(zip(sides, said, strict=False), start=1)
    ]


@pytest.mark.parametrize(
    ("said", "status", "terms", "by"),
    [
        ((), S.SHORTLISTED, None, None),
        ((K.OFFER,), S.OPEN, 1, P),
        ((K.OFFER, K.ACCEPT), S.AGREED, 1, P),
        ((K.OFFER, K.HOLD), S.OPEN, 1, P),
        ((K.OFFER, K.COUNTER), S.OPEN, 2, G),
        ((K.OFFER, K.COUNTER, K.COUNTER), S.OPEN, 3, P),
        ((K.OFFER, K.COUNTER, K.ACCEPT), S.AGREED, 2, G),
        ((K.OFFER, K.HOLD, K.OFFER), S.OPEN, 3, P),
        ((K.OFFER, K.HOLD, K.HOLD, K.ACCEPT), S.AGREED, 1, P),
        ((K.OFFER, K.ACCEPT, K.REOPEN), S.OPEN, 3, P),
        ((K.OFFER, K.ACCEPT, K.WITHDRAW), S.WITHDRAWN, 1, P),
        ((K.OFFER, K.COUNTER, K.WITHDRAW), S.WITHDRAWN, 2, G),
    ],
)
def test_steps_bring_a_target_where_it_stands(said, status, terms, by):
    found = position(steps(*said))

    assert (found.status, found.terms, found.by) == (status, terms, by)


def test_accepting_a_placeholder_holds_the_target_open():
    found = position(steps(K.OFFER, K.ACCEPT, placeholder={1}))

    assert found.status == S.PLACEHOLDER
    assert position(steps(K.OFFER, K.ACCEPT, K.REOPEN, placeholder={1})).status == S.OPEN


def test_what_is_held_waits_and_an_answer_ends_that():
    held = position(steps(K.OFFER, K.HOLD))

    assert (held.is_held, held.awaits(G)) == (True, True)
    assert not position(steps(K.OFFER, K.HOLD, K.HOLD)).is_held
    assert not position(steps(K.OFFER, K.HOLD, K.OFFER)).is_held


@pytest.mark.parametrize("again", [(2,), (2, 4)])
def test_what_the_portal_reopened_lies_on_the_table_as_it_was_agreed(again):
    said = steps(K.OFFER, K.ACCEPT, K.OFFER, K.ACCEPT)[: 2 * len(again)]

    found = position(said, again)

    assert (found.status, found.by) == (S.OPEN, P)
    assert found.terms == said[-2].offer


def test_reopening_by_the_portal_counts_where_it_happened():
    later = steps(K.OFFER, K.ACCEPT, K.OFFER, K.ACCEPT)

    assert position(later, [2]).status == S.AGREED
    with pytest.raises(NoSuchMove):
        position(later)


@pytest.mark.parametrize("side", [P, G])
@pytest.mark.parametrize("kind", K)
@pytest.mark.parametrize(
    "where",
    [
        Position(),
        Position(S.LONGLISTED),
        Position(S.OPEN, 1, P),
        Position(S.OPEN, 1, G),
        Position(S.AGREED, 1, P),
        Position(S.PLACEHOLDER, 1, G, is_placeholder=True),
        Position(S.WITHDRAWN, 1, P),
    ],
    ids=str,
)
def test_a_step_moves_as_the_table_says_or_is_refused(where, kind, side):
    step = Step(2, side, kind)
    if kind not in open_moves(where, side):
        with pytest.raises(NoSuchMove):
            moved(where, step)
        return
    sources, to = OFFER_MOVES[verb(where, kind)]

    assert where.status in sources
    assert moved(where, step).status == to


def test_every_move_of_the_table_is_open_to_somebody_from_each_of_its_sources():
    reached = {
        (verb(where, kind), where.status)
        for status in S
        for by in (P, G)
        for placeholder in (False, True)
        for where in [Position(status, 1, by, placeholder)]
        for side in (P, G)
        for kind in open_moves(where, side)
    }

    assert reached == {
        (name, source) for name, (sources, _) in OFFER_MOVES.items() for source in sources
    }


OPEN, DONE = Position(S.OPEN, 1, P), Position(S.AGREED, 1, P)


@pytest.mark.parametrize(
    ("last_by", "positions", "turn"),
    [
        (None, [], P),
        (P, [OPEN], G),
        (G, [OPEN, DONE], P),
        (G, [DONE, Position()], None),
        (P, [DONE], None),
    ],
)
def test_sides_speak_in_turns_until_nothing_waits(last_by, positions, turn):
    assert whose_turn(last_by, positions) == turn
