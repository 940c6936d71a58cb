"""A row held against what its cell said before, and against its own counts."""

import pytest

from indicators.judging.revisions import large_changes, not_reproduced

CELL = {"row": 2, "period_start": "2008-04-01", "denominator": 100_000}


def revised(held, said, **changes):
    row = CELL | {"numerator": said, "held_numerator": held, "held_denominator": 100_000}
    return [row | changes]


@pytest.mark.parametrize(("held", "said"), [(100, 125), (100, 75), (0, 5), (100, 0)])
def test_change_by_a_quarter_or_more_is_found(cells, held, said):
    (found,) = large_changes(cells(revised(held, said))).to_dict("records")

    assert (found["said"], found["against"]) == (pytest.approx(said / 100), held / 100)


@pytest.mark.parametrize(
    ("held", "said"), [(100, 124), (2, 4), (0, 0), (7, 7), (0, 4), (None, 500), (500, None)]
)
def test_small_or_first_figures_are_no_large_change(cells, held, said):
    assert large_changes(cells(revised(held, said))).empty


def test_score_has_only_its_share_to_go_by(cells):
    row = {"row": 2, "period_start": "2008-04-01", "value": 3.0, "held_value": 2.0}

    assert len(large_changes(cells([row], kind="score", per=1))) == 1
    assert large_changes(cells([row | {"value": 2.4}], kind="score", per=1)).empty


@pytest.mark.parametrize(
    ("value", "decimals", "is_found"),
    [
        (1.23, 2, False),
        (1.2, 1, False),
        (1.0, 0, False),
        (1.235, 3, True),
        (1.24, 2, True),
        (1.20, 2, True),
        (12.3, 1, True),
    ],
)
def test_value_is_held_against_its_counts_as_it_was_rounded(cells, value, decimals, is_found):
    sent = cells([CELL | {"numerator": 123.4, "value": value, "value_decimals": decimals}])

    assert len(not_reproduced(sent, "count_rate", 1000)) == is_found


def test_half_of_the_last_place_is_rounding(cells):
    sent = cells([CELL | {"numerator": 123.5, "value": 1.23, "value_decimals": 2}])

    assert not_reproduced(sent, "count_rate", 1000).empty


@pytest.mark.parametrize("missing", [{"numerator": None}, {"denominator": 0}, {"value": None}])
def test_row_without_counts_or_value_has_nothing_to_reproduce(cells, missing):
    sent = cells([CELL | {"numerator": 123, "value": 99, "value_decimals": 0} | missing])

    assert not_reproduced(sent, "count_rate", 1000).empty


def test_difference_of_two_groups_is_reproduced(cells):
    row = CELL | {
        "numerator": 30,
        "denominator": 100,
        "group_2_numerator": 20,
        "group_2_denominator": 100,
        "value": 10.0,
        "value_decimals": 0,
    }

    assert not_reproduced(cells([row], kind="difference", per=100), "difference", 100).empty
    off = cells([row | {"value": -10.0}], kind="difference", per=100)
    assert len(not_reproduced(off, "difference", 100)) == 1
