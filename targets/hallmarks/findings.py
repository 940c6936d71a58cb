"""What becomes of a standard: met, due, overdue, or not asked. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from indicators.periods import Period, PeriodKind, add_months, financial_year_start

from .facts import ByYear, Deed, Facts, last_day

QUARTER = 3
"""Months."""


class State(StrEnum):
    MET = "met"
    DUE = "due"
    OVERDUE = "overdue"
    DOES_NOT_APPLY = "does_not_apply"

    @property
    def label(self) -> str:
        return self.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Finding:
    """How a partnership stands against a standard.

    `by` is the last day on which it is, or was, to be done. `next_step` says what to do; it is
    empty where nothing is left to do.
    """

    state: State
    by: date | None = None
    evidence: Deed | None = None
    next_step: str = ""


def standing(*, is_met: bool, since: date, next_step: str, evidence: Deed | None = None) -> Finding:
    """Judge what must always be so, from `since` on."""
    if is_met:
        return Finding(State.MET, evidence=evidence)
    return Finding(State.OVERDUE, by=since, evidence=evidence, next_step=next_step)


def yearly(facts: Facts, deeds: ByYear, *, since: date, next_step: str) -> Finding:
    """Judge what is to be done in each financial year, the one of `since` included.

    In a year that still runs it is due by its end, or overdue if the year before went by without.
    """
    if done := deeds.get(facts.year):
        return Finding(State.MET, evidence=done)
    before = facts.year - 1
    is_missed = before >= _first_year(facts, since) and before not in deeds
    by = last_day(before if is_missed else facts.year)
    state = State.OVERDUE if facts.today > by else State.DUE
    return Finding(state, by, deeds.get(before), next_step)


def _first_year(facts: Facts, since: date) -> int:
    return financial_year_start(max(since, facts.began_on or since)).year


def quarterly(facts: Facts, *, since: date, next_step: str) -> Finding:
    """Judge what is to be disclosed of each quarter by the end of the next, from `since` on."""
    newest = _quarter_before(Period.containing(PeriodKind.QUARTER, facts.at).start)
    for quarter in (_quarter_before(newest), newest):
        if quarter >= max(since, facts.began_on or since) and quarter not in facts.disclosures:
            by = add_months(quarter, 2 * QUARTER) - timedelta(days=1)
            state = State.OVERDUE if facts.today > by else State.DUE
            return Finding(state, by, facts.disclosures.get(_quarter_before(quarter)), next_step)
    return Finding(State.MET, evidence=facts.disclosures.get(newest))


def _quarter_before(start: date) -> date:
    return add_months(start, -QUARTER)
