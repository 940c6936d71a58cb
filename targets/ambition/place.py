"""Result 3: where would it put the area among its most similar ones?"""

import numpy as np

from indicators.statistics.ambition import Place, place_among_peers
from indicators.statistics.ambition.others import FEWEST_PEERS
from indicators.statistics.reasons import TOO_FEW

from .elsewhere import Elsewhere
from .facts import Offered, Own, Subject
from .results import Result
from .words import ordinal

NAME, HEADING = "place", "Where would it put the area?"
METHOD = (
    "The baseline ranked among its most similar areas in the year of the baseline, the value "
    "offered among their projections: as they would be if each followed its own trend. 1st is best."
)


def place(subject: Subject, offered: Offered, own: Own, elsewhere: Elsewhere | None) -> Result:
    """Return from which rank among its peers to which the value would move the area."""
    if reason := _why_not(offered, own, elsewhere):
        return Result(NAME, HEADING, reason, METHOD, is_given=False)
    assert elsewhere is not None
    now = [one.figures.get(offered.baseline_year, np.nan) for one in elsewhere.peers]
    then = [np.nan if one.projected is None else one.projected for one in elsewhere.peers]
    found = place_among_peers(
        offered.baseline, offered.value, [now], [then], improvement=subject.improvement
    )
    if np.isnan(found.rank_now[0]):
        return Result(NAME, HEADING, _nobody(offered), METHOD, is_given=False)
    return _given(offered, found)


def _given(offered: Offered, found: Place) -> Result:
    before, after, of = (int(one[0]) for one in (found.rank_now, found.rank_then, found.of))
    moves = (
        f"It would stay {ordinal(after)} of {of}"
        if before == after
        else f"It would move from {ordinal(before)} to {ordinal(after)} of {of}"
    )
    few = f" They are fewer than {FEWEST_PEERS}, too few to judge by." if _is_few(found) else ""
    return Result(
        NAME,
        HEADING,
        f"{moves}, if the others follow their trends.{few}",
        METHOD,
        numbers=(
            (f"Place in {offered.baseline_label}", f"{ordinal(before)} of {of}"),
            (f"Place in {offered.label}", f"{ordinal(after)} of {of}"),
            ("Projections of others that it betters", f"{found.percentile_then[0]:.0f}%"),
            *([] if _is_few(found) else [("z against those projections", _signed(found))]),
        ),
        caution="It would fall behind similar areas" if after > before else "",
    )


def _is_few(found: Place) -> bool:
    return str(found.reason[0]) == TOO_FEW


def _signed(found: Place) -> str:
    return f"{found.z_then[0]:+.1f}".replace("-", "\N{MINUS SIGN}")


def _nobody(offered: Offered) -> str:
    return (
        f"None of its most similar areas has both a figure for {offered.baseline_label} and a "
        f"projection for {offered.label}."
    )


def _why_not(offered: Offered, own: Own, elsewhere: Elsewhere | None) -> str:
    if own.change:
        return f"{own.change} So its place before and after does not compare."
    if elsewhere is None:
        return "The projections of other areas were not kept with this evidence."
    if not elsewhere.peers:
        return "There is no group of most similar areas to hold it against."
    if offered.baseline <= 0 or offered.value <= 0:
        return "Ranks are worked out on a scale that has no nought."
    return ""
