"""How each standard is judged where more is asked than a deed a year. Pure."""

from collections.abc import Callable
from datetime import date

from partnerships.standing import COUNCILS, CRIME_REDUCTION_REGULATIONS, PROBATION_JOINS

from .facts import ByYear, Facts
from .findings import Finding, State, quarterly, standing, yearly

Judge = Callable[[Facts], Finding]

SCRUTINY_BEGINS = date(2009, 4, 30)
DISCLOSURE_BEGINS = date(2007, 10, 1)

EXPECTED = {
    "a council": COUNCILS,
    "the police force": {"police_force"},
    "the police authority": {"police_authority"},
    "the fire and rescue authority": {"fire_authority"},
    "the primary care trust": {"pct"},
}


def each_year(of: Callable[[Facts], ByYear], next_step: str) -> Judge:
    """Judge by deeds of which each financial year needs one."""

    def judge(facts: Facts) -> Finding:
        since = CRIME_REDUCTION_REGULATIONS
        return yearly(facts, of(facts), since=since, next_step=next_step)

    return judge


def strategy_group(facts: Facts) -> Finding:
    """Probation is expected once it is a responsible authority."""
    seated = {one.kind for one in facts.authorities}
    expected = dict(EXPECTED)
    if facts.at >= PROBATION_JOINS:
        expected["the probation area"] = {"probation"}
    absent = [name for name, kinds in expected.items() if not seated & kinds]
    junior = sorted(one.name for one in facts.authorities if not one.is_senior)
    is_only_probation = absent == ["the probation area"] and not junior
    return standing(
        is_met=not absent and not junior,
        since=PROBATION_JOINS if is_only_probation else CRIME_REDUCTION_REGULATIONS,
        next_step=_seats_lacking(absent, junior),
    )


def _seats_lacking(absent: list[str], junior: list[str]) -> str:
    lacking = []
    if absent:
        lacking.append(f"No seat is on record for {_listed(absent)}.")
    if junior:
        lacking.append(f"No senior person is on record for {_listed(junior)}.")
    return " ".join([*lacking, "Ask an administrator to set the seats right."])


def chair(facts: Facts) -> Finding:
    return standing(
        is_met=facts.has_chair,
        since=CRIME_REDUCTION_REGULATIONS,
        next_step="Choose a chair, and ask an administrator to give the role of CDRP chair.",
    )


def county_group(facts: Facts) -> Finding:
    if not facts.is_two_tier:
        return Finding(State.DOES_NOT_APPLY)
    return standing(
        is_met=bool(facts.county_group),
        since=CRIME_REDUCTION_REGULATIONS,
        next_step="No county strategy group is on record. Ask an administrator to add it.",
    )


def county_agreement(facts: Facts) -> Finding:
    if not facts.is_two_tier:
        return Finding(State.DOES_NOT_APPLY)
    next_step = "The county strategy group has yet to adopt its agreement."
    if facts.year not in facts.assessments:
        next_step += " Adopt your own assessment, which it is drawn from."
    since = CRIME_REDUCTION_REGULATIONS
    return yearly(facts, facts.county_agreements, since=since, next_step=next_step)


def scrutiny_committee(facts: Facts) -> Finding:
    done = facts.scrutiny_committee
    return standing(
        is_met=done is not None,
        since=SCRUTINY_BEGINS,
        next_step="Ask the council which committee reviews crime and disorder, and record it.",
        evidence=done,
    )


def disclosure(facts: Facts) -> Finding:
    return quarterly(
        facts,
        since=DISCLOSURE_BEGINS,
        next_step="Have each body disclose the quarter's information, and record the day.",
    )


def protocol(facts: Facts) -> Finding:
    due, done = facts.protocol_review_due_on, facts.protocol
    if done and due and due < facts.at:
        return Finding(State.OVERDUE, due, done, "Review the protocol and record it anew.")
    if done:
        return Finding(State.MET, due, done)
    return standing(
        is_met=False,
        since=CRIME_REDUCTION_REGULATIONS,
        next_step="Have the responsible authorities sign a protocol, and record it.",
    )


def liaison_officers(facts: Facts) -> Finding:
    lacking = sorted(one.name for one in facts.authorities if not one.has_liaison_officer)
    named = f"Name the liaison officer of {_listed(lacking)}." if lacking else ""
    return standing(
        is_met=bool(facts.authorities) and not lacking,
        since=CRIME_REDUCTION_REGULATIONS,
        next_step=named or "No responsible authority has a seat yet.",
    )


def plan_revised(facts: Facts) -> Finding:
    """Asked from the second year of a plan on; without one there is nothing to revise."""
    if facts.year not in facts.plan_editions and facts.year - 1 not in facts.plans:
        return Finding(State.DOES_NOT_APPLY)
    return yearly(
        facts,
        facts.plan_editions,
        since=CRIME_REDUCTION_REGULATIONS,
        next_step="Refresh the plan from this year's assessment and have it adopted.",
    )


def policing_plan(facts: Facts) -> Finding:
    done = facts.alignments.get(facts.year)
    if done:
        return Finding(State.MET, evidence=done)
    next_step = "Ask the police authority how its policing plan aligns, and record what it says."
    return Finding(State.DUE, None, facts.alignments.get(facts.year - 1), next_step)


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
