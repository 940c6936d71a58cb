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

NO_CHANCE = "What is behind the baseline is not known, so chance cannot be told from it."


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
    if str(found.reason):
        return Result(NAME, HEADING, NO_CHANCE, METHOD, is_given=False)
    return _given(subject, offered, group, value=float(found.value), is_met=bool(found.met_already))


def _given(
    subject: Subject, offered: Offered, group: Group, *, value: float, is_met: bool
) -> Result:
    again, target = subject.said(back(subject, value)), subject.said(offered.value)
    baseline = subject.said(offered.baseline)
    nearer = f"Measured again, the baseline of {baseline} would likely be nearer {again}"
    was_met = subject.improvement * (offered.baseline - offered.value) >= 0
    is_unusual = is_met and not was_met
    if was_met:
        sentence = f"{nearer}. As it was measured it meets {target} already."
    elif is_met:
        sentence = f"{nearer}, which meets {target} already: it may have been an unusual year."
    else:
        sentence = f"{nearer}. That alone would not meet {target}."
    return Result(
        NAME,
        HEADING,
        sentence,
        METHOD,
        numbers=(
            (f"Baseline, {offered.baseline_label}", baseline),
            ("Mean of its most similar areas", subject.said(back(subject, group.mean))),
            ("Baseline drawn towards them", again),
        ),
        caution="The baseline may have been an unusual year" if is_unusual else "",
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
        return NO_CHANCE
    least, most = 0, subject.per if subject.parts.is_share else float("inf")
    if not (least < offered.baseline < most and least < offered.value < most):
        return "Values at the very end of the scale cannot be drawn towards others."
    return ""
