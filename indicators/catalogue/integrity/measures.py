"""What is computed: kind, unit, factor, direction, base, levels, periods and small numbers."""

import re
from collections.abc import Iterator

from indicators import methods
from indicators.catalogue.schema import Catalogue

PARTS = {33: 2, 44: 5, 49: 3}
"""Indicators of several measures, and of how many."""

PERIODS_OF = {
    "monthly": {"month", "quarter", "financial_year"},
    "quarterly": {"quarter", "financial_year"},
    "annual": {"financial_year", "calendar_year"},
    "biennial": {"financial_year"},
    "not settled": {"financial_year"},
}
LEVELS_OF = {
    "Police recorded crime": {("district", "police_force"), ("police_force", "district")},
    "Place Survey": {("district", "laa_area")},
    "Youth offending team returns": {("yot", "laa_area")},
    "Fire and rescue service returns": {("district", "fire_authority")},
    "Hospital Episode Statistics": {("pct", "laa_area")},
}
SENSITIVE = (26, 32, 34, 43, 44, 45, 46)
"""Indicators of sexual and domestic violence, and of children before the courts."""

SURVEYED = {"survey_proportion", "survey_difference"}
GAPS = {"difference", "survey_difference"}
TELL_OF_OTHERS = methods.YEARS_BEFORE.keys() | methods.CLUSTERED.keys()
"""Kinds whose values rest on the counts of other years, or their intervals on all areas' counts."""

FEWEST_EVENTS = 20
NEVER_TESTED = 9999
"""A minimum count that no homicide figure reaches."""


def measures_are_as_many_as_the_title_has_parts(catalogue: Catalogue) -> Iterator[str]:
    """NI 33 has two measures, NI 49 three, NI 44 one for each of five groups, others one."""
    for indicator in catalogue.indicators:
        wanted = 0 if indicator.is_dropped else PARTS.get(indicator.number, 1)
        if len(indicator.measures) != wanted:
            yield f"{indicator.code} has {len(indicator.measures)} measures, not {wanted}."


def measure_codes_follow_from_the_indicators(catalogue: Catalogue) -> Iterator[str]:
    """A measure's code is its indicator's, with i, ii, iii where there are several."""
    for indicator in catalogue.indicators:
        parts = ["i", "ii", "iii", "iv", "v"] if len(indicator.measures) > 1 else [""]
        wanted = [indicator.code + part for part in parts][: len(indicator.measures)]
        if [measure.code for measure in indicator.measures] != wanted:
            yield f"{indicator.code}: the codes of its measures are not {wanted}."


def a_neutral_measure_says_why(catalogue: Catalogue) -> Iterator[str]:
    """Each measure says which direction is good, or its notes say that neither is."""
    for indicator, measure in catalogue.measures:
        if measure.polarity == "none" and "neither" not in indicator.notes.lower():
            yield f"{measure.code} has no good direction, and the notes do not say why."


def a_range_has_bounds(catalogue: Catalogue) -> Iterator[str]:
    """A measure that is best inside a range has its two bounds in order; no other has any."""
    for _, measure in catalogue.measures:
        low, high = measure.best_from, measure.best_to
        if measure.polarity == "range":
            if low is None or high is None or low >= high:
                yield f"{measure.code} is best inside a range without bounds in order."
        elif (low, high) != (None, None):
            yield f"{measure.code} has bounds but is not best inside a range."


def gaps_are_best_at_zero(catalogue: Catalogue) -> Iterator[str]:
    """A difference of two groups, as in NI 25 and NI 44, is best near zero; nothing else is."""
    for indicator, measure in catalogue.measures:
        is_gap = measure.kind in GAPS
        if is_gap != (indicator.number in {25, 44}) or is_gap != (measure.polarity == "zero"):
            yield f"{measure.code}: {measure.kind} with polarity {measure.polarity}."


def disrespect_counts_downwards(catalogue: Catalogue) -> Iterator[str]:
    """NI 23 counts those who miss respect, whatever its title says: lower is better."""
    for indicator in catalogue.among(23):
        for measure in indicator.measures:
            if measure.polarity != "low" or "problem" not in measure.unit:
                yield f"{measure.code}: {measure.unit}, {measure.polarity}."


def falls_on_the_roads_are_good(catalogue: Catalogue) -> Iterator[str]:
    """A change in road casualties is signed: a fall is negative, good, and said so in words."""
    for indicator, measure in catalogue.measures:
        is_road = indicator.number in {47, 48}
        if is_road != (measure.kind == "rolling_change"):
            yield f"{measure.code} is a {measure.kind}."
        if is_road and (measure.polarity != "low" or "fall" not in indicator.notes):
            yield f"{measure.code} does not say that a fall is good."


def percentages_are_per_hundred(catalogue: Catalogue) -> Iterator[str]:
    """A percentage is per 100."""
    for _, measure in catalogue.measures:
        if measure.unit.startswith(("%", "percentage")) and measure.per != 100:
            yield f"{measure.code}: {measure.unit}, per {measure.per}."


