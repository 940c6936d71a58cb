import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from partnerships.similarity import NOBODY, nearest

numbers = arrays(float, (12, 2), elements=st.integers(-40, 40).map(float))


def among(values, **changes):
    """The neighbours of areas of one tier and kind, unless told otherwise."""
    values = np.asarray(values, float)
    alike = {
        "labels": [("unitary",)] * len(values),
        "apart": (2.0,),
        "tiers": ["single tier"] * len(values),
        "can_be_peer": [True] * len(values),
        "count": 3,
    }
    return nearest(values, **(alike | changes))


def distances(peers, values):
    """How far each area's peers are, in standard deviations."""
    return np.linalg.norm((values[:, np.newaxis] - values[peers]) / values.std(axis=0), axis=2)


def test_the_nearest_come_first():
    ours = among([[0], [10], [1], [3], [4]])

    assert ours.tolist() == [[2, 3, 4], [4, 3, 2], [0, 3, 4], [4, 2, 0], [3, 2, 0]]


def test_each_number_counts_in_its_own_standard_deviations():
    values = np.array([[0, 0], [1, 0], [0, 900], [5, 9000]])

    assert among(values, count=1).tolist() == among(values * [7, 0.01], count=1).tolist()
    assert among(values, count=1)[0] == [2]


def test_another_label_is_as_far_as_said():
    values = [[0.0], [0.0], [1.0], [2.0]]  # a standard deviation is 0.83
    labels = [("unitary",), ("London",), ("unitary",), ("unitary",)]

    near, far = (among(values, labels=labels, apart=(apart,), count=2) for apart in (1, 2))

    assert (near[0].tolist(), far[0].tolist()) == ([1, 2], [2, 1])


def test_peers_are_of_the_same_tier():
    tiers = ["county", "single tier", "county", "single tier", "county"]

    ours = among([[0], [0], [5], [9], [6]], tiers=tiers)

    assert ours.tolist() == [
        [2, 4, NOBODY],
        [3, NOBODY, NOBODY],
        [4, 0, NOBODY],
        [1, NOBODY, NOBODY],
        [2, 0, NOBODY],
    ]


def test_an_area_that_can_be_nobodys_peer_has_peers():
    ours = among([[0], [1], [2]], can_be_peer=[True, False, True], count=2)

    assert ours.tolist() == [[2, NOBODY], [0, 2], [0, NOBODY]]


def test_of_areas_equally_far_the_first_is_taken():
    assert among([[0], [0.1 + 0.2], [0.3], [-0.3]], count=3)[0].tolist() == [1, 2, 3]


@given(numbers, st.integers(1, 15))
def test_nobody_is_their_own_peer_or_named_twice(values, count):
    for own, peers in enumerate(among(values, count=count)):
        there = peers[peers != NOBODY].tolist()
        assert own not in there
        assert len(set(there)) == len(there) == min(count, 11)


@given(numbers, st.permutations(range(12)))
def test_the_order_of_rows_decides_nothing_but_ties(values, order):
    values[:2] = [[-99, -99], [99, 99]]  # not all the same
    order = np.array(order)

    alone, moved = among(values), among(values[order])

    np.testing.assert_allclose(
        distances(moved, values[order]), distances(alone, values)[order], atol=1e-6
    )


def test_a_number_that_is_the_same_everywhere_counts_nothing():
    assert among([[0, 5], [2, 5], [1, 5]], count=1).tolist() == [[2], [2], [0]]


def test_without_areas_there_are_no_peers():
    assert among(np.empty((0, 2)), labels=[], tiers=[], can_be_peer=[]).shape == (0, 3)


def test_a_missing_number_is_refused():
    with pytest.raises(ValueError, match="every area needs every number"):
        among([[0], [np.nan]])
