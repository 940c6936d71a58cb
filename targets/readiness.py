"""What is to be seen to before an agreement is submitted, as a list of tasks. Pure.

Facts in, tasks out. Law and arithmetic block; all else is advice, however much it will matter
before anybody signs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from targets import rules
from targets.rules import DESIGNATED_AT_MOST, EDUCATION_AND_EARLY_YEARS, Finding

PORTAL = "this portal"


class TaskState(StrEnum):
    DONE = "done"
    BLOCKING = "blocking"
    ADVISORY = "advisory"

    @property
    def label(self) -> str:
        return {"done": "Done", "blocking": "Required"}.get(self.value, "Advised")


@dataclass(frozen=True, slots=True)
class Basis:
    """What asks for a task, in words, and where that is written."""

    says: str
    source: str


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to see to: how it stands, what asks for it, and of which targets or bodies."""

    code: str
    title: str
    state: TaskState
    sentence: str
    basis: Basis
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an agreement that may be submitted, as its reader's side has opened it."""

    agreed: tuple[str, ...] = ()
    """Titles of the targets that would be signed."""
    open: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    """Titles of those that would only be listed."""
    designated: int = 0
    """How many of those agreed."""
    statutory: frozenset[str] = frozenset()
    """Codes of the education and early years targets that are carried, as in NI 72."""
    findings: tuple[Finding, ...] = ()
    """What rules find in the agreed targets."""
    unopened: int | None = None
    """The number of an offer that nobody on the other side of it has opened."""
    silent: tuple[str, ...] = ()
    objecting: tuple[str, ...] = ()
    """Organisations, each with the agreed target for which it is named."""
    decision: str = ""
    """What the full council decided or delegated that holds today, in words."""
    issues: tuple[str, ...] = ()
    """Unanswered problems that its indicators have in all areas."""


TARGETS = Basis(
    "A draft agreement specifies the local improvement targets.",
    "Local Government and Public Involvement in Health Act 2007 s.106(2)(a)",
)
CARRIED = Basis(
    "16 education and early years targets stand beside the designated ones.",
    "Hampshire County Council, refresh of February 2009 (list not checked)",
)
LISTED = Basis(
    "What is still negotiated or held open is listed; only what is agreed is signed.",
    f"{PORTAL}; placeholders were usual in May 2008 (Bath and North East Somerset)",
)
OPENED = Basis("An offer counts once the side it was made to has read it.", PORTAL)
CONSENT = Basis(
    "The authority consults every partner authority, and they co-operate. Nobody signs before "
    "each named organisation has answered without objection.",
    f"2007 Act s.106 (consultation); {PORTAL} (signatures wait)",
)
COUNCIL = Basis(
    "Approving the submission is for the full council, or for whom it has delegated that to.",
    "Hampshire County Council, refresh of February 2009",
)
ISSUES = Basis("A problem that an indicator has in all areas is answered once for all.", PORTAL)
KEPT = Basis("What is agreed keeps the law, and its own arithmetic.", "each rule names its own")


def tasks(facts: Facts) -> list[Task]:
    """Return what there is to see to, done or not, in the order in which people see to it."""
    return [
        _agreed(facts),
        _linked(facts),
        _designated(facts),
        _rules(facts),
        _statutory(facts),
        _other_plans(facts),
        _listed(facts),
        _unopened(facts),
        _partners(facts),
        _decision(facts),
        _issues(facts),
    ]


def is_ready(found: Sequence[Task]) -> bool:
    """Whether nothing blocks a submission any more."""
    return all(one.state != TaskState.BLOCKING for one in found)


def _blocks(*, is_done: bool) -> TaskState:
    return TaskState.DONE if is_done else TaskState.BLOCKING


def _advises(*, is_done: bool) -> TaskState:
    return TaskState.DONE if is_done else TaskState.ADVISORY


def _agreed(facts: Facts) -> Task:
    number = len(facts.agreed)
    sentence = (
        f"{counted(number, 'target')} agreed by both sides will be signed."
        if number
        else "Nothing is agreed by both sides yet, so there is nothing to submit."
    )
    return Task(
        "agreed", "Agree targets", _blocks(is_done=bool(number)), sentence, TARGETS, facts.agreed
    )


def _linked(facts: Facts) -> Task:
    alone = _titles(facts, "has_linked_organisation")
    rule = next(one for one in rules.LAW if one.code == "has_linked_organisation")
    sentence = (
        "No organisation is named for these. Ask at least one to sign up to each."
        if alone
        else "Each agreed target says which organisations it relates to."
    )
    return Task(
        "linked",
        "Name whom each target relates to",
        _blocks(is_done=not alone),
        sentence,
        Basis(rule.says, rule.source),
        alone,
    )


