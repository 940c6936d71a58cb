"""Concerns as the work list, their pages and files print them: why, and what to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from indicators import presenters as of_indicators
from indicators import printing
from indicators.charts import Chart
from indicators.reading import AreaRow
from laa_portal.foundation.cells import safe_cell
from laa_portal.foundation.verdicts import Verdict
from reviews.models import Concern, ConcernStep, Signal
from reviews.queries import Case
from reviews.signals import KINDS, MOST_BY_ITSELF, NAMES
from reviews.states import ALIVE, ConcernStatus
from targets.sides import Side
from targets.working_days import working_days

from .progress import ShownYear

LEVEL_COLOURS = ("grey", "yellow", "orange", "red", "red")
S = ConcernStatus

ACTS: Mapping[str, str] = {
    "ask": "Ask the partnership",
    "answer": "Answer",
    "accept_answer": "Take the answer: it is in hand",
    "lower": "Judge it less serious",
    "escalate": "Judge it more serious",
    "assign": "Say who has it in hand",
    "snooze": "Set it aside until a date",
    "wake": "Take it up again",
    "resolve": "Close it with its outcome",
    "dismiss": "Close it: it was no concern",
}
"""What may be done, as links say it."""

SAID: Mapping[str, str] = {
    "open_concern": "Opened by newer figures",
    "raise_concern": "Raised",
    "raise_level": "Made more serious by newer figures",
    "ask": "Asked the partnership",
    "answer": "Answered",
    "accept_answer": "Took the answer: known and in hand",
    "lower": "Judged less serious",
    "escalate": "Judged more serious",
    "assign": "Said who has it in hand",
    "snooze": "Set aside",
    "wake": "Taken up again",
    "resolve": "Closed with its outcome",
    "dismiss": "Closed: it was no concern",
    "decide_response": "Decided what follows",
    "agree_response": "Agreed, as the second person, to what follows",
    "refuse_response": "Refused what was to follow",
    "propose_improvement": "Proposed an improvement plan",
    "agree_improvement": "Agreed to the improvement plan",
    "finish_improvement": "Said that the improvement plan is done",
    "end_improvement": "Ended the improvement plan",
}
"""What was done, as the conversation tells it."""

PASSED = (
    "The areas after this one have signed agreements of their own, and its target holds no more. "
    "Close it with its outcome: what they agreed is followed by itself."
)
PASSED_FOR_OTHERS = "The areas after this one have signed agreements of their own."
"""What is next where an area was merged or divided, and its agreement has passed on."""


@dataclass(frozen=True)
class Shown:
    """A concern as its reader finds it. `leads`: for the Government Office of its area."""

    case: Case
    leads: bool
    today: date

    @property
    def concern(self) -> Concern:
        return self.case.concern

    @property
    def title(self) -> str:
        return str(self.concern.target or self.concern.theme)

    @property
    def level(self) -> str:
        return f"{self.concern.level}, {NAMES[self.concern.level].lower()}"

    @property
    def colour(self) -> str:
        return LEVEL_COLOURS[self.concern.level]

    @property
    def status(self) -> str:
        return ConcernStatus(self.concern.status).label

    @property
    def why(self) -> str:
        """Why it is on the list: its most serious signal in words, or what a person wrote."""
        standing = self.case.standing
        return standing[0].sentence if standing else self.concern.because

    @property
    def others(self) -> list[str]:
        """What else it rests on, by the names of the kinds."""
        return [KINDS[one.kind].name for one in self.case.standing[1:]]

    @property
    def days_late(self) -> int:
        """Working days since an answer was due that has not come."""
        due = self.concern.answer_due_on
        return working_days(due, self.today) if due and due < self.today else 0

    @property
    def next_step(self) -> str:
        """What happens next, and by whom."""
        if self.case.has_passed and self.concern.status in ALIVE:
            return PASSED if self.leads else PASSED_FOR_OTHERS
        return f"{self._next()}{self._to_decide()}"

    def _next(self) -> str:
        concern = self.concern
        match concern.status:
            case S.OPEN if self.leads:
                return self._open()
            case S.OPEN:
                return "The Government Office looks at it. Nothing is asked of the partnership now."
            case S.ASKED:
                return self._waited_for()
            case S.ANSWERED if self.leads:
                return "The partnership has answered. Take its answer, ask again, or judge."
            case S.ANSWERED:
                return "The partnership has answered. The Government Office takes it or asks again."
            case S.IN_HAND:
                return self._in_hand()
            case S.SNOOZED:
                return f"It is set aside and comes back on {_day(concern.back_on)}."
        return f"It was closed on {_day(concern.closed_at)}."

    def _open(self) -> str:
        if self._is_over:
            return (
                "The newest figures no longer say so: they were revised, or it has recovered. "
                "Close it with its outcome, or ask the partnership."
            )
        kind = self.case.kind
        return kind.then if kind else "Ask the partnership what it knows of this."

    def _in_hand(self) -> str:
        if self.leads and self.is_back_on_path:
            return (
                "The newest figures are on the agreed path. Close it with its outcome, or watch it "
                "a while longer."
            )
        return "The partnership has it in hand. Look again when the next figures are in."

    def _waited_for(self) -> str:
        due = _day(self.concern.answer_due_on)
        if not self.days_late:
            return f"The partnership answers by {due}."
        late = f"{self.days_late} working day{'s' if self.days_late != 1 else ''}"
        return f"The partnership’s answer was due on {due}, {late} ago."

    def _to_decide(self) -> str:
        """Say that the signals come to more than the portal sets by itself."""
        concern = self.concern
        is_more = concern.suggested > max(concern.level, MOST_BY_ITSELF)
        if not self.leads or not is_more or concern.status not in ALIVE:
            return ""
        name = NAMES[concern.suggested].lower()
        return (
            f" Its signals come to level {concern.suggested}, {name}: an officer decides whether "
            "it is."
        )

    @cached_property
    def now(self) -> ShownYear | None:
        return ShownYear(self.case.now) if self.case.now else None

    @property
    def _is_over(self) -> bool:
        """Whether it rests on nothing worse than figures that do not say so any more."""
        return self.is_back_on_path and self.case.standing[0].kind == "OFFTRACK"

    @property
    def is_back_on_path(self) -> bool:
        """Whether the newest figures say no more what it was opened for."""
        is_measured = any(one.kind == "OFFTRACK" for one in self.case.signals)
        return is_measured and self.case.now is not None and self.case.now.level == "on_path"

    @property
    def chart(self) -> Chart | None:
        """The small line of the newest figures."""
        trend = self.case.trend
        if not trend:
            return None
        return of_indicators.trend_line(AreaRow(self.concern.area, trend[-1], trend))


def _day(when: date | None) -> str:
    """A day in words. A concern has one wherever its status speaks of it."""
    return printing.day(when) if when else ""


def is_of_partnership(step: ConcernStep) -> bool:
    """Whether the partnership did it."""
    return step.verb == "answer" or step.side == Side.PARTNERSHIP


@dataclass(frozen=True)
class ShownStep:
    """One thing that was said or done, with the evidence that lay there then."""

    step: ConcernStep
    signals: int
    """How many signals whoever acted could read."""
    evidence: Signal | None
    """The newest of them."""
    is_own: bool
    """Whether the reader's own side did it: to the other, a side speaks as one."""

    @property
    def who(self) -> str:
        if self.step.done_by is None:
            return "The portal"
        side = "Partnership" if is_of_partnership(self.step) else "Government Office"
        return f"{side}, {self.step.done_by}" if self.is_own else side

    @property
    def said(self) -> str:
        return SAID.get(self.step.verb, self.step.verb.replace("_", " ").capitalize())

    @property
    def level(self) -> str:
        return f"{self.step.level}, {NAMES[self.step.level].lower()}"


