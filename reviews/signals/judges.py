"""Each kind of signal as a function: facts and settings in; fired, with its sentence, or not.

Preconditions come first, for all kinds alike: no placeholder, a direction, no break in the series,
nothing provisional where it would alarm. What is only worth watching has the seriousness 0: it
orders a list and opens nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from indicators import printing

from .facts import Facts, Seen
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Fired:
    """That a rule fired: how serious that is by itself, in which words, on which numbers."""

    kind: str
    seriousness: int
    sentence: str
    numbers: Mapping[str, object] = field(default_factory=dict)
    """What it rests on, to be copied: values, n, chances."""
    look: str = ""
    """What tells this look from the next: the same data is the same look, revised or not."""


Judge = Callable[[Facts, Settings], Fired | None]


def fired(facts: Facts, settings: Settings) -> list[Fired]:
    """Return the signals that fire, in the order of `JUDGES`."""
    return [one for judge in JUDGES.values() if (one := judge(facts, settings))]


def _tested(facts: Facts) -> bool:
    """Whether figures of the target may be tested at all."""
    return bool(facts.improvement) and not (
        facts.is_placeholder or facts.has_break or facts.is_rare
    )


def _enough(facts: Facts, settings: Settings) -> bool:
    """Whether there are events enough in a year; what is no count has no such bound."""
    events = facts.placed.events if facts.placed else None
    return events is None or events >= settings.fewest_events


def _said(facts: Facts, value: float) -> str:
    return printing.with_unit(printing.number(value, facts.decimals), facts.unit)


def _is_bad_side(facts: Facts, value: float, of: float) -> bool:
    return (value - of) * -facts.improvement > 0


def off_track(facts: Facts, settings: Settings) -> Fired | None:
    """Watch at 0, concern at 1; "intervene and review" at 2, once the month's returns are in."""
    seen = facts.seen
    if not seen or not _tested(facts) or seen.level not in OFF_TRACK:
        return None
    seriousness = OFF_TRACK[seen.level]
    if facts.is_provisional:
        seriousness = 0
    elif not seen.is_settled:
        seriousness = min(seriousness, 1)
    sentence = (
        f"{printing.number(seen.to_date, 0)} events in {seen.year} up to {seen.until}, where the "
        f"agreed path has {printing.number(seen.expected, 0)}."
    )
    sentence += _left_out(seen)
    if seriousness == 0:
        sentence += " That is no more than chance may do: it is only worth watching."
    if seen.p_meet is not None:
        sentence += (
            " If the rest of the year is as the last, the chance of meeting the year's target is "
            f"{chance_in_words(seen.p_meet)}."
        )
    return Fired(
        "OFFTRACK",
        seriousness,
        sentence,
        {
            "level": seen.level,
            "to_date": seen.to_date,
            "expected": seen.expected,
            "p": seen.p,
            "p_meet": seen.p_meet,
            "look": seen.look,
            "looks": seen.looks,
        },
        look=f"{seen.year} {seen.look} of {seen.looks}",
    )


def _left_out(seen: Seen) -> str:
    """Say which part of the year so far never came; nothing where all is in."""
    if not seen.missing:
        return ""
    kind = "month" if seen.looks == 12 else "quarter"
    many = f"one {kind} that is" if seen.missing == 1 else f"{seen.missing} {kind}s that are"
    return f" Both leave out {many} missing."


OFF_TRACK = {"watch": 0, "concern": 1, "intervene_review": 2}
"""How serious a level is by itself (design: statistics open a case, people judge it)."""


def chance_in_words(chance: float) -> str:
    """Say a chance no finer than it is known, as in “about 45%”."""
    if chance < 0.05:
        return "under 5%"
    return "over 95%" if chance > 0.95 else f"about {round(chance * 20) * 5}%"


def no_progress(facts: Facts, settings: Settings) -> Fired | None:
    """Half the term or more is gone and the newest final year is no better than the baseline."""
    final = facts.final
    if not final or not _tested(facts) or facts.gone < settings.half_term:
        return None
    if final.share is None or final.share > 0:
        return None
    return Fired(
        "NOPROG",
        2,
        f"{round(100 * facts.gone)}% of the term has gone, and {facts.final_year} is no better "
        "than the baseline.",
        {"share": final.share, "gone": facts.gone},
        look=facts.final_year,
    )


