"""What was found in a return, in sentences."""

from indicators import printing
from indicators.judging import IMPLAUSIBLE, LARGE_CHANGE, NOT_REPRODUCED, OUTLIER
from indicators.models import Finding
from indicators.reading.judging import rules

OPERATORS = {
    "<": "less than",
    "<=": "at most",
    "==": "equal to",
    "!=": "other than",
    ">=": "at least",
    ">": "more than",
}


def told(finding: Finding) -> str:
    """Say what a row has and what it was held against, as in `Row 5: 120, not at most 100`."""
    return f"Row {finding.row}: {_compared(finding)}"


def _compared(finding: Finding) -> str:
    """Compare two numbers in the words of the rule they break."""
    said, against = (printing.significant(n) for n in (finding.said, finding.against))
    match finding.rule:
        case kind if kind == LARGE_CHANGE:
            return f"{against} becomes {said}{_by(finding)}"
        case kind if kind == OUTLIER:
            return (
                f"{said}, where the {finding.n} periods before stood around {against} (robust z "
                f"{finding.score:.1f})"
            )
        case kind if kind == IMPLAUSIBLE:
            return f"{said}, where the highest of {finding.n} other areas is {against}"
        case kind if kind == NOT_REPRODUCED:
            return f"the value sent is {said}, and the counts come to {against}"
    operator = {rule.code: OPERATORS[rule.operator] for rule in rules()}.get(finding.rule)
    return f"{said}, not {operator} {against}" if operator else f"{said} against {against}"


def _by(finding: Finding) -> str:
    """Say by how much, of what is not nought."""
    if not finding.against:
        return ""
    share = 100 * (finding.said - finding.against) / abs(finding.against)
    return f", {abs(share):.0f}% {'more' if share > 0 else 'less'}"
