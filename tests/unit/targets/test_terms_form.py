"""The form of terms: what may be typed together, and what each refusal says."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from indicators.models import Indicator, Measure
from partnerships.models import Area
from targets.forms.terms import TermsForm
from targets.models import TERMS, YEAR_FIELDS, DraftLine
from targets.queries import District, TermsChoices

RATE = "offences per 1,000 people"
ASH, BIRCH = Area(pk=11, gss_code="E1", name="Ash"), Area(pk=12, gss_code="E2", name="Birch")
ENGLAND = Area(pk=13, gss_code="E92", name="England")
TICKED = {f"not_{name}": "on" for name in YEAR_FIELDS[:2]}


def measure(pk=1, unit=RATE):
    indicator = Indicator(pk=1, number=930, code="NI 930")
    return Measure(pk=pk, indicator=indicator, code=f"NI 930-{pk}", unit=unit, decimals=1)


def choices(*measures, **changes):
    values = {
        "measures": measures or (measure(),),
        "figures": {},
        "statements": {},
        "beyond": (ENGLAND,),
        "districts": (District(ASH, 30_000), District(BIRCH, None)),
        "unmeasured": frozenset(),
        "issues": (),
    }
    return TermsChoices(**(values | changes))


def form(typed=None, *, of=None, terms=None, version=0):
    data = QueryDict(mutable=True)
    data.update(typed or {})
    return TermsForm(
        data if typed is not None else None,
        choices=of or choices(),
        terms=terms or DraftLine(),
        version=version,
    )


def filled(**changes):
    """What is sent of a form whose last year has a value; None leaves a field out."""
    typed = {
        "version": "0",
        "type": "designated",
        "baseline": "18.0",
        "baseline_period": "2007/08",
        "shape": "straight",
        "review_months": "12",
        "in_2010_11": "14.4",
        **TICKED,
    }
    return {name: value for name, value in (typed | changes).items() if value is not None}


def errors(**changes):
    return {name: found[0] for name, found in form(filled(**changes)).errors.items()}


def test_what_is_right_is_what_the_action_asks_for():
    right = form(filled(rationale="Because"))

    assert right.is_valid(), right.errors
    given = right.cleaned_data
    assert set(given) == {"version", "rationale", "terms"}
    assert set(given["terms"]) == set(TERMS)
    terms = given["terms"]
    assert (terms["unit"], terms["baseline"]) == (RATE, Decimal("18.0"))
    assert [terms[name] for name in YEAR_FIELDS] == [None, None, Decimal("14.4")]


def test_nothing_but_what_is_chosen_already_is_enough_to_save():
    bare = filled(baseline="", baseline_period="", in_2010_11="", not_in_2008_09=None,
                  not_in_2009_10=None)  # fmt: skip

    assert form(bare).is_valid()


def test_a_year_has_a_value_or_a_tick_once_one_has_a_value():
    found = errors(not_in_2008_09=None, in_2009_10="16.0")

    assert "Enter the value for 2008/09" in found["in_2008_09"]
    assert "or the tick beside it" in found["in_2009_10"]


def test_a_placeholder_says_what_it_waits_for_and_has_no_values():
    found = errors(placeholder_reason="no_baseline")

    assert found["placeholder_trigger"] == "Say what the placeholder waits for"
    assert "has no values yet" in found["placeholder_reason"]
    assert not errors(
        placeholder_reason="no_baseline", placeholder_trigger="A survey", in_2010_11=None
    )


@pytest.mark.parametrize("period", ["2007", "2007/08", "2007-04", "2007/08 Q1"])
def test_periods_are_written_as_in_returns(period):
    assert not errors(baseline_period=period)


@pytest.mark.parametrize("period", ["07/08", "2007/09", "last year"])
def test_no_other_period_is_taken(period):
    assert "baseline_period" in errors(baseline_period=period)


def test_amounts_are_in_the_unit_of_the_measure():
    assert "not in %" in errors(in_2010_11="14.4%")["in_2010_11"]


def test_a_districts_value_is_typed_where_it_is_ticked():
    found = errors(part_E1="on", weight_E1="30,000")
    assert found == {"value_E1": "Enter the value of Ash, or take its tick away"}

    typed = form(filled(part_E1="on", weight_E1="30,000", value_E1="14.4", value_E2="9"))
    assert typed.is_valid()
    parts = typed.cleaned_data["terms"]["parts"]
    assert parts == [{"area": "E1", "weight": "30000", "value": "14.4"}]


def test_districts_begin_with_their_residents_as_weights():
    rows = form().district_rows

    assert [one.weight.value() for one in rows] == ["30000", None]
    assert not form().has_parts


def test_a_gap_is_to_the_region_or_to_england():
    typed = form(filled(gap_to="13"))

    assert typed.is_valid()
    assert typed.cleaned_data["terms"]["gap_to"] == ENGLAND
    assert "gap_to" in errors(gap_to="11")


def test_one_of_several_measures_is_chosen_and_gives_the_unit():
    several = choices(measure(1), measure(2, "fires per 10,000 people"))
    typed = form(filled(measure="2"), of=several)

    assert typed.is_valid()
    assert typed.cleaned_data["terms"]["unit"] == "fires per 10,000 people"
    assert "measure" in form(filled(), of=several).errors


def test_without_a_measure_the_unit_is_typed():
    none = choices(measures=())
    typed = form(filled(unit="places", baseline="5%"), of=none)

    assert typed.is_valid()
    assert typed.cleaned_data["terms"]["measure"] is None
    assert typed.cleaned_data["terms"]["unit"] == "places"


def test_years_in_which_a_survey_does_not_run_are_ticked_beforehand():
    survey = form(of=choices(unmeasured=frozenset({"2009/10"})))

    assert [tick.value() for _, _, tick in survey.years] == [False, True, False]


def test_terms_that_were_said_are_shown_as_they_were():
    said = DraftLine(
        in_2010_11=Decimal("14.40"), parts=[{"area": "E1", "weight": "5", "value": "6"}]
    )
    shown = form(terms=said)

    assert [(value.value(), tick.value()) for _, value, tick in shown.years] == [
        (None, True),
        (None, True),
        ("14.4", False),
    ]
    assert shown.has_parts


def test_errors_are_summed_up_in_the_order_of_the_page():
    wrong = form(filled(in_2010_11="x", baseline="y", part_E1="on", rationale="z" * 5000))

    assert [one["href"] for one in wrong.error_list()] == [
        "#id_baseline",
        "#id_in_2010_11",
        "#id_value_E1",
        "#id_rationale",
    ]


def fill(**changes):
    found = form(filled(**changes))
    found.fill_years()
    return found


def test_empty_years_are_filled_in_along_the_path_for_people_to_change():
    found = fill(not_in_2008_09=None, not_in_2009_10=None, in_2008_09="17.5")

    assert found.is_valid(), found.errors
    assert [value.value() for _, value, _ in found.years] == ["17.5", "15.6", "14.4"]


def test_years_that_are_not_measured_stay_empty():
    found = fill(not_in_2008_09=None)

    assert [value.value() or "" for _, value, _ in found.years] == ["16.8", "", "14.4"]


@pytest.mark.parametrize("missing", [{"baseline": ""}, {"baseline_period": ""}, {"in_2010_11": ""}])
def test_without_both_ends_there_is_no_path(missing):
    found = fill(not_in_2008_09=None, not_in_2009_10=None, **missing)

    assert "Enter the baseline with its period" in found.errors["shape"][0]
