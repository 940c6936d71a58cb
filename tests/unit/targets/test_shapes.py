"""Paths between a baseline and a last value: no year goes back on itself, none is past an end."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.models import Shape
from targets.shapes import PATHS, NoPath, filled_in

EVERY_YEAR = (True, True, True)
BIENNIAL = (True, False, True)


def filled(shape, baseline="18.0", last="14.4", *, year=2007, measured=EVERY_YEAR, decimals=1):
    found = filled_in(
        shape,
        baseline=Decimal(baseline),
        baseline_year=year,
        last=Decimal(last),
        measured=measured,
        decimals=decimals,
    )
    return tuple(None if one is None else str(one) for one in found)


def test_every_shape_of_the_form_has_its_path():
    assert set(PATHS) == set(Shape.values)


def test_straight_line_falls_by_the_same_amount_each_year():
    assert filled("straight") == ("16.8", "15.6", "14.4")


def test_baseline_of_an_earlier_year_has_gone_part_of_the_way_by_2008():
    assert filled("straight", "18.0", "14.0", year=2006) == ("16.0", "15.0", "14.0")


def test_constant_rate_falls_by_the_same_percentage_each_year():
    """From 1,000 to 729 by a tenth a year."""
    found = filled("constant_rate", "1000", "729", decimals=0)

    assert found == ("900", "810", "729")


def test_steps_are_left_to_be_typed():
    assert filled("stepped") == (None, None, "14.4")


def test_survey_has_values_in_its_years_alone():
    assert filled("survey_years", "26.0", "29.0", measured=BIENNIAL) == ("27.0", None, "29.0")


def test_last_year_may_be_one_that_is_not_the_last_of_the_agreement():
    found = filled("straight", "18.0", "16.0", measured=(True, True, False))

    assert found == ("17.0", "16.0", None)


def test_what_was_typed_stays_as_it_was_typed():
    assert filled("straight", "18", "14.44", decimals=1)[-1] == "14.44"


def test_halves_are_rounded_away_from_nought_as_on_paper():
    assert filled("straight", "10.0", "10.3", decimals=1, measured=EVERY_YEAR)[0] == "10.1"
    assert filled("straight", "0", "-0.3", decimals=1, year=2005)[0] == "-0.2"


@pytest.mark.parametrize(
    ("shape", "changes", "reason"),
    [
        ("constant_rate", {"last": "0"}, "leads from no nought and to none"),
        ("straight", {"year": 2008}, "before 2008/09"),
        ("straight", {"measured": (False, False, False)}, "No year is measured"),
    ],
)
def test_shape_that_leads_nowhere_says_why(shape, changes, reason):
    with pytest.raises(NoPath, match=reason):
        filled(shape, **changes)


AMOUNTS = st.decimals(min_value="0.1", max_value="9999", places=1)


@given(
    shape=st.sampled_from(["straight", "constant_rate", "survey_years"]),
    baseline=AMOUNTS,
    last=AMOUNTS,
    year=st.integers(2000, 2007),
    measured=st.tuples(st.booleans(), st.booleans(), st.booleans()).filter(any),
)
def test_no_path_goes_back_on_itself_or_past_an_end(shape, baseline, last, year, measured):
    found = filled_in(
        shape, baseline=baseline, baseline_year=year, last=last, measured=measured, decimals=1
    )

    known = [one for one in found if one is not None]
    assert [one is not None for one in found] == list(measured)
    assert known[-1] == last
    path = [baseline, *known]
    signs = {(after - before).compare(0) for before, after in pairwise(path)} - {Decimal(0)}
    assert len(signs) <= 1
    assert all(min(baseline, last) <= one <= max(baseline, last) for one in known)
    assert all(one == one.quantize(Decimal("0.1")) for one in known)
