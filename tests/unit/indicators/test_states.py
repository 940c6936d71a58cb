"""One word for one act: each move has its action and its policy."""

import pytest

from indicators import actions, policies
from indicators.states import MOVES, QUERY_MOVES, QueryStatus, ReturnStatus


@pytest.mark.parametrize("verb", MOVES)
def test_every_move_has_an_action_and_a_policy(verb):
    assert callable(getattr(actions, verb))
    assert callable(getattr(policies, f"may_{verb}"))


def test_every_status_can_be_reached_and_withdrawn_is_the_end():
    reached = {target for _, targets in MOVES.values() for target in targets}

    assert reached == set(ReturnStatus)
    assert ReturnStatus.WITHDRAWN not in {s for sources, _ in MOVES.values() for s in sources}


@pytest.mark.parametrize("verb", QUERY_MOVES)
def test_every_move_of_a_query_has_an_action_and_a_policy(verb):
    assert callable(getattr(actions, verb))
    assert callable(getattr(policies, f"may_{verb}"))


def test_every_status_of_a_query_can_be_reached_and_closed_is_the_end():
    reached = {target for _, target in QUERY_MOVES.values()}

    assert reached == set(QueryStatus)
    assert QueryStatus.CLOSED not in {s for sources, _ in QUERY_MOVES.values() for s in sources}
