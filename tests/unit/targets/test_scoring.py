"""The matrix that helps to rank, and what is said of ranks people give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets import scoring

EVEN = {"impact": 1, "likelihood": 1, "trend": 1, "concern": 1}


def scores(impact, likelihood, trend, concern):
    return {"impact": impact, "likelihood": likelihood, "trend": trend, "concern": concern}


def test_score_is_the_weighted_mean():
    one = scores(5, 3, 1, 3)

    assert scoring.score(one, EVEN) == 3
    assert scoring.score(one, {**EVEN, "impact": 5}) == pytest.approx((25 + 3 + 1 + 3) / 8)


def test_nothing_is_scored_while_a_criterion_that_counts_is_missing():
    one = scores(5, None, 1, 3)

    assert scoring.score(one, EVEN) is None
    assert scoring.score(one, {**EVEN, "likelihood": 0}) == 3
    assert scoring.score(one, dict.fromkeys(EVEN, 0)) is None
    assert scoring.order([one, scores(1, 1, 1, 1)], EVEN) is None


def test_equal_scores_keep_their_order():
    assert scoring.order([scores(1, 1, 1, 1), scores(2, 2, 2, 2), scores(1, 1, 1, 1)], EVEN) == [
        1,
        0,
        2,
    ]


def test_says_the_nearest_weight_that_puts_another_first():
    harm, often = scores(5, 2, 3, 3), scores(1, 5, 3, 3)

    found = scoring.changes([harm, often], EVEN)

    assert scoring.Change("impact", 0, 1) in found
    assert scoring.Change("likelihood", 2, 1) in found
    assert {change.criterion for change in found} == {"impact", "likelihood"}


def test_a_priority_that_leads_in_everything_stays_first():
    assert scoring.changes([scores(5, 5, 5, 5), scores(1, 1, 1, 1)], EVEN) == []
    assert scoring.changes([], EVEN) == []


@pytest.mark.parametrize(
    ("ranks", "sentence"),
    [
        ([1, 2, 3], ""),
        ([3, 1, 2], ""),
        ([], ""),
        ([1, None], "Give every priority a rank."),
        ([1, 1, 2], "Two priorities have the rank 1. Each needs its own."),
        ([1, 3], "No priority has the rank 2. Count from 1 to 2 without a gap."),
        ([0, 1], "No priority has the rank 2. Count from 1 to 2 without a gap."),
    ],
)
def test_ranks_count_without_ties_or_gaps(ranks, sentence):
    assert scoring.ranking_faults(ranks) == sentence


MATRIX = st.lists(st.builds(scores, *[st.integers(1, 5)] * 4), min_size=1, max_size=6)
WEIGHTS = st.fixed_dictionaries(dict.fromkeys(EVEN, st.integers(0, 5)))


@given(MATRIX, WEIGHTS)
def test_each_change_it_names_does_change_what_comes_first(matrix, weights):
    usual = scoring.order(matrix, weights)

    for change in scoring.changes(matrix, weights):
        changed = scoring.order(matrix, {**weights, change.criterion: change.weight})
        assert changed[0] == change.first != usual[0]


@given(MATRIX, WEIGHTS)
def test_scores_lie_within_the_scale(matrix, weights):
    for one in matrix:
        made = scoring.score(one, weights)
        assert made is None or 1 <= made <= 5
