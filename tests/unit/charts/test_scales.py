from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts.scales import (
    Scale,
    decimals_of,
    spread,
    text_width,
    ticks,
    with_zero,
    wrap,
    zero_if_near,
)

numbers = st.floats(-1e9, 1e9).map(lambda value: round(value, 4))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 23, [0, 5, 10, 15, 20, 25]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (25.5, 40.1, [25, 30, 35, 40, 45]),
        (-8, 6, [-10, -5, 0, 5, 10]),
        (0, 12.5, [0, 2.5, 5, 7.5, 10, 12.5]),
    ],
)
def test_ticks_are_round_and_hold_all(low, high, expected):
    assert ticks(low, high) == expected


@given(st.lists(numbers, min_size=1))
def test_an_axis_holds_all_its_numbers_and_few_ticks(drawn):
    for low, high in (with_zero(drawn), zero_if_near(drawn)):
        marks = ticks(low, high)
        slack = 1e-6 * (high - low)
        assert marks[0] - slack <= low < high <= marks[-1] + slack
        assert 3 <= len(marks) <= 8
        assert all(left < right for left, right in pairwise(marks))


def test_nought_is_left_out_only_where_the_numbers_would_crowd():
    assert zero_if_near([30, 40]) == (30, 40)
    assert zero_if_near([20, 40]) == (0, 40)
    assert zero_if_near([-40, -30]) == (-40, -30)
    assert zero_if_near([-5, 40]) == (-5, 40)
    assert zero_if_near([40, 40]) == (0, 40)
    assert zero_if_near([0]) == (0, 1)


@pytest.mark.parametrize("drawn", [[5e-324], [-5e-324, 1e-320], [2e-100, 3e-100], [1e-10]])
def test_numbers_too_small_to_label_stand_at_nought(drawn):
    assert with_zero(drawn) == zero_if_near(drawn) == (0, 1)


def test_decimals_are_those_that_tell_the_ticks_apart():
    assert decimals_of([0, 2.5, 5]) == 1
    assert decimals_of([0, 20, 40]) == 0
    assert decimals_of([0.05]) == 2


def test_a_scale_may_run_upwards():
    assert Scale(0, 10, 200, 100)(2.5) == 175


@given(st.lists(st.floats(0, 200), max_size=8))
def test_spread_places_keep_their_order_and_distance(wanted):
    placed = spread(wanted, gap=18, low=0, high=200)

    in_order = [placed[at] for at in sorted(range(len(wanted)), key=lambda at: (wanted[at], at))]
    assert all(after - before >= 18 - 1e-9 for before, after in pairwise(in_order))
    assert all(-1e-9 <= place <= 200 + 1e-9 for place in placed)


def test_places_that_are_clear_of_each_other_stay():
    assert spread([100, 20, 60], gap=18, low=0, high=200) == [100, 20, 60]


def test_wrapped_lines_fit_and_lose_no_word():
    name = "London Fire and Emergency Planning Authority"

    lines = wrap(name, 150)

    assert " ".join(lines) == name
    assert all(text_width(line) <= 150 for line in lines)
    assert wrap("", 150) == []