def units_say_their_factor(catalogue: Catalogue) -> Iterator[str]:
    """A unit that says per how many says the number it is worked out with."""
    for _, measure in catalogue.measures:
        said = re.search(r"per ([\d,]+)", measure.unit)
        if said and int(said[1].replace(",", "")) != measure.per:
            yield f"{measure.code}: {measure.unit}, per {measure.per}."


def rates_of_people_use_the_population(catalogue: Catalogue) -> Iterator[str]:
    """A rate over people takes the mid-year population as its base, and nothing else does."""
    for _, measure in catalogue.measures:
        over_people = measure.kind == "count_rate" and "people" in measure.unit
        if over_people != (measure.base == "population"):
            yield f"{measure.code}: {measure.unit}, base {measure.base}."


def age_bands_are_said(catalogue: Catalogue) -> Iterator[str]:
    """A population of one age band is named in the unit, and no other is."""
    for _, measure in catalogue.measures:
        if (measure.age_band == "10-17") != ("aged 10 to 17" in measure.unit):
            yield f"{measure.code}: {measure.unit}, age band {measure.age_band}."


def surveys_are_measured_as_surveys(catalogue: Catalogue) -> Iterator[str]:
    """What comes from a survey is measured as answers, and nothing else is."""
    for indicator, measure in catalogue.measures:
        if ("survey" in indicator.source.lower()) != (measure.kind in SURVEYED):
            yield f"{measure.code} is a {measure.kind} from {indicator.source}."


def levels_are_those_of_the_source(catalogue: Catalogue) -> Iterator[str]:
    """Each source is collected at its own levels, so that a sum never mixes two."""
    for indicator, measure in catalogue.measures:
        if measure.levels not in LEVELS_OF.get(indicator.source, {measure.levels}):
            yield f"{measure.code} is collected by {measure.levels}."


def periods_fit_the_frequency(catalogue: Catalogue) -> Iterator[str]:
    """No measure takes a period shorter than it is collected for."""
    for indicator, measure in catalogue.measures:
        if extra := set(measure.period_kinds) - PERIODS_OF[indicator.frequency]:
            yield f"{measure.code} is {indicator.frequency} but takes {sorted(extra)}."


def calendar_years_are_for_roads(catalogue: Catalogue) -> Iterator[str]:
    """Road casualties are counted by calendar year, everything else by financial year."""
    for indicator, measure in catalogue.measures:
        year = "calendar_year" if indicator.number in {47, 48} else "financial_year"
        if year not in measure.period_kinds:
            yield f"{measure.code} does not take a {year.replace('_', ' ')}."


def seasons_need_parts_of_a_year(catalogue: Catalogue) -> Iterator[str]:
    """Only what is collected by month or quarter can be seasonal."""
    for indicator, measure in catalogue.measures:
        if indicator.is_seasonal and not {"month", "quarter"} & set(measure.period_kinds):
            yield f"{measure.code} is seasonal but has years only."


def counterterrorism_is_restricted(catalogue: Catalogue) -> Iterator[str]:
    """NI 35 and NI 36, and no others, are restricted."""
    for indicator in catalogue.indicators:
        if indicator.is_restricted != (indicator.number in {35, 36}):
            yield f"{indicator.code} is {'' if indicator.is_restricted else 'not '}restricted."


def small_counts_of_people_at_risk_are_withheld(catalogue: Catalogue) -> Iterator[str]:
    """Counts from 1 to 4 of victims of those close to them, and of children, are not published."""
    for indicator in catalogue.among(*SENSITIVE):
        for measure in indicator.measures:
            if measure.suppression_threshold < 5:
                yield f"{measure.code} withholds counts below {measure.suppression_threshold} only."


def figures_that_tell_of_others_withhold_nothing(catalogue: Catalogue) -> Iterator[str]:
    """No count is withheld that figures of other years, or other areas' intervals, would tell."""
    for _, measure in catalogue.measures:
        if measure.suppression_threshold and measure.kind in TELL_OF_OTHERS:
            yield f"{measure.code} withholds counts, but a {measure.kind} tells of others."


def counts_below_twenty_are_not_tested(catalogue: Catalogue) -> Iterator[str]:
    """Fewer than 20 events are told in words; a survey or a score rests on no count of events."""
    for indicator, measure in catalogue.measures:
        is_count = "survey" not in indicator.source.lower() and measure.kind != "score"
        if is_count != (measure.minimum_count >= FEWEST_EVENTS):
            yield f"{measure.code} is tested from {measure.minimum_count} events."


def homicides_are_never_tested(catalogue: Catalogue) -> Iterator[str]:
    """NI 34 is always told in words."""
    for indicator in catalogue.among(34):
        for measure in indicator.measures:
            if measure.minimum_count != NEVER_TESTED:
                yield f"{measure.code} is tested from {measure.minimum_count} events."
