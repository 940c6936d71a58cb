"""What a summary says of its series, in words. Pure: nothing is worked out here, only said."""

from dataclasses import dataclass
from datetime import date

from indicators.models import Cause, Marker, MeasureKind, SeriesSummary
from indicators.periods import Period, PeriodKind

from . import printing
from .charts.wording import capitalised, within_sentence
from .summaries import IMPROVEMENT, NO_YEARS, SINCE_BREAK, TOO_FEW_YEARS

BEYOND_CHANCE = 1.96
"""Standard errors from nought at which a yearly change is more than chance, 19 times in 20."""

DIRECTIONS = {Marker.INCREASING: 1, Marker.DECREASING: -1, Marker.NO_CHANGE: 0}
WORDS = {1: "Rising", -1: "Falling", 0: "No significant trend"}
WORDS_OF_SURVEYS = {
    1: "Higher than in the survey before",
    -1: "Lower than in the survey before",
    0: "No significant change between surveys",
}

REASONS = {
    "missing": "no figure",
    "no base": "nothing to divide by",
    "no events": "no events in the last year",
    "no expected": "no number was predicted to compare with",
    "no fit": "the season cannot be told from these figures",
    "no interval": "a year without an interval",
    "no variation": "the figures hardly vary",
    "one year decides": "one year alone would decide it",
    "part missing": "a period is missing",
    "too few": "too few figures",
    "too few points": "too few points for limits",
    "too few events": "too few events a period",
}
"""What short reasons mean; those that are not here are said as they are."""

NO_FIVE_YEARS = (TOO_FEW_YEARS, NO_YEARS)
"""Reasons for no yearly trend that leave the months or quarters free to show one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A statistic in words; where there is none, `text` is empty and `reason` says why.

    `part` is what its explanation is called, `detail` what a reader needs beside it, and `travel`
    the direction of travel: `improving`, `deteriorating`, or nothing where neither can be said.
    """

    part: str
    text: str = ""
    detail: str = ""
    reason: str = ""
    travel: str = ""


# --- Each part ------------------------------------------------------------------------------------


def trend(summary: SeriesSummary) -> Finding:
    """Return which way the series goes, and by how much a year where that agrees."""
    if summary.trend in DIRECTIONS:
        direction = DIRECTIONS[Marker(summary.trend)]
        part, detail = "trend", _until(summary)
    elif summary.yearly_change is not None and summary.trend_reason.startswith(NO_FIVE_YEARS):
        direction = _direction_of_change(summary)
        part, detail = "change", "from the months or quarters, as there are not five years to go by"
    else:
        return Finding("trend", reason=why_not(summary.trend_reason or summary.change_reason))
    is_survey = summary.measure.kind == MeasureKind.SURVEY_PROPORTION
    words = (WORDS_OF_SURVEYS if is_survey else WORDS)[direction]
    return Finding(
        part,
        f"{words}{_by_how_much(summary, direction)}",
        detail=detail,
        travel=_travel(direction, summary.measure.polarity),
    )


def control(summary: SeriesSummary) -> Finding:
    """Return what the control chart says of the newest point."""
    if summary.upper_limit is None or summary.lower_limit is None:
        return Finding("control", reason=why_not(summary.control_reason))
    decimals = summary.measure.decimals
    limits = printing.interval(summary.lower_limit, summary.upper_limit, decimals)
    name = "trial limits" if summary.control_reason else "limits"
    cause = f"{Cause(summary.cause).label}; " if summary.cause else ""
    said = summary.get_point_type_display()
    return Finding("control", said, detail=f"{cause}{name} {limits}")


def peers(summary: SeriesSummary) -> Finding:
    """Return where the area stands among its peers: by grade, else by percentile alone."""
    position = _percentile(summary)
    if summary.grade:
        return Finding("peers", _graded(summary.grade), detail=position)
    reason = why_not(summary.peers_reason)
    if position:
        return Finding("peers", position, reason=f"not judged: {reason}")
    return Finding("peers", reason=reason)


def group_average(summary: SeriesSummary) -> str:
    """Return the published average of its group, over how many areas, and when."""
    if summary.group_average is None:
        return ""
    average = printing.number(summary.group_average, summary.measure.decimals)
    return f"{average}, mean of {summary.peer_count + 1} areas{_in(summary.compared_period)}"


