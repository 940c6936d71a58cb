"""Result 4: could it be told from no change at all that the target was met?"""

import numpy as np

from indicators import printing
from indicators.statistics.ambition import Detectable, detectable, detectable_count
from indicators.summaries import Counting

from .facts import Offered, Own, Subject
from .results import Result

NAME, HEADING = "detectable", "Could it be shown to be met?"
OF_SURVEYS = (
    "The smallest change that two surveys of this size would show to be more than chance, at 95%, "
    "the design of the survey allowed for. To find a real change four times in five takes about "
    "1.4 times as much."
)
OF_CASES = (
    "The smallest change that as many cases in either year would show to be more than chance, at "
    "95%."
)
OF_COUNTS = (
    "Twice the difference of the square roots of both counts over the root of their dispersion, "
    "held against 1.96: beyond it, a change is more than chance at 95%. The baseline is taken as "
    "known."
)
NOT_SHOWN = "It could not be shown to be met"


def detection(subject: Subject, offered: Offered, own: Own) -> Result:
    """Return whether meeting the value could be told from no change."""
    if own.size is None or not own.size > 0:
        return Result(NAME, HEADING, _unknown(subject), _method(subject), is_given=False)
    return (
        _of_shares(subject, offered, own)
        if subject.parts.is_share
        else _of_counts(subject, offered, own)
    )


def _method(subject: Subject) -> str:
    if subject.parts.is_share:
        return OF_SURVEYS if subject.is_survey else OF_CASES
    return OF_COUNTS


def _unknown(subject: Subject) -> str:
    what = "size of the survey" if subject.is_survey else "count"
    return f"The {what} behind the baseline is not known, so it cannot be told."


def _of_shares(subject: Subject, offered: Offered, own: Own) -> Result:
    found = detectable(
        offered.baseline / subject.per, offered.value / subject.per, own.size or np.nan
    )
    asked = subject.per * float(found.size)
    needed = subject.per * float(found.needed)
    those = "two surveys of this size" if subject.is_survey else "as many cases"
    least = (
        f"the smallest change that {those} could show is {needed:.1f} percentage points"
        if np.isfinite(needed)
        else f"no change that way could be shown by {those}"
    )
    size_of = "Answers that the survey is worth" if subject.is_survey else "Cases"
    return Result(
        NAME,
        HEADING,
        f"It asks for {asked:.1f} percentage points, and {least}: {_verdict(found)}.",
        _method(subject),
        numbers=(
            ("Change asked for", f"{asked:.1f} percentage points"),
            *([("Smallest that shows", f"{needed:.1f}")] if np.isfinite(needed) else []),
            (size_of, printing.count(round(own.size or 0))),
        ),
        caution="" if bool(found.shown) else NOT_SHOWN,
    )


def _of_counts(subject: Subject, offered: Offered, own: Own) -> Result:
    assert own.size is not None
    before, after = (one / subject.per * own.size for one in (offered.baseline, offered.value))
    found = detectable_count(before, after, dispersion=max(own.dispersion, 1))
    counts = f"from {_events(before)} to {_events(after)} a year"
    of_expected = " of as many expected" if subject.parts.counting is Counting.EXPECTED else ""
    return Result(
        NAME,
        HEADING,
        f"It asks for a change {counts}{of_expected}: {_verdict(found)}.",
        OF_COUNTS,
        numbers=(
            ("Count of the baseline", _events(before)),
            ("Count if met, nothing else changing", _events(after)),
            ("How far beyond chance it is (z)", f"{float(found.size):.1f}"),
            ("How far it has to be (z)", f"{float(found.needed):.2f}"),
            ("Dispersion of the counts", f"{max(own.dispersion, 1):.1f}"),
        ),
        caution="" if bool(found.shown) else NOT_SHOWN,
    )


def _events(count: float) -> str:
    return printing.number(count, 0)


def _verdict(found: Detectable) -> str:
    if bool(found.shown):
        return "meeting it could be told from no change"
    return "meeting it could not be told from no change"