def conversation(
    steps: Sequence[ConcernStep], signals: Sequence[Signal], *, leads: bool, answers: bool
) -> list[ShownStep]:
    """Return what was said and done, each with what whoever acted could have seen by then.

    `leads` and `answers` tell on which side the reader is. `signals`: the newest first.
    """
    found = []
    for step in steps:
        seen = [one for one in signals if one.noticed_at <= step.done_at]
        is_own = answers if is_of_partnership(step) else leads
        found.append(ShownStep(step, len(seen), seen[0] if seen else None, is_own))
    return found


@dataclass(frozen=True)
class ShownAct:
    """Something that may be done now or, if not, why not."""

    verb: str
    verdict: Verdict

    @property
    def text(self) -> str:
        return ACTS[self.verb]

    @property
    def slug(self) -> str:
        return self.verb.replace("_", "-")


def acts(may: Mapping[str, Verdict]) -> list[ShownAct]:
    return [ShownAct(verb, verdict) for verb, verdict in may.items()]


HEADER = (
    *("Area", "Target or theme", "Indicator", "Level", "Comes to", "Status", "Opened", "In hand"),
    *("Answer due", "Comes back", "Why", "What happens next"),
)


def file_of_concerns(found: Sequence[Shown]) -> Iterator[list[object]]:
    """Yield the lines of a file of concerns, one each."""
    yield list(HEADER)
    for one in found:
        concern = one.concern
        yield [
            *(safe_cell(concern.area.name), safe_cell(one.title)),
            concern.target.code if concern.target else "",
            *(concern.level, concern.suggested, one.status, timezone.localdate(concern.opened_at)),
            safe_cell(str(one.case.owner or "")),
            *(concern.answer_due_on or "", concern.back_on or ""),
            *(safe_cell(one.why), safe_cell(one.next_step)),
        ]
