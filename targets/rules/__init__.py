"""What law and arithmetic ask of the lines of an agreement. Evidence is no rule: it only informs.

Pure: lines in, findings out. A rule that blocks keeps an offer from being made; one that does not
is said beside it, and becomes a condition only when the agreement is submitted.
"""

from collections.abc import Iterable
from datetime import date

from .amounts import AMOUNTS
from .law import DESIGNATED_AT_MOST, EDUCATION_AND_EARLY_YEARS, LAW, TOO_MANY
from .lines import Finding, Line, PartLine, PlanLine, Rule
from .other_plans import OTHER_PLANS
from .parts import PARTS
from .revisions import OF_A_REVISION, RevisedLine, findings_of_revision
from .waiting import WAITING

OF_A_LINE = (*LAW, *AMOUNTS, *PARTS, *OTHER_PLANS, *WAITING)

__all__ = [
    "DESIGNATED_AT_MOST",
    "EDUCATION_AND_EARLY_YEARS",
    "LAW",
    "OF_A_LINE",
    "OF_A_REVISION",
    "OTHER_PLANS",
    "TOO_MANY",
    "Finding",
    "Line",
    "PartLine",
    "PlanLine",
    "RevisedLine",
    "Rule",
    "findings",
    "findings_of",
    "findings_of_revision",
]


def findings_of(line: Line, on: date) -> list[Finding]:
    """Return what is wrong with one line on a day, in the order of the rules."""
    return [
        Finding(rule, line.title, sentence)
        for rule in OF_A_LINE
        if (sentence := rule.check(line, on))
    ]


def findings(lines: Iterable[Line], on: date) -> list[Finding]:
    """Return what is wrong with a package: first as a whole, then line by line."""
    lines = list(lines)
    number = sum(line.type == "designated" for line in lines)
    whole = []
    if number > DESIGNATED_AT_MOST:
        too_many = number - DESIGNATED_AT_MOST
        sentence = (
            f"{number} targets are to be designated, {too_many} more than the "
            f"{DESIGNATED_AT_MOST} there may be. Make {too_many} of them local, or leave them out."
        )
        whole = [Finding(TOO_MANY, "", sentence)]
    return whole + [finding for line in lines for finding in findings_of(line, on)]
