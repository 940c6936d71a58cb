"""Rules on the numbers of a row: are they there, and can they be?"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from .cells import WITH_VALUE
from .facts import AreaFacts, Facts, MeasureFacts
from .fields import COUNTS, FIGURES
from .problems import Fault
from .rows import Row
from .wording import listed, with_article, words

GROUP_2 = ("group_2_numerator", "group_2_denominator")

REQUIRED: dict[str, tuple[tuple[str, ...], ...]] = {
    # kind of measure: what it can be worked out from, in one way or another
    "count_rate": (COUNTS,),
    "clustered_rate": (COUNTS,),
    "proportion": (COUNTS,),
    "survey_proportion": (COUNTS, ("value", "sample_size")),
    "observed_over_expected": (("numerator", "expected"),),
    "people_over_expected": ((*COUNTS, "expected"),),
    "rolling_change": (("numerator",),),
    "score": (("value",),),
    "standardised_rate": (("value",),),
    "difference": ((*COUNTS, *GROUP_2),),
    "survey_difference": ((*COUNTS, *GROUP_2),),
}
ANSWERS = ("numerator", "value", "group_2_numerator")
"""The fields that say what was found; the others say among how many."""

BASES = ("denominator", "sample_size", "design_effect", "expected", "group_2_denominator")
WHOLE_COUNTS = frozenset({"count_rate", "clustered_rate", "rolling_change"})
PARTS_OF_A_WHOLE = frozenset(
    {
        "proportion",
        "survey_proportion",
        "people_over_expected",
        "difference",
        "survey_difference",
    }
)
HUNDRED_PER_CENT = 100


def _figure(row: Row, field: str) -> Decimal | None:
    figure: Decimal | None = getattr(row, field)
    return figure


def _has(row: Row, field: str) -> bool:
    """Whether something stands there, be it unreadable."""
    return _figure(row, field) is not None or field in row.unread


def figures_are_not_negative(row: Row, facts: Facts) -> Iterator[Fault]:
    """Only a value may be below zero: a score, a change."""
    for field in FIGURES:
        figure = _figure(row, field)
        if figure is not None and figure < 0 and field != "value":
            message = f"The {words(field)} is {figure}, below zero. Check the sign."
            yield Fault(field, "negative_figure", message)


def bases_are_above_zero(row: Row, facts: Facts) -> Iterator[Fault]:
    for field in BASES:
        if row.status in WITH_VALUE and _figure(row, field) == 0:
            message = (
                f"The {words(field)} is 0, and nothing can be divided by it. Correct it; if there "
                "was nobody to count, leave the figures blank with the status not_applicable."
            )
            yield Fault(field, "zero_base", message)


def no_figure_against_status(row: Row, facts: Facts) -> Iterator[Fault]:
    for field in ANSWERS:
        is_without = row.status and row.status not in WITH_VALUE
        if is_without and _figure(row, field) is not None:
            message = (
                f"The status is {row.status}, and yet there is a {words(field)}. Delete it, or "
                "change the status to final or provisional."
            )
            yield Fault(field, "figure_against_status", message)


@cache
def _ways(kind: str, base: str) -> tuple[tuple[str, ...], ...]:
    """Return the sets of fields a measure can be worked out from, but for what can be filled in."""
    filled = {"denominator"} if base == "population" else set()
    return tuple(tuple(f for f in way if f not in filled) for way in REQUIRED[kind])


def figures_asked(kind: str, base: str) -> tuple[str, ...]:
    """Return the fields that a measure is worked out from, in the first of the ways there are."""
    return _ways(kind, base)[0]


def required_figures_are_there(row: Row, measure: MeasureFacts) -> Iterator[Fault]:
    if row.status not in WITH_VALUE:
        return
    ways = _ways(measure.kind, measure.base)
    lacking = min(([f for f in way if not _has(row, f)] for way in ways), key=len)
    if lacking and not any(_has(row, field) for field in ANSWERS):
        message = (
            f"The status is {row.status}, but there is no figure. {measure.code} is worked out "
            f"from {_needed(ways)}; if there is none, write missing, suppressed, not_applicable or "
            "not_published in a column “status”, or delete the row."
        )
        yield Fault(lacking[0], "no_figure", message)
        return
    for field in lacking:
        message = f"There is no {words(field)}. {measure.code} is worked out from {_needed(ways)}."
        yield Fault(field, "figure_missing", message)


def _needed(ways: tuple[tuple[str, ...], ...]) -> str:
    """Say what a measure can be worked out from, as in “a value and a sample size”."""
    return ", or ".join(listed([with_article(words(field)) for field in way]) for way in ways)


def counts_are_whole(row: Row, measure: MeasureFacts) -> Iterator[Fault]:
    count = row.numerator
    if measure.kind in WHOLE_COUNTS and count is not None and count % 1:
        message = (
            f"{measure.code} counts events, and {count} is not a whole number. Give the count "
            "itself, not a rate or a mean."
        )
        yield Fault("numerator", "not_whole", message)


def parts_are_within_their_whole(row: Row, measure: MeasureFacts) -> Iterator[Fault]:
    if measure.kind not in PARTS_OF_A_WHOLE:
        return
    for part_field, whole_field in (COUNTS, GROUP_2):
        part, whole = _figure(row, part_field), _figure(row, whole_field)
        if part is not None and whole is not None and part > whole > 0:
            message = (
                f"The {words(part_field)}, {part}, is larger than the {words(whole_field)}, "
                f"{whole}, of which it is a part. Are the two exchanged?"
            )
            yield Fault(part_field, "part_above_whole", message)


def shares_are_percentages(row: Row, measure: MeasureFacts) -> Iterator[Fault]:
    if measure.kind != "survey_proportion" or row.value is None:
        return
    if not 0 <= row.value <= HUNDRED_PER_CENT:
        message = f"{row.value} is no percentage. Give the value as one from 0 to 100."
        yield Fault("value", "not_a_percentage", message)


def denominator_is_known(
    row: Row, measure: MeasureFacts, area: AreaFacts, facts: Facts
) -> Iterator[Fault]:
    """A blank denominator is the population where the measure says so and there is one."""
    if _is_filled(row, measure) and population_of(row, measure, area, facts) is None and row.period:
        ages = "" if measure.age_band == "all" else f" aged {measure.age_band}"
        message = (
            f"There is no mid-year population{ages} of {area} for {row.period.population_year} to "
            "take for a blank denominator. Give the denominator."
        )
        yield Fault("denominator", "no_population", message)


def denominator_of(
    row: Row, measure: MeasureFacts, area: AreaFacts, facts: Facts
) -> Decimal | None:
    """Return the denominator of a row, the population where it leaves that out."""
    filled = _is_filled(row, measure)
    return population_of(row, measure, area, facts) if filled else row.denominator


def _is_filled(row: Row, measure: MeasureFacts) -> bool:
    is_blank = not _has(row, "denominator")
    return is_blank and measure.base == "population" and row.status in WITH_VALUE


def population_of(row: Row, measure: MeasureFacts, area: AreaFacts, facts: Facts) -> Decimal | None:
    """Return the mid-year population that belongs to a row's area, period and measure."""
    if row.period is None:
        return None
    count = facts.populations.get((area.id, row.period.population_year, measure.age_band))
    return None if count is None else Decimal(count)
