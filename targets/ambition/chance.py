"""Result 1: would the target be met if nothing new were done?"""

from indicators import printing
from indicators.statistics.ambition import probability_of_meeting
from indicators.statistics.ambition.chances import WORDS

from .facts import Offered, Own, Projection, Subject
from .results import Result

NAME, HEADING = "chance", "Would it be met anyway?"
METHOD = (
    "The projection of the area's own figures, which assumes that nothing new is done. The chance "
    "is given to the nearest 5%. Its words are "
    + ", ".join(f"“{word}” from {cut:.0%}" for cut, word in WORDS[:-1])
    + f" and “{WORDS[-1][1]}” below that: where they change over is a judgement."
)


def chance(subject: Subject, offered: Offered, own: Own) -> tuple[Result, str]:
    """Return the chance of meeting the value if nothing new is done, and the word for it."""
    ahead = own.projection
    if reason := _why_not(offered, own):
        return Result(NAME, HEADING, reason, METHOD, is_given=False), ""
    assert ahead is not None
    found = probability_of_meeting(
        offered.value / subject.whole,
        ahead.median / subject.whole,
        ahead.variance,
        improvement=subject.improvement,
        scale=subject.scale,
    )
    if str(found.reason):
        sentence = "The value lies outside what the projection can speak of."
        return Result(NAME, HEADING, sentence, METHOD, is_given=False), ""
    said, word = printed_chance(float(found.printed)), str(found.word)
    return _given(subject, offered, ahead, said, word), word


def _given(subject: Subject, offered: Offered, ahead: Projection, said: str, word: str) -> Result:
    between = printing.interval(ahead.lower, ahead.upper, subject.decimals)
    return Result(
        NAME,
        HEADING,
        f"If nothing new is done, the chance of meeting {subject.said(offered.value)} in "
        f"{offered.label} is {said}: {word}.",
        METHOD,
        numbers=(
            ("Chance if nothing new is done", said),
            (f"Projection for {ahead.label}", subject.said(ahead.median)),
            ("95% range of the projection", between),
        ),
    )


def printed_chance(nearest: float) -> str:
    """Return a chance, given to the nearest 5%, as people say it: never none, never certain."""
    if nearest <= 0:
        return "under 5%"
    return "over 95%" if nearest >= 1 else f"about {nearest:.0%}"


def _why_not(offered: Offered, own: Own) -> str:
    ahead = own.projection
    if own.change:
        return f"{own.change} So the projection says nothing of this value."
    if ahead is None:
        return f"There is no projection: {own.why_no_projection}."
    if ahead.year != offered.year:
        return (
            f"The projection is for {ahead.label} alone, and the last value offered is for "
            f"{offered.label}."
        )
    return ""
