"""Where a figure comes from: its formula, method and survey, or why there is none."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from indicators import printing
from indicators.models import MeasureKind, Observation
from indicators.queries import FigureRow
from indicators.reading import Part, Provenance
from indicators.rollup import PART_MISSING
from indicators.statistics.rolling import three_year_change
from partnerships.models import LEVEL_LABELS

SIGNIFICANT = 0.05

METHODS = {
    "exact": "Exact Poisson limits, as for counts below 10",
    "byar": "Byar’s approximation to Poisson limits",
    "exact_clustered": "Exact Poisson limits, longer as events come in clusters",
    "byar_clustered": "Byar’s approximation to Poisson limits, longer as events come in clusters",
    "wilson": "Wilson’s score interval for a proportion",
    "exact_ratio": "Exact limits of the ratio of the two years that differ, the newest and the one "
    "that dropped out; the two years between are in both averages",
    "newcombe": "Newcombe’s interval for the difference of two proportions",
    "none": "None: a judgement as it was reported",
}

PARTS = {
    "figure": "Newest figure",
    "trend": "Recent trend",
    "change": "Yearly change",
    "control": "Control chart",
    "peers": "Similar areas",
    "projection": "Projection",
}
"""What the parts of a summary are called on pages."""

REASONS = {
    "missing": "no figure was reported",
    "suppressed": "whoever reported it withheld it",
    "not applicable": "the measure does not apply here",
    "not published": "the figure is reported but not yet published",
    "no base": "there is nothing to divide by: the base is missing or zero",
    "no expected": "there is nothing to set it against: the expected number is missing or zero",
    "count above base": "the count reported is larger than what it is a part of",
    "too few years": "the change of a three-year average needs the counts of four years",
}
"""Why there is no value, in words for a sentence; others are said as they are."""


def formula(row: FigureRow, years: Sequence[Part] = ()) -> str:
    """Return how the value follows from what was collected; nothing where it was taken as it is.

    `years`: those that a change over several rests on.
    """
    workings = _workings(row, years)
    if row.shown.value is None or not workings:
        return ""
    measure = row.measure
    times = f" × {printing.count(measure.per)}" if measure.per != 1 else ""
    value = printing.with_unit(printing.number(row.shown.value, measure.decimals), measure.unit)
    return f"{workings}{times} = {value}"


def _workings(row: FigureRow, years: Sequence[Part]) -> str:
    """Return what is worked out before the factor; nothing where a number is not known."""
    shown = row.shown
    match row.measure.kind:
        case MeasureKind.SCORE | MeasureKind.STANDARDISED_RATE:
            return ""
        case MeasureKind.OBSERVED_OVER_EXPECTED | MeasureKind.PEOPLE_OVER_EXPECTED:
            return _division(shown.numerator, shown.expected)
        case MeasureKind.DIFFERENCE | MeasureKind.SURVEY_DIFFERENCE:
            first = _division(shown.numerator, shown.denominator)
            second = _division(shown.group_2_numerator, shown.group_2_denominator)
            return f"({first} − {second})" if first and second else ""
        case MeasureKind.ROLLING_CHANGE:
            counts = [printing.count(count) for count in _counts(years)]
            newest, previous = " + ".join(counts[1:]), " + ".join(counts[:-1])
            return f"(({newest}) ÷ ({previous}) − 1)" if counts else ""
    return _division(shown.numerator, shown.denominator)


def _division(count: Decimal | None, base: Decimal | None) -> str:
    known = count is not None and base is not None
    return f"{printing.count(count)} ÷ {printing.count(base)}" if known else ""


def _counts(years: Sequence[Part]) -> list[Decimal]:
    """Return the counts of the years of a change; none unless all are known."""
    counts = [year.row.shown.numerator if year.row else None for year in years]
    known = [count for count in counts if count is not None]
    return known if len(known) == len(counts) else []


def averages(years: Sequence[Part]) -> str:
    """Return the newest of two three-year averages, with its limits, and the one before."""
    if not (counts := _counts(years)):
        return ""
    made = three_year_change([float(count) for count in counts])
    mean, lower, upper, previous = (
        printing.number(float(field[-1]), 1)
        for field in (made.mean, made.lower, made.upper, made.previous)
    )
    return f"{mean} a year (95% interval: {lower} to {upper}), after {previous}"


def years_apart(row: FigureRow, years: Sequence[Part]) -> str:
    """Return the test of the newest year of a change against the one that dropped out."""
    if not (counts := _counts(years)):
        return ""
    dropped, newest = (
        f"{printing.count(counts[place])} in {years[place].period.label}" for place in (0, -1)
    )
    return f"{newest} against {dropped}: {_verdict(counts, row.measure.minimum_count)}"


def _verdict(counts: Sequence[Decimal], minimum: int) -> str:
    if counts[-1] < minimum:
        return f"not tested, as a count is below {minimum}"
    p = float(three_year_change([float(count) for count in counts]).p[-1])
    if np.isnan(p):
        return "not tested, as a count is not whole"
    is_more = p < SIGNIFICANT
    return f"{'more' if is_more else 'no more'} than chance explains (p = {printing.number(p, 3)})"


def method(row: FigureRow) -> str:
    """Return the method of a figure's interval in words."""
    return METHODS.get(row.figure.method, row.figure.method)


def survey(row: FigureRow, observation: Observation | None) -> str:
    """Return how many answers a survey's figure rests on, where that was reported."""
    if row.shown.value is None or observation is None or observation.sample_size is None:
        return ""
    answers = f"{printing.count(observation.sample_size)} answers"
    if observation.design_effect is None:
        return answers
    return f"{answers}, design effect {printing.count(observation.design_effect)}"


def why_not(row: FigureRow, provenance: Provenance | None = None) -> str:
    """Return why a figure has no value, in words that end a sentence."""
    reason = row.shown.reason
    if provenance is None or reason != PART_MISSING:
        return REASONS.get(reason, reason)
    return f"{reason}{_what_is_missing(provenance)}"


def _what_is_missing(provenance: Provenance) -> str:
    if provenance.level and provenance.missing:
        level, parts = LEVEL_LABELS[provenance.level], len(provenance.parts)
        areas = level if parts == 1 else f"{level}s"
        have = "has" if provenance.missing == 1 else "have"
        return f": {provenance.missing} of {parts} {areas} {have} no figure"
    years = [
        year.period.label
        for year in provenance.years
        if year.row is None or year.row.shown.numerator is None
    ]
    return f": there is no count for {' or '.join(years)}" if years else ""
