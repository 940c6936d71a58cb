"""Result 5: was the baseline an unusual year, which alone would come right again?"""

from indicators.statistics.ambition import regression_to_mean

from .elsewhere import Elsewhere, Group
from .facts import Offered, Own, Subject
from .results import Result
from .scales import back, onto, scaled

NAME, HEADING = "regression", "Was the baseline an unusual year?"
METHOD = (
    "The baseline drawn towards its most similar areas in the same year (regression to the mean): "
    "the further, the more of it may be chance. Efron and Morris (1977)."
)


def regression(subject: Subject, offered: Offered, own: Own, elsewhere: Elsewhere | None) -> Result:
    """Return what the baseline would likely be if it were measured again, and whether that does."""
    if reason := _why_not(subject, offered, own, elsewhere):
        return Result(NAME, HEADING, reason, METHOD, is_given=False)
    assert elsewhere is not None
    group = elsewhere.groups[offered.baseline_year]
    _, variance = scaled(subject, offered.baseline, own.size or 0, max(own.dispersion, 1))
    found = regression_to_mean(
        onto(subject, offered.baseline),
        variance,
        group.mean,
        group.between,
        onto(subject, offered.value),
        improvement=subject.improvement,
    )
    return _given(subject, offered, group, value=float(found.value), is_met=bool(found.met_already))


def _given(
    subject: Subject, offered: Offered, group: Group, *, value: float, is_met: bool
) -> Result:
    again = back(subject, value)
    said = (
        f"Measured again, the baseline of {subject.said(offered.baseline)} would likely be nearer "
    )
    said += f"{subject.said(again)}"
    meets = (
        f", which meets {subject.said(offered.value)} already: it may have been an unusual year."
        if is_met
        else f". That alone would not meet {subject.said(offered.value)}."
    )
    return Result(
        NAME,
        HEADING,
        said + meets,
        METHOD,
        numbers=(
            (f"Baseline, {offered.baseline_label}", subject.said(offered.baseline)),
            ("Mean of its most similar areas", subject.said(back(subject, group.mean))),
            ("Baseline drawn towards them", subject.said(again)),
        ),
        caution="The baseline may have been an unusual year" if is_met else "",
    )


def _why_not(subject: Subject, offered: Offered, own: Own, elsewhere: Elsewhere | None) -> str:
    if elsewhere is None:
        return "The figures of other areas were not kept with this evidence."
    if offered.baseline_year not in elsewhere.groups:
        return (
            "Too few of its most similar areas have a figure with its count for "
            f"{offered.baseline_label}."
        )
    if own.size is None or not own.size > 0:
        return "What is behind the baseline is not known, so chance cannot be told from it."
    least, most = 0, subject.per if subject.parts.is_share else float("inf")
    if not (least < offered.baseline < most and least < offered.value < most):
        return "Values at the very end of the scale cannot be drawn towards others."
    return ""