def _designated(facts: Facts) -> Task:
    number = facts.designated
    too_many = max(number - DESIGNATED_AT_MOST, 0)
    sentence = f"{number} of at most {DESIGNATED_AT_MOST} are to be designated."
    if too_many:
        sentence += f" Make {too_many} of them local, or take them out."
    return Task(
        "designated",
        "Keep to the number that may be designated",
        _blocks(is_done=not too_many),
        sentence,
        Basis(rules.TOO_MANY.says, rules.TOO_MANY.source),
    )


OF_THEIR_OWN = frozenset({"has_linked_organisation", "designated_at_most"})
"""Rules that have a task of their own."""


def _rules(facts: Facts) -> Task:
    broken = [
        one
        for one in facts.findings
        if one.rule.code not in OF_THEIR_OWN and (one.rule.blocks or one.rule.blocks_submission)
    ]
    if not broken:
        sentence = "The agreed targets keep them."
        return Task("rules", "Keep the other rules", TaskState.DONE, sentence, KEPT)
    first = broken[0].rule
    return Task(
        "rules",
        "Keep the other rules",
        TaskState.BLOCKING,
        "Reopen these and mend them.",
        Basis(first.says, first.source),
        tuple(f"{one.title}: {one.sentence}" for one in broken),
    )


def _statutory(facts: Facts) -> Task:
    missing = sorted(EDUCATION_AND_EARLY_YEARS - facts.statutory, key=_number)
    carried = len(EDUCATION_AND_EARLY_YEARS) - len(missing)
    sentence = f"{carried} of {len(EDUCATION_AND_EARLY_YEARS)} are carried."
    if missing:
        sentence += f" Not carried: {', '.join(missing)}."
    return Task(
        "statutory",
        "Carry the education and early years targets",
        _advises(is_done=not missing),
        sentence,
        CARRIED,
    )


def _number(code: str) -> int:
    return int(code.removeprefix("NI "))


def _other_plans(facts: Facts) -> Task:
    (rule,) = rules.OTHER_PLANS
    found = [one for one in facts.findings if one.rule.code == rule.code]
    sentence = (
        "These differ from other plans, and nobody has said why both stand."
        if found
        else "No other plan on record has a number that differs without a reason."
    )
    return Task(
        "other_plans",
        "Settle what differs from other plans",
        _advises(is_done=not found),
        sentence,
        Basis(rule.says, rule.source),
        tuple(f"{one.title}: {one.sentence}" for one in found),
    )


def _listed(facts: Facts) -> Task:
    names = (
        *(f"{title}: still negotiated" for title in facts.open),
        *(f"{title}: placeholder" for title in facts.placeholders),
    )
    sentence = (
        f"{counted(len(names), 'target')} will only be listed, and nobody signs for "
        f"{'it' if len(names) == 1 else 'them'}."
        if names
        else "Nothing is left to be listed only."
    )
    return Task(
        "listed", "Settle what is still open", _advises(is_done=not names), sentence, LISTED, names
    )


def _unopened(facts: Facts) -> Task:
    number = facts.unopened
    sentence = (
        f"Offer {number} lies unopened. What it would change is not in the agreement yet."
        if number
        else "Every offer that stands has been opened."
    )
    return Task("unopened", "Open every offer", _advises(is_done=number is None), sentence, OPENED)


def _partners(facts: Facts) -> Task:
    names = (
        *(f"{one}: objects" for one in facts.objecting),
        *(f"{one}: has not answered" for one in facts.silent),
    )
    sentence = (
        "You can submit without these answers. They are needed before anybody signs."
        if names
        else "Every organisation that is named has answered, and none objects."
    )
    return Task(
        "partners", "Have partners sign up", _advises(is_done=not names), sentence, CONSENT, names
    )


def _decision(facts: Facts) -> Task:
    sentence = facts.decision or (
        "None is on record that holds today. You can submit without; it is needed before the "
        "leader signs."
    )
    return Task(
        "decision",
        "Record the full council’s decision or delegation",
        _advises(is_done=bool(facts.decision)),
        sentence,
        COUNCIL,
    )


def _issues(facts: Facts) -> Task:
    sentence = (
        "These wait for the Home Office’s answer, which may put targets on the table again."
        if facts.issues
        else "No issue about its indicators waits for an answer."
    )
    return Task(
        "issues",
        "Know which issues are unanswered",
        _advises(is_done=not facts.issues),
        sentence,
        ISSUES,
        facts.issues,
    )


def _titles(facts: Facts, code: str) -> tuple[str, ...]:
    return tuple(one.title for one in facts.findings if one.rule.code == code)


def counted(number: int, noun: str) -> str:
    """Say how many there are of something."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
