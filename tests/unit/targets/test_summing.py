"""What local targets come to together: sums of counts, which say what they leave out."""

from decimal import Decimal

import pytest

from indicators.models import MeasureKind
from targets.summing import COUNTED, NOT_SUMMED, Part, total


def part(value, base):
    return Part(None if value is None else Decimal(value), base)


def test_counts_are_summed_before_they_are_divided():
    found = total([part("10", 1_000), part("20", 3_000)], 1_000)

    assert found.value == Decimal("17.5"), "the mean of the rates would be 15"
    assert found.count == 70
    assert (found.number, found.missing) == (2, 0)


@pytest.mark.parametrize("absent", [part(None, 3_000), part("20", None), part("20", 0)])
def test_what_is_missing_is_left_out_and_told_never_taken_for_nought(absent):
    found = total([part("10", 1_000), absent], 1_000)

    assert found.value == 10
    assert (found.number, found.missing) == (1, 1)


def test_a_value_of_nought_counts():
    assert total([part("0", 1_000), part("10", 1_000)], 1_000).value == 5


def test_nothing_comes_to_nothing():
    assert total([], 1_000) is None
    assert total([part(None, 1_000)], 1_000) is None


def test_every_kind_of_measure_is_summed_or_says_why_not():
    summed = {*COUNTED, "survey_proportion"}

    assert {*MeasureKind.values} == {*NOT_SUMMED, *summed}
    assert not summed & {*NOT_SUMMED}