def peers(facts: Facts, settings: Settings) -> Fired | None:
    """Far worse than similar areas; 2 where it is off its path as well."""
    placed = facts.placed
    if not placed or not _tested(facts) or not _enough(facts, settings):
        return None
    if placed.grade != settings.peer_grade:
        return None
    is_off = bool(facts.seen and OFF_TRACK.get(facts.seen.level, 0) >= 1)
    return Fired(
        "PEER",
        0 if facts.is_provisional else 1 + is_off,
        f"In {placed.compared} it is {placed.grade} than its {placed.peers} similar areas, beyond "
        "the spread between them.",
        {"grade": placed.grade, "peers": placed.peers, "percentile": placed.percentile},
        look=placed.compared,
    )


def trend(facts: Facts, settings: Settings) -> Fired | None:
    """An adverse point of the control chart is worth watching: it opens nothing by itself."""
    placed = facts.placed
    if not placed or not _tested(facts) or not _enough(facts, settings):
        return None
    if placed.point_type != "concern" or placed.value is None:
        return None
    return Fired(
        "TREND",
        0,
        f"{_said(facts, placed.value)} in {placed.period} is worse than its own history explains.",
        {"cause": placed.cause, "value": placed.value},
        look=placed.period,
    )


def projected_to_miss(facts: Facts, settings: Settings) -> Fired | None:
    """Only where the whole range of the projection is on the bad side of the last value."""
    placed, last = facts.placed, facts.last_value
    if not placed or last is None or not _tested(facts) or not _enough(facts, settings):
        return None
    bounds = (placed.projected_lower, placed.projected_upper)
    lower, upper = bounds
    if lower is None or upper is None or placed.projected_year != facts.last_year:
        return None
    if not all(_is_bad_side(facts, bound, last) for bound in (lower, upper)):
        return None
    between = printing.interval(lower, upper, facts.decimals)
    return Fired(
        "PROJ",
        0 if facts.is_provisional else 1,
        f"The projection for the last year, {between} with 95% confidence, lies wholly on the bad "
        f"side of {_said(facts, last)}. It assumes that nothing new is done.",
        {"projected": placed.projected, "lower": lower, "upper": upper, "target": last},
        look=placed.period,
    )


def missed(facts: Facts, settings: Settings) -> Fired | None:
    """A final figure on the bad side of what was agreed for that very year."""
    final, agreed = facts.final, facts.final_agreed
    if not final or agreed is None or facts.is_placeholder or facts.has_break:
        return None
    if final.gap is None or final.gap <= 0:
        return None
    return Fired(
        "MISS",
        2,
        f"{facts.final_year} ended {_said(facts, final.gap)} short of the {_said(facts, agreed)} "
        "that was agreed.",
        {"gap": final.gap, "agreed": agreed},
        look=facts.final_year,
    )


WORSE_BY = {-1: "increasing", 1: "decreasing"}


def survey_worse(facts: Facts, settings: Settings) -> Fired | None:
    """Two surveys that differ for the worse by more than their samples explain."""
    placed = facts.placed
    if not placed or not placed.is_survey or not _tested(facts):
        return None
    if placed.change != WORSE_BY.get(facts.improvement):
        return None
    return Fired(
        "SIGWORSE",
        0 if facts.is_provisional else 2,
        f"The survey of {placed.period} is worse than the one before by more than both samples "
        "explain.",
        {"change": placed.change, "answers": placed.answers, "value": placed.value},
        look=placed.period,
    )


def unmeasurable(facts: Facts, settings: Settings) -> Fired | None:
    """The source is gone, or no figure can come in time: nobody's work is judged by that."""
    if not facts.unmeasurable:
        return None
    return Fired("UNMEAS", 1, facts.unmeasurable, look=facts.unmeasurable)


def ratio_above(facts: Facts, settings: Settings) -> Fired | None:
    """Actual over predicted, with the whole interval above parity."""
    placed = facts.placed
    if not placed or facts.parity is None or not _tested(facts) or placed.lower is None:
        return None
    if placed.lower <= facts.parity or placed.value is None:
        return None
    return Fired(
        "RATIO",
        0 if facts.is_provisional else 1,
        f"{_said(facts, placed.value)} in {placed.period}, and at least "
        f"{printing.number(placed.lower, facts.decimals)} with 95% confidence: more than was "
        "predicted.",
        {"value": placed.value, "lower": placed.lower},
        look=placed.period,
    )


