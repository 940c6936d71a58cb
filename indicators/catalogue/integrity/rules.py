"""What must hold of the validation rules."""

from collections import Counter
from collections.abc import Iterator

from indicators.catalogue.rules import PARTS
from indicators.catalogue.schema import Catalogue

OF_OUR_OWN = frozenset({"large_change", "outlier", "implausible", "not_reproduced"})
"""Codes of what is found by arithmetic and not by a rule of the file."""

READS = {
    "numerator": frozenset({"score", "standardised_rate"}),
    "denominator": frozenset({"score", "standardised_rate", "rolling_change"}),
}
"""Fields, and the kinds of measure of which none is collected."""

ADD_UP = frozenset({"count_rate", "clustered_rate", "rolling_change"})


def rules_are_called_by_codes_of_their_own(catalogue: Catalogue) -> Iterator[str]:
    """No two rules have one code, and none has that of a finding of our own."""
    counted = Counter(rule.code for rule in catalogue.rules)
    for code, count in counted.items():
        if count > 1:
            yield f"{code} is the code of {count} rules."
        if code in OF_OUR_OWN:
            yield f"{code} is what is found without any rule."


def rules_are_of_measures_that_there_are(catalogue: Catalogue) -> Iterator[str]:
    """Each kind and each measure that a rule names has a measure in the catalogue."""
    codes = {measure.code for _, measure in catalogue.measures}
    kinds = {measure.kind for _, measure in catalogue.measures}
    for rule in catalogue.rules:
        named = {*rule.measures, *rule.other_measures}
        for unknown in sorted((named - codes) | (set(rule.kinds) - kinds)):
            yield f"{rule.code} names {unknown}, which the catalogue does not have."


def rules_read_figures_that_are_collected(catalogue: Catalogue) -> Iterator[str]:
    """No rule reads a count of a measure that is collected without one."""
    for rule in catalogue.rules:
        for side in rule.sides:
            if lacking := READS.get(side.field, frozenset()).intersection(rule.kinds):
                yield f"{rule.code} reads a {side.field} of a {', '.join(sorted(lacking))}."


def rules_hold_two_different_things_together(catalogue: Catalogue) -> Iterator[str]:
    """The sides of a rule differ, and one is of the row that was sent."""
    for rule in catalogue.rules:
        left, right = ((side.field, side.of) for side in rule.sides)
        if left == right:
            yield f"{rule.code} holds the {rule.left.field} against itself."
        if "row" not in {side.of for side in rule.sides}:
            yield f"{rule.code} has no side of the row that was sent."


def only_sums_know_of_some_missing(catalogue: Catalogue) -> Iterator[str]:
    """A rule goes on with some values missing only where it sums several."""
    for rule in catalogue.rules:
        for side in rule.sides:
            if side.missing == "skip_if_all" and side.of != PARTS:
                yield f"{rule.code} reads one value, and skips if all are missing."


def wholes_are_held_against_parts_that_add_up(catalogue: Catalogue) -> Iterator[str]:
    """Only numerators of counts are summed over parts, and only for measures with two levels."""
    measures = [measure for _, measure in catalogue.measures]
    for rule in catalogue.rules:
        if not rule.is_of_parts:
            continue
        held = [m for m in measures if rule.holds_for(m.code, m.kind)]
        if any(side.of == PARTS and side.field != "numerator" for side in rule.sides):
            yield f"{rule.code} sums something else than numerators."
        if not all(m.kind in ADD_UP for m in held):
            yield f"{rule.code} sums what does not add up."
        if not any(len(m.levels) > 1 for m in held):
            yield f"{rule.code} is of measures that are collected at one level only."