def projection(summary: SeriesSummary) -> Finding:
    """Return where the figure may be in the target year if nobody does anything new."""
    decimals = summary.measure.decimals
    span = printing.interval(summary.projected_lower_95, summary.projected_upper_95, decimals)
    if not span:
        return Finding("projection", reason=why_not(summary.projection_reason))
    inner = printing.interval(summary.projected_lower_50, summary.projected_upper_50, decimals)
    return Finding("projection", span, detail=f"as likely as not {inner}" if inner else "")


def carried_forward(summary: SeriesSummary) -> str:
    """Return the figure of the target year if all stays as in the last."""
    if summary.carried_forward is None:
        return ""
    return printing.number(summary.carried_forward, summary.measure.decimals)


# --- All in a sentence ----------------------------------------------------------------------------


def sentence(summary: SeriesSummary) -> str:
    """Return what the summary comes to in a sentence, or why nothing can be said."""
    clauses = [trend(summary).text, _standing_out(summary), *_among_peers(summary)]
    ahead = projection(summary).text
    if ahead:
        clauses.append(f"on present course {ahead} in {summary.target_period.label}")
    said = "; ".join(filter(None, clauses))
    if not said:
        said = f"nothing can be said yet: {why_not(summary.trend_reason)}"
    return f"{capitalised(said)}."


def _standing_out(summary: SeriesSummary) -> str:
    """Return the newest point's clause: only a special cause is worth one."""
    found = control(summary)
    if not summary.cause or not found.text:
        return ""
    return f"{summary.period.label} {found.text.lower()}"


def _among_peers(summary: SeriesSummary) -> list[str]:
    found = peers(summary)
    return [within_sentence(found.text)] if found.text else []


# --- Words ----------------------------------------------------------------------------------------


def why_not(reason: str) -> str:
    """Return why a statistic is not given, in words that follow a colon."""
    is_cut = reason.endswith(SINCE_BREAK)
    short = reason.removesuffix(SINCE_BREAK)
    return REASONS.get(short, short) + (SINCE_BREAK if is_cut else "")


def _direction_of_change(summary: SeriesSummary) -> int:
    """Return the sign of the yearly change where it is more than chance, else 0."""
    change, error = summary.yearly_change or 0.0, summary.yearly_change_error
    if error is None or abs(change) <= BEYOND_CHANCE * error:
        return 0
    return 1 if change > 0 else -1


def _by_how_much(summary: SeriesSummary, direction: int) -> str:
    """Return the change a year, unless it is of another direction than the trend."""
    change = summary.yearly_change
    if change is None or change * direction <= 0:
        return ""
    return f" {abs(change):.0%} a year" if abs(change) >= 0.005 else " less than 1% a year"


def _travel(direction: int, polarity: str) -> str:
    better = IMPROVEMENT.get(polarity, 0)
    return {1: "improving", -1: "deteriorating"}.get(direction * better, "")


def _until(summary: SeriesSummary) -> str:
    """Return over which years, or since which survey, the trend is looked at."""
    if summary.trend_start is None:
        return ""
    if summary.measure.kind == MeasureKind.SURVEY_PROPORTION:
        return f"by the survey of {summary.trend_start.year}"
    return f"over five years to {_year_of(summary.trend_start).label}"


def _year_of(start: date) -> Period:
    kind = PeriodKind.CALENDAR_YEAR if start.month == 1 else PeriodKind.FINANCIAL_YEAR
    return Period(kind, start)


def _graded(grade: str) -> str:
    """Return a grade as it is said of an area, as in `Slightly better than its peers`."""
    if grade == "in line":
        return "In line with its peers"
    than = "" if grade.endswith(("above", "below")) else " than"
    return f"{capitalised(grade)}{than} its peers"


def _percentile(summary: SeriesSummary) -> str:
    if summary.percentile is None:
        return ""
    does = "Does better" if summary.measure.polarity in IMPROVEMENT else "Is higher"
    those = "peer" if summary.peer_count == 1 else "peers"
    return f"{does} than {summary.percentile:.0f}% of its {summary.peer_count} {those}"


def _in(period: Period | None) -> str:
    return f", {period.label}" if period else ""
