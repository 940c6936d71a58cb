"""What a survey is worth by its interval, and what a group of areas says together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics.comparison import against_peers, group_spread
from indicators.statistics.proportions import size_behind, wilson


@given(
    size=st.floats(1, 100_000),
    share=st.floats(0, 1),
    confidence=st.sampled_from([0.9, 0.95, 0.998]),
)
def test_interval_says_the_size_that_it_was_made_of(size, share, confidence):
    made = wilson(share * size, size, per=1, confidence=confidence)

    found = size_behind(made.value, made.lower, made.upper, confidence=confidence)

    assert found == pytest.approx(size, rel=1e-5)


def test_no_interval_has_no_size():
    found = size_behind(
        [np.nan, 0.5, 0.5, 0.5], [0.4, 0.5, -0.1, np.nan], [0.6, 0.5, 0.6, 0.6], confidence=0.95
    )

    assert np.isnan(found).all()


def test_areas_that_differ_by_chance_alone_have_nothing_between_them():
    """Means of 1, 2 and 3 with a variance of 4 each: heterogeneity is 0.5, less than 2."""
    found = group_spread([[1.0, 2.0, 3.0]], [[4.0, 4.0, 4.0]])

    assert (found.mean[0], found.between[0], found.members[0]) == (2.0, 0.0, 3)


def test_areas_that_differ_by_more_than_chance_have_a_variance_between_them():
    """Heterogeneity (1 + 0 + 1) / 0.5 is 4: (4 - 2) over 6 - 2 weights is 0.5."""
    found = group_spread([[1.0, 2.0, 3.0]], [[0.5, 0.5, 0.5]])

    assert found.mean[0] == pytest.approx(2)
    assert found.between[0] == pytest.approx(0.5)


def test_group_passes_over_those_without_a_value_or_variance():
    found = group_spread([[1.0, np.nan, 3.0, 9.0]], [[1.0, 1.0, 1.0, np.nan]])
    alone = group_spread([[1.0, np.nan]], [[1.0, 1.0]])

    assert (found.mean[0], found.members[0]) == (2.0, 2)
    assert np.isnan(alone.mean[0])


def test_group_is_the_one_that_an_area_is_judged_by():
    value = np.array([3.0, 1.0, 1.4, 2.2, 0.7, 1.9, 1.1])
    variance = np.array([0.2, 0.1, 0.1, 0.3, 0.1, 0.2, 0.1])
    peers = np.tile(np.arange(1, 7), (7, 1))

    spread = group_spread(value[np.newaxis, 1:], variance[np.newaxis, 1:])
    standing = against_peers(value, variance, peers)

    weight = (1 / (variance[1:] + spread.between)).sum()
    z = (value[0] - spread.mean[0]) / np.sqrt(variance[0] + spread.between[0] + 1 / weight)
    assert standing.z[0] == pytest.approx(z)
