"""Areas called by name: taken where it can be one only, and told to whoever sent them."""

from dataclasses import replace
from datetime import date

import pytest

from indicators.parsing import AreaFacts, NamedArea, by_name, check, read

HEADER = "indicator,area_name,period,numerator,denominator"


@pytest.fixture
def with_twins(facts):
    """The small country, with a county and a force called Ambleford as well."""
    county = AreaFacts(7, "E10000907", "Ambleford", ("laa_area",), None, date(2009, 4, 1), ())
    force = AreaFacts(8, "E23000908", "Ambleford", ("police_force",), None, None, ())
    areas = {**facts.areas, county.code: county, force.code: force}
    senders = frozenset({1, 2, 3, 7, 8})
    return replace(facts, areas=areas, named=by_name(set(areas.values())), sender_areas=senders)


def checked_by(facts, *rows):
    reading = read("\n".join((HEADER, *rows)).encode(), "return.csv")
    assert reading.problems == ()
    return check(reading.rows, facts, reading.columns)


@pytest.mark.parametrize("name", ["Ambleford", "ambleford", " AMBLEFORD ", "Amble-ford"])
def test_name_of_one_area_is_taken_and_told(facts, name):
    result = checked_by(facts, f"NI 16,{name},2008/09,5,10")
    assert result.problems == ()
    (area,) = result.named
    assert area == NamedArea(" ".join(name.split()), "E07000901", "Ambleford", (2,), 1)


def test_rows_of_a_name_are_told_together_and_the_first_ten_by_number(facts):
    rows = [f"NI 16,Ambleford,{year}/{(year + 1) % 100:02},5,10" for year in range(1996, 2008)]
    (area,) = checked_by(facts, *rows).named
    assert (area.rows, area.row_count) == (tuple(range(2, 12)), 12)


def test_name_of_several_areas_is_taken_where_the_measure_has_one(with_twins):
    result = checked_by(with_twins, "NI 15,Ambleford,2008/09,5,10")
    assert [area.code for area in result.named] in (["E07000901"], [])


def test_name_of_several_areas_is_an_error_that_lists_them(with_twins):
    twins = replace(with_twins.areas["E23000908"], levels=("district",))
    areas = {**with_twins.areas, "E23000908": twins}
    facts = replace(with_twins, areas=areas, named=by_name(set(areas.values())))
    (problem,) = checked_by(facts, "NI 16,Ambleford,2008/09,5,10").problems
    assert problem.code == "ambiguous_area"
    assert "E07000901 (Ambleford)" in problem.message
    assert "E23000908 (Ambleford)" in problem.message


def test_code_needs_no_confirmation(facts):
    header = "indicator,area_code,area_name,period,numerator,denominator"
    reading = read(f"{header}\nNI 16,99ub,Anything,2008/09,5,10\n".encode(), "return.csv")
    result = check(reading.rows, facts, reading.columns)
    assert (reading.problems, result.problems, result.named) == ((), (), ())
