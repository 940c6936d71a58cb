"""What must hold over the whole catalogue, beyond the shape of each file.

A check is a generator of faults, each a sentence that names the indicator or measure; its
docstring is the rule, as an operator reads it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indicators.catalogue.schema import Catalogue

from . import definitions, frameworks, measures, rules

Check = Callable[[Catalogue], Iterator[str]]

CHECKS: tuple[Check, ...] = (
    frameworks.the_range_is_complete,
    frameworks.codes_follow_from_numbers,
    frameworks.titles_are_unique,
    frameworks.texts_are_whole,
    frameworks.first_years_are_those_of_the_set,
    frameworks.the_notes_25_are_marked,
    frameworks.short_titles_are_the_notes,
    frameworks.five_are_delayed_until_april_2009,
    frameworks.apacs_has_the_notes_25,
    frameworks.only_ni_35_is_no_headline,
    frameworks.ni_31_is_a_tombstone,
    frameworks.every_indicator_is_in_the_set,
    frameworks.memberships_do_not_overlap,
    frameworks.delayed_indicators_enter_the_set,
    frameworks.support_is_a_membership,
    frameworks.roads_support_the_transport_department,
    measures.measures_are_as_many_as_the_title_has_parts,
    measures.measure_codes_follow_from_the_indicators,
    measures.a_neutral_measure_says_why,
    measures.a_range_has_bounds,
    measures.gaps_are_best_at_zero,
    measures.disrespect_counts_downwards,
    measures.falls_on_the_roads_are_good,
    measures.percentages_are_per_hundred,
    measures.units_say_their_factor,
    measures.rates_of_people_use_the_population,
    measures.age_bands_are_said,
    measures.surveys_are_measured_as_surveys,
    measures.levels_are_those_of_the_source,
    measures.periods_fit_the_frequency,
    measures.calendar_years_are_for_roads,
    measures.seasons_need_parts_of_a_year,
    measures.counterterrorism_is_restricted,
    measures.figures_that_tell_of_others_withhold_nothing,
    measures.small_counts_of_people_at_risk_are_withheld,
    measures.counts_below_twenty_are_not_tested,
    measures.homicides_are_never_tested,
    definitions.definitions_leave_no_gap_and_do_not_overlap,
    definitions.the_last_definition_is_open,
    definitions.versions_are_unique,
    definitions.breaks_are_the_known_ones,
    definitions.changes_say_what_changed,
    definitions.recorded_crime_has_a_back_series,
    definitions.acquisitive_crime_runs_from_2002,
    definitions.what_was_never_defined_says_so,
    definitions.nothing_is_verified_unread,
    definitions.a_figure_is_not_late_before_it_can_come,
    definitions.freshness_is_as_agreed,
    rules.rules_are_called_by_codes_of_their_own,
    rules.rules_are_of_measures_that_there_are,
    rules.rules_read_figures_that_are_collected,
    rules.rules_hold_two_different_things_together,
    rules.only_sums_know_of_some_missing,
    rules.wholes_are_held_against_parts_that_add_up,
)


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found: its name, its rule as a sentence, and the faults, if any."""

    name: str
    rule: str
    faults: tuple[str, ...]


def examine(catalogue: Catalogue) -> list[Result]:
    """Run every check. A check that finds nothing has a result too, without faults."""
    return [
        Result(check.__name__, check.__doc__ or "", tuple(check(catalogue))) for check in CHECKS
    ]
