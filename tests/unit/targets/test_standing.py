"""Where a target stands, in a word and in a sentence to each side."""

import pytest

from targets.negotiation import Position
from targets.presenters.standing import standing, tag_of
from targets.sides import Side
from targets.states import CANDIDATES, TargetStatus

S, P, G = TargetStatus, Side.PARTNERSHIP, Side.GOVERNMENT


@pytest.mark.parametrize(
    ("position", "word"),
    [
        (Position(), "Not offered yet"),
        (Position(S.OPEN, 1, P), "Offered"),
        (Position(S.OPEN, 2, G), "Countered"),
        (Position(S.OPEN, 1, P, is_held=True), "Held"),
        (Position(S.PLACEHOLDER, 1, P, is_placeholder=True), "Placeholder"),
        (Position(S.AGREED, 1, P), "Agreed"),
        (Position(S.WITHDRAWN, 1, P), "Withdrawn"),
        (Position(S.LONGLISTED), "Long list"),
    ],
)
def test_status_in_a_word(position, word):
    assert tag_of(position).text == word


@pytest.mark.parametrize(
    ("side", "says"),
    [
        (P, "Your side's terms lie on the table and wait for the Government Office's answer."),
        (G, "The partnership's terms lie on the table and wait for your side's answer."),
        (None, "The partnership's terms lie on the table and wait for the Government Office's "
               "answer."),
    ],
)  # fmt: skip
def test_each_side_is_told_whose_terms_lie_there(side, says):
    assert standing(Position(S.OPEN, 1, P), side) == says


def test_an_answer_that_is_held_is_said_to_be():
    held = Position(S.OPEN, 1, P, is_held=True)

    assert standing(held, G).endswith("and your side holds its answer.")
    assert standing(held, P).endswith("and the Government Office holds its answer.")


def test_every_other_state_of_the_talks_has_its_sentence():
    others = set(S) - set(CANDIDATES) - {S.OPEN}

    assert all(standing(Position(one), P) for one in others)
