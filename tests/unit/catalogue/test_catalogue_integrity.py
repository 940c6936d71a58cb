"""Every rule of the catalogue holds for ours, and catches the fault it is there for."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from indicators.catalogue.integrity import (
    CHECKS,
    Check,
    examine,
)
from indicators.catalogue.integrity import (
    definitions as on_definitions,
)
from indicators.catalogue.integrity import (
    frameworks as on_frameworks,
)
from indicators.catalogue.integrity import (
    measures as on_measures,
)
from indicators.catalogue.integrity import (
    rules as on_rules,
)
from indicators.catalogue.rules import Side
from indicators.catalogue.schema import Catalogue, read_catalogue

Break = Callable[[Catalogue], Catalogue]

APRIL_2008, APRIL_2009 = date(2008, 4, 1), date(2009, 4, 1)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


def indicator(number: int, /, **changes: object) -> Break:
    """Change one indicator."""
    return lambda catalogue: replace(
        catalogue,
        indicators=tuple(
            replace(entry, **changes) if entry.number == number else entry
            for entry in catalogue.indicators
        ),
    )


def spell(number: int, framework: str, standing: str, /, **changes: object) -> Break:
    """Change the spells an indicator has in a framework, with one standing."""

    def broken(catalogue: Catalogue) -> Catalogue:
        entry = next(catalogue.among(number))
        spells = tuple(
            replace(m, **changes) if (m.framework, m.standing) == (framework, standing) else m
            for m in entry.memberships
        )
        return indicator(number, memberships=spells)(catalogue)

    return broken


def without_spell(number: int, framework: str) -> Break:
    """Take an indicator out of a framework."""

    def broken(catalogue: Catalogue) -> Catalogue:
        entry = next(catalogue.among(number))
        spells = tuple(m for m in entry.memberships if m.framework != framework)
        return indicator(number, memberships=spells)(catalogue)

    return broken


def measure(number: int, /, **changes: object) -> Break:
    """Change the first measure of an indicator."""

    def broken(catalogue: Catalogue) -> Catalogue:
        first, *others = next(catalogue.among(number)).measures
        return indicator(number, measures=(replace(first, **changes), *others))(catalogue)

    return broken


def definition(number: int, version: str, /, **changes: object) -> Break:
    """Change one definition of the first measure of an indicator."""

    def broken(catalogue: Catalogue) -> Catalogue:
        first = next(catalogue.among(number)).measures[0]
        versions = tuple(
            replace(d, **changes) if d.version == version else d for d in first.definitions
        )
        return measure(number, definitions=versions)(catalogue)

    return broken


def without(*numbers: int) -> Break:
    """Leave indicators out."""
    return lambda catalogue: replace(
        catalogue,
        indicators=tuple(entry for entry in catalogue.indicators if entry.number not in numbers),
    )


def without_measures(number: int) -> Break:
    return indicator(number, measures=())


def without_version(number: int, version: str) -> Break:
    """Leave out one definition of the first measure of an indicator."""

    def broken(catalogue: Catalogue) -> Catalogue:
        first = next(catalogue.among(number)).measures[0]
        versions = tuple(d for d in first.definitions if d.version != version)
        return measure(number, definitions=versions)(catalogue)

    return broken


def rule(code: str, /, **changes: object) -> Break:
    """Change one validation rule."""
    return lambda catalogue: replace(
        catalogue,
        rules=tuple(
            replace(entry, **changes) if entry.code == code else entry for entry in catalogue.rules
        ),
    )


def side(field: str = "numerator", of: str = "row", missing: str = "skip_if_any") -> Side:
    return Side(field, of, missing)


FAULTS: list[tuple[Check, str, Break]] = [
    # rule, what the sentence must name, how to break it
    (on_frameworks.the_range_is_complete, "NI 20", without(20)),
    (on_frameworks.the_range_is_complete, "NI 50", indicator(20, number=50)),
    (on_frameworks.codes_follow_from_numbers, "ni_20.toml", indicator(20, slug="ni-21")),
    (on_frameworks.titles_are_unique, "Gun crime rate", indicator(28, title="Gun crime rate")),
    (on_frameworks.texts_are_whole, "NI 25", measure(25, title="Dealt with anti- social acts")),
    (on_frameworks.texts_are_whole, "NI 16", definition(16, "2008-05", numerator="Two  spaces")),
    (on_frameworks.first_years_are_those_of_the_set, "NI 24", indicator(24, first_year="2008/09")),
    (on_frameworks.the_notes_25_are_marked, "NI 22", indicator(22, in_source_note=True)),
    (on_frameworks.the_notes_25_are_marked, "NI 111", indicator(111, in_source_note=False)),
    (on_frameworks.short_titles_are_the_notes, "NI 34", indicator(34, apacs_title="Murder")),
    (
        on_frameworks.five_are_delayed_until_april_2009,
        "NI 32",
        spell(32, "NIS", "delayed", ends_on=date(2010, 4, 1)),
    ),
    (
        on_frameworks.five_are_delayed_until_april_2009,
        "NI 30",
        spell(30, "NIS", "included", standing="delayed"),
    ),
    (on_frameworks.apacs_has_the_notes_25, "NI 48", without_spell(48, "APACS")),
    (
        on_frameworks.only_ni_35_is_no_headline,
        "NI 35",
        spell(35, "APACS", "included", standing="headline"),
    ),
    (
        on_frameworks.only_ni_35_is_no_headline,
        "NI 36",
        spell(36, "APACS", "headline", standing="included"),
    ),
    (on_frameworks.ni_31_is_a_tombstone, "NI 31", spell(31, "NIS", "dropped", standing="included")),
    (on_frameworks.ni_31_is_a_tombstone, "NI 30", without_measures(30)),
    (on_frameworks.every_indicator_is_in_the_set, "NI 16", without_spell(16, "NIS")),
    (
        on_frameworks.memberships_do_not_overlap,
        "NI 38",
        spell(38, "NIS", "included", starts_on=date(2009, 1, 1)),
    ),
    (
        on_frameworks.memberships_do_not_overlap,
        "NI 15",
        spell(15, "NIS", "included", ends_on=APRIL_2008),
    ),
    (
        on_frameworks.delayed_indicators_enter_the_set,
        "NI 26",
        spell(26, "NIS", "included", starts_on=date(2010, 4, 1)),
    ),
    (on_frameworks.support_is_a_membership, "NI 20", indicator(20, supports="PSA 23")),
    (
        on_frameworks.roads_support_the_transport_department,
        "NI 47",
        indicator(47, supports="PSA 5"),
    ),
    (on_measures.measures_are_as_many_as_the_title_has_parts, "NI 49", without_measures(49)),
    (on_measures.measure_codes_follow_from_the_indicators, "NI 33", measure(33, code="NI 33")),
    (on_measures.a_neutral_measure_says_why, "NI 16", measure(16, polarity="none")),
    (on_measures.a_range_has_bounds, "NI 32", measure(32, polarity="range", best_from=28)),
    (on_measures.a_range_has_bounds, "NI 32", measure(32, best_from=28, best_to=40)),
    (on_measures.gaps_are_best_at_zero, "NI 44i", measure(44, polarity="low")),
    (on_measures.gaps_are_best_at_zero, "NI 25", measure(25, kind="survey_proportion")),
    (on_measures.disrespect_counts_downwards, "NI 23", measure(23, polarity="high")),
    (on_measures.falls_on_the_roads_are_good, "NI 48", measure(48, polarity="high")),
    (on_measures.falls_on_the_roads_are_good, "NI 47", measure(47, kind="count_rate")),
    (on_measures.percentages_are_per_hundred, "NI 17", measure(17, per=1)),
    (on_measures.units_say_their_factor, "NI 33i", measure(33, per=1000)),
    (on_measures.rates_of_people_use_the_population, "NI 15", measure(15, base="supplied")),
    (on_measures.rates_of_people_use_the_population, "NI 39", measure(39, base="population")),
    (on_measures.age_bands_are_said, "NI 111", measure(111, age_band="all")),
    (on_measures.surveys_are_measured_as_surveys, "NI 41", measure(41, kind="proportion")),
    (on_measures.surveys_are_measured_as_surveys, "NI 25", measure(25, kind="difference")),
    (on_measures.surveys_are_measured_as_surveys, "NI 43", measure(43, kind="survey_proportion")),
    (on_measures.levels_are_those_of_the_source, "NI 16", measure(16, levels=("laa_area",))),
    (on_measures.periods_fit_the_frequency, "NI 111", measure(111, period_kinds=("month",))),
    (
        on_measures.calendar_years_are_for_roads,
        "NI 48",
        measure(48, period_kinds=("financial_year",)),
    ),
    (on_measures.seasons_need_parts_of_a_year, "NI 29", indicator(29, is_seasonal=True)),
    (on_measures.counterterrorism_is_restricted, "NI 36", indicator(36, is_restricted=False)),
    (on_measures.counterterrorism_is_restricted, "NI 34", indicator(34, is_restricted=True)),
    (
        on_measures.small_counts_of_people_at_risk_are_withheld,
        "NI 34",
        measure(34, suppression_threshold=0),
    ),
    (
        on_measures.figures_that_tell_of_others_withhold_nothing,
        "NI 47",
        measure(47, suppression_threshold=5),
    ),
    (on_measures.counts_below_twenty_are_not_tested, "NI 29", measure(29, minimum_count=0)),
    (on_measures.counts_below_twenty_are_not_tested, "NI 17", measure(17, minimum_count=20)),
    (on_measures.homicides_are_never_tested, "NI 34", measure(34, minimum_count=20)),
    (
        on_definitions.definitions_leave_no_gap_and_do_not_overlap,
        "NI 16",
        definition(16, "back-series", ends_on=date(2008, 3, 1)),
    ),
    (
        on_definitions.definitions_leave_no_gap_and_do_not_overlap,
        "NI 33i",
        definition(33, "irs", starts_on=date(2009, 1, 1)),
    ),
    (
        on_definitions.definitions_leave_no_gap_and_do_not_overlap,
        "NI 16",
        definition(16, "back-series", starts_on=date(2009, 4, 1)),
    ),
    (
        on_definitions.the_last_definition_is_open,
        "NI 16",
        definition(16, "2008-05", ends_on=date(2011, 4, 1)),
    ),
    (
        on_definitions.versions_are_unique,
        "NI 20",
        definition(20, "back-series", version="2008-05"),
    ),
    (
        on_definitions.breaks_are_the_known_ones,
        "NI 15",
        definition(15, "2008-05", is_comparable=True),
    ),
    (on_definitions.breaks_are_the_known_ones, "NI 111", without_version(111, "pnc")),
    (
        on_definitions.breaks_are_the_known_ones,
        "NI 29",
        definition(29, "2008-05", is_comparable=False),
    ),
    (
        on_definitions.changes_say_what_changed,
        "NI 33i",
        definition(33, "irs", change_note=""),
    ),
    (
        on_definitions.recorded_crime_has_a_back_series,
        "NI 28",
        without_version(28, "back-series"),
    ),
    (
        on_definitions.acquisitive_crime_runs_from_2002,
        "NI 16",
        definition(16, "back-series", starts_on=date(2003, 4, 1)),
    ),
    (
        on_definitions.acquisitive_crime_runs_from_2002,
        "NI 16",
        definition(16, "2008-05", ends_on=date(2011, 4, 1)),
    ),
    (
        on_definitions.what_was_never_defined_says_so,
        "NI 26",
        definition(26, "unsettled", version="2009-02"),
    ),
    (
        on_definitions.nothing_is_verified_unread,
        "NI 18",
        definition(18, "2008-05", verified=True),
    ),
    (
        on_definitions.a_figure_is_not_late_before_it_can_come,
        "NI 18",
        indicator(18, lag_months=10),
    ),
    (on_definitions.freshness_is_as_agreed, "NI 19", indicator(19, freshness_months=12)),
    (
        on_rules.rules_are_called_by_codes_of_their_own,
        "part_within_whole",
        rule("events_within_population", code="part_within_whole"),
    ),
    (
        on_rules.rules_are_called_by_codes_of_their_own,
        "outlier",
        rule("events_within_population", code="outlier"),
    ),
    (on_rules.rules_are_of_measures_that_there_are, "NI 47", without(47)),
    (
        on_rules.rules_are_of_measures_that_there_are,
        "shares",
        rule("part_within_whole", kinds=("shares",)),
    ),
    (
        on_rules.rules_read_figures_that_are_collected,
        "a denominator of a rolling_change",
        rule("many_more_than_before", right=side("denominator")),
    ),
    (
        on_rules.rules_hold_two_different_things_together,
        "against itself",
        rule("part_within_whole", right=side()),
    ),
    (
        on_rules.rules_hold_two_different_things_together,
        "no side of the row",
        rule("whole_above_its_parts", left=side(of="year_before")),
    ),
    (
        on_rules.only_sums_know_of_some_missing,
        "part_within_whole",
        rule("part_within_whole", left=side(missing="skip_if_all")),
    ),
    (
        on_rules.wholes_are_held_against_parts_that_add_up,
        "something else than numerators",
        rule("whole_above_its_parts", right=side("denominator", "parts")),
    ),
    (
        on_rules.wholes_are_held_against_parts_that_add_up,
        "does not add up",
        rule("whole_above_its_parts", kinds=("survey_proportion",)),
    ),
    (
        on_rules.wholes_are_held_against_parts_that_add_up,
        "at one level only",
        rule("whole_above_its_parts", kinds=(), measures=("NI 34",)),
    ),
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_our_catalogue_passes(check, catalogue):
    assert list(check(catalogue)) == []


@pytest.mark.parametrize(
    "check, named, break_it",
    FAULTS,
    ids=[f"{check.__name__}-{named}" for check, named, _ in FAULTS],
)
def test_a_fault_is_caught_and_named(check, named, break_it, catalogue):
    faults = list(check(break_it(catalogue)))

    assert [fault for fault in faults if named in fault], faults


def test_a_range_with_its_bounds_in_order_is_sound(catalogue):
    guided = measure(32, polarity="range", best_from=28.0, best_to=40.0)(catalogue)

    assert list(on_measures.a_range_has_bounds(guided)) == []


def test_every_check_is_proved_to_fail():
    assert {check for check, _, _ in FAULTS} == set(CHECKS)


def test_every_rule_that_is_written_is_run():
    written = {
        function
        for module in (on_definitions, on_frameworks, on_measures, on_rules)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }

    assert written == set(CHECKS)
    assert len(CHECKS) >= 25


def test_results_carry_the_rule_as_a_sentence(catalogue):
    results = examine(without(21)(catalogue))

    assert [result.name for result in results if result.faults] == ["the_range_is_complete"]
    assert all(result.rule.endswith(".") and "\n" not in result.rule for result in results)