def late(facts: Facts, settings: Settings) -> Fired | None:
    """A return later than its source usually is; twice as telling where it happens again."""
    if facts.overdue is None or facts.overdue <= facts.allowance + settings.late_from:
        return None
    is_often = facts.times_late >= settings.often_late
    days = facts.overdue - facts.allowance
    of = f" of {facts.overdue_period}" if facts.overdue_period else ""
    sentence = f"A return{of} it is measured by is {days} days later than its source usually is."
    if is_often:
        sentence += f" That makes {facts.times_late} late returns in a year."
    return Fired(
        "LATE",
        2 if is_often else 1,
        sentence,
        {"overdue": facts.overdue, "allowance": facts.allowance, "times": facts.times_late},
        look=facts.overdue_period or f"{facts.times_late}",
    )


def misfit(facts: Facts, settings: Settings) -> Fired | None:
    """A top priority without a target, or a target without an assessment behind it."""
    told = []
    if facts.has_no_priority:
        told.append("No CDRP of the area has a priority that bears on it in its newest assessment.")
    if facts.unanswered:
        told.append(f"First in an assessment, and in no target: {'; '.join(facts.unanswered)}.")
    if not told:
        return None
    newest = facts.unanswered[-1] if facts.unanswered else "no priority"
    return Fired(
        "MISFIT",
        1,
        " ".join(told),
        {"unanswered": list(facts.unanswered), "has_no_priority": facts.has_no_priority},
        look=newest,  # as of a standard: one that is answered is no new look
    )


def hallmark(facts: Facts, settings: Settings) -> Fired | None:
    """What the regulations ask of a partnership each year, and was not done in time."""
    if not facts.not_met:
        return None
    return Fired(
        "HALLMARK",
        2,
        f"Overdue: {'; '.join(facts.not_met)}.",
        {"not_met": list(facts.not_met)},
        look=facts.not_met[-1],  # the newest: one that is put right is no new look
    )


def partner(facts: Facts, settings: Settings) -> Fired | None:
    """A lead that withdrew or a consent that is missing."""
    if not facts.partners:
        return None
    who = "; ".join(facts.partners)
    return Fired(
        "PARTNER",
        2,
        f"Not signed up, though named for it: {who}.",
        {"partners": list(facts.partners), "lead": facts.lead_is_out},
        look=facts.newest_out,  # one that signs up after all is no new look
    )


def inspected(facts: Facts, settings: Settings) -> Fired | None:
    """What an inspectorate found, in its own words and by its report."""
    if not facts.found:
        return None
    return Fired(
        "INSPECT",
        3,
        " ".join(facts.found),
        {"found": list(facts.found), "red_flags": facts.flags},
        look=facts.found[-1],  # the newest: one that is withdrawn is no new look
    )


def at_risk(facts: Facts, settings: Settings) -> Fired | None:
    """Advice of the Home Office that delivery is at risk here."""
    return Fired("PSARISK", 2, facts.advice, look=facts.advice) if facts.advice else None


def low_referrals(facts: Facts, settings: Settings) -> Fired | None:
    """Few repeats where few cases are referred: good news that may be none (NI 32)."""
    cases, share = facts.referred, facts.repeats
    if cases is None or share is None or not cases:
        return None
    if cases >= settings.low_referrals or share >= settings.low_repeats:
        return None
    return Fired(
        "LOWREF",
        1,
        f"In {facts.referred_in} {share:.0%} of {printing.number(cases, 0)} cases are repeats. So "
        "few cases are referred that this may hide more than it shows.",
        {"cases": cases, "repeats": share},
        look=facts.referred_in,
    )


JUDGES: Mapping[str, Judge] = {
    "OFFTRACK": off_track,
    "NOPROG": no_progress,
    "PEER": peers,
    "TREND": trend,
    "PROJ": projected_to_miss,
    "MISS": missed,
    "SIGWORSE": survey_worse,
    "UNMEAS": unmeasurable,
    "RATIO": ratio_above,
    "LATE": late,
    "MISFIT": misfit,
    "HALLMARK": hallmark,
    "PARTNER": partner,
    "INSPECT": inspected,
    "PSARISK": at_risk,
    "LOWREF": low_referrals,
}
