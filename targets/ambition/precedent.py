"""Result 2: has anybody done as much?"""

import numpy as np

from indicators import printing
from indicators.statistics import ambition as statistics
from indicators.statistics.ambition.others import FEWEST_CHANGES

from .elsewhere import Changes, Elsewhere
from .facts import Offered, Own, Subject
from .results import Result
from .words import changed_by, years

NAME, HEADING = "precedent", "Has anybody done as much?"
METHOD = (
    "The change asked for beside every change over as many years that was published of other "
    f"areas, by ratio; at least {FEWEST_CHANGES} are needed. Changes across a new definition are "
    "left out."
)
RARE, COMMON = 10, 75
"""Per cent of changes elsewhere that did as well, from which a reader is told; a judgement."""


def precedent(subject: Subject, offered: Offered, own: Own, elsewhere: Elsewhere | None) -> Result:
    """Return how many of the changes seen elsewhere were at least as good."""
    if reason := _why_not(offered, own, elsewhere):
        return Result(NAME, HEADING, reason, METHOD, is_given=False)
    assert elsewhere is not None
    groups = {
        "other areas": elsewhere.changes_of_all.get(offered.length, Changes()),
        "its most similar areas": elsewhere.changes_of_peers.get(offered.length, Changes()),
    }
    shares = {who: _as_good(subject, offered, changes) for who, changes in groups.items()}
    seen = {who: share for who, share in shares.items() if share is not None}
    if not seen:
        return Result(NAME, HEADING, _too_few(offered, groups), METHOD, is_given=False)
    return Result(
        NAME,
        HEADING,
        _sentence(offered, groups, shares),
        METHOD,
        numbers=(
            ("Change asked for", changed_by(offered.baseline, offered.value)),
            *((f"At least as good in {who}", f"{share:.0f}%") for who, share in seen.items()),
        ),
        caution=_caution(list(seen.values())),
    )


def _as_good(subject: Subject, offered: Offered, changes: Changes) -> float | None:
    """Return the percentage of changes at least as good as the one asked for; None of too few."""
    if changes.number < FEWEST_CHANGES:
        return None
    after = np.exp(changes.logs)
    found = statistics.precedent(
        offered.baseline,
        offered.value,
        np.ones_like(after),
        after,
        improvement=subject.improvement,
    )
    return 100 - float(found.percentile[0])


def _sentence(offered: Offered, groups: dict[str, Changes], shares: dict[str, float | None]) -> str:
    asked = f"It asks for {changed_by(offered.baseline, offered.value)} in {years(offered.length)}."
    return " ".join(
        [asked]
        + [
            f"Of {printing.count(changes.number)} changes over as long in {who}, "
            f"{_percent(shares[who])} were at least as good."
            if shares[who] is not None
            else f"In {who} only {printing.count(changes.number)} were seen, too few to say."
            for who, changes in groups.items()
        ]
    )


def _percent(share: float | None) -> str:
    """Return a share as it is said: none and all only where they are."""
    assert share is not None
    if 0 < share < 1:
        return "under 1%"
    if share == 0:
        return "none"
    return "all" if share == 100 else f"{min(share, 99):.0f}%"


def _caution(shares: list[float]) -> str:
    if min(shares) < RARE:
        return "Few areas have improved as much in as long"
    return "Most areas have improved as much in as long" if min(shares) >= COMMON else ""


def _why_not(offered: Offered, own: Own, elsewhere: Elsewhere | None) -> str:
    if own.change:
        return f"{own.change} So changes seen before do not compare."
    if offered.length < 1:
        return f"The baseline, {offered.baseline_label}, is not before {offered.label}."
    if offered.baseline <= 0 or offered.value <= 0:
        return "A change from nought or to nought has no ratio to compare."
    if elsewhere is None:
        return "What other areas have done was not kept with this evidence."
    return ""


def _too_few(offered: Offered, groups: dict[str, Changes]) -> str:
    most = max(changes.number for changes in groups.values())
    return (
        f"Only {printing.count(most)} changes over {years(offered.length)} were seen in other "
        f"areas, and {FEWEST_CHANGES} are needed to say."
    )
