"""Rules that are data: left, operator, right, and what to do where a value is missing."""

import pandas as pd
import pytest

from indicators.catalogue.rules import Rule, Side
from indicators.judging.rules import Context, broken
from indicators.rollup import DAWN, DUSK, Geography

DISTRICTS, FORCE = (1, 2), 9
HERE = Context(others={}, geography=None, level="district")


def rule(left, operator, right, **changes):
    return Rule("a_rule", "Wrong", "Why", "soft", operator, left, right, **changes)


def side(field="numerator", of="row", missing="skip_if_any", **changes):
    return Side(field, of, missing, **changes)


def row(start="2008-04-01", **changes):
    return {"row": 2, "period_start": start, "numerator": 50, "denominator": 1000} | changes


@pytest.mark.parametrize(
    ("operator", "equal", "above"),
    [
        ("<=", True, False),
        ("<", False, False),
        ("==", True, False),
        ("!=", False, True),
        (">=", True, True),
        (">", False, True),
    ],
)
def test_operator_compares_left_with_right(cells, operator, equal, above):
    asked = rule(side(), operator, side("denominator"))

    assert broken(asked, cells([row(numerator=1000)]), HERE).empty is equal
    assert broken(asked, cells([row(numerator=1001)]), HERE).empty is above


def test_finding_says_both_sides_and_whether_it_is_hard(cells):
    asked = rule(side(), "<=", side("denominator", times=0.5))

    (soft,) = broken(asked, cells([row(numerator=600)]), HERE).to_dict("records")

    assert (soft["row"], soft["rule"], soft["said"], soft["against"]) == (2, "a_rule", 600, 500)
    assert soft["is_hard"] is False


def test_missing_value_skips_a_rule_or_counts_as_none(cells):
    without = cells([row(denominator=None)])

    assert broken(rule(side(), "<=", side("denominator")), without, HERE).empty
    as_none = rule(side(), "<=", side("denominator", missing="never_skip"))
    assert len(broken(as_none, without, HERE)) == 1


def test_rule_is_not_judged_below_its_fewest(cells):
    before = row("2008-03-01", row=None, numerator=9)
    asked = rule(side(), "<=", side(of="period_before", times=3), fewest=30)

    assert broken(asked, cells([before, row(numerator=29)]), HERE).empty
    assert len(broken(asked, cells([before, row(numerator=30)]), HERE)) == 1


@pytest.mark.parametrize(
    ("of", "frequency", "start"),
    [
        ("period_before", "month", "2008-03-01"),
        ("period_before", "quarter", "2008-01-01"),
        ("period_before", "financial_year", "2007-04-01"),
        ("year_before", "month", "2007-04-01"),
    ],
)
def test_earlier_period_is_the_one_before_of_the_same_kind(cells, of, frequency, start):
    asked = rule(side(), "<=", side(of=of))

    there = cells([row(start, row=None, numerator=10), row()], frequency=frequency)
    assert broken(asked, there, HERE)["against"].tolist() == [10]
    elsewhere = cells([row(start, row=None, numerator=10, area_id=5), row()], frequency=frequency)
    assert broken(asked, elsewhere, HERE).empty


def test_period_before_a_break_is_not_comparable(cells):
    before = row("2008-03-01", row=None, numerator=10, segment=1)

    assert broken(rule(side(), "<=", side(of="period_before")), cells([before, row()]), HERE).empty


def test_other_measure_is_read_for_the_same_area_and_period(cells):
    asked = rule(side(), "<=", side(of="NI 47"))
    other = cells([row(row=None, numerator=40), row("2008-05-01", row=None, numerator=60)])
    context = Context(others={"NI 47": other}, geography=None, level="district")

    assert broken(asked, cells([row()]), context)["against"].tolist() == [40]
    assert broken(asked, cells([row("2008-05-01")]), context).empty
    assert broken(asked, cells([row()]), HERE).empty, "nothing is known of it"


@pytest.fixture
def england():
    """A force of two districts."""
    within = pd.DataFrame(
        [{"whole_id": FORCE, "part_id": part, "starts": DAWN, "ends": DUSK} for part in DISTRICTS]
    )
    levels = [(part, "district") for part in DISTRICTS] + [(FORCE, "police_force")]
    standing = pd.DataFrame(levels, columns=["area_id", "level"]).assign(starts=DAWN, ends=DUSK)
    return Context(others={}, geography=Geography(within, standing), level="district")


BELOW = rule(side(), ">=", side(of="parts", missing="skip_if_all"))
ABOVE = rule(side(), "<=", side(of="parts"))


def test_whole_is_held_against_the_sum_of_its_parts(cells, england):
    parts = [row(area_id=part, row=None, numerator=30) for part in DISTRICTS]

    assert broken(BELOW, cells([*parts, row(area_id=FORCE)]), england)["against"].tolist() == [60]
    assert broken(ABOVE, cells([*parts, row(area_id=FORCE)]), england).empty
    assert len(broken(ABOVE, cells([*parts, row(area_id=FORCE, numerator=61)]), england)) == 1


def test_part_that_is_missing_skips_the_rule_or_is_left_out(cells, england):
    part = row(area_id=1, row=None, numerator=60)

    assert broken(ABOVE, cells([part, row(area_id=FORCE, numerator=900)]), england).empty
    assert len(broken(BELOW, cells([part, row(area_id=FORCE, numerator=50)]), england)) == 1


def test_parts_that_are_sent_are_held_against_the_whole_that_is_known(cells, england):
    parts = [row(area_id=part, row=part + 10, numerator=30) for part in DISTRICTS]
    whole = row(area_id=FORCE, row=None)

    assert broken(BELOW, cells([*parts, whole]), england)["row"].tolist() == [11]


def test_wholes_that_the_return_does_not_touch_are_not_judged(cells, england):
    known = [row(area_id=area, row=None, numerator=30) for area in (*DISTRICTS, FORCE)]
    sent = row("2008-05-01", area_id=FORCE)

    assert broken(BELOW, cells([*known, sent]), england).empty


def test_rule_of_parts_has_nothing_to_say_where_no_area_lies_in_another(cells):
    assert broken(BELOW, cells([row(area_id=1), row(area_id=FORCE, row=3)]), HERE).empty
