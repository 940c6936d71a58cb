"""The phases of a year's review: what comes when, who has to act, and which day it is due. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reviews.states import ReviewStatus


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase. It is over when the review has come as far as `status`, or further."""

    status: ReviewStatus
    name: str
    who: str
    due: str
    """The field of a review that holds the day it is due."""
    verbs: tuple[str, ...]
    """The acts that end it."""


GOVERNMENT, PARTNERSHIP = "The Government Office", "The partnership"

PHASES = (
    Phase(
        ReviewStatus.GATHERED,
        "Evidence gathered",
        PARTNERSHIP,
        "evidence_due_on",
        ("submit_evidence",),
    ),
    Phase(ReviewStatus.HELD, "Meeting held", "Both sides", "meeting_due_on", ("hold_review",)),
    Phase(
        ReviewStatus.AGREED,
        "Findings agreed",
        "Both sides",
        "findings_due_on",
        ("agree_findings", "settle_findings"),
    ),
    Phase(ReviewStatus.SENT, "Letter sent", GOVERNMENT, "letter_due_on", ("send_letter",)),
    Phase(
        ReviewStatus.PUBLISHED,
        "Summary published",
        GOVERNMENT,
        "summary_due_on",
        ("publish_review",),
    ),
)
DUE_FIELDS = tuple(one.due for one in PHASES)
ORDER = list(ReviewStatus)


@dataclass(frozen=True, slots=True)
class PhaseShown:
    """A phase with its day, and whether it is done, passed over, next or overdue."""

    phase: Phase
    due_on: date
    done_on: date | None
    state: str


def shown(
    status: ReviewStatus, due: Mapping[str, date], done: Mapping[str, date], on: date
) -> list[PhaseShown]:
    """Return the phases of a review on a day; `due` by field, `done` by the verb that did it."""
    found, is_next = [], True
    for phase in PHASES:
        due_on = due[phase.due]
        if ORDER.index(status) >= ORDER.index(phase.status):
            done_on = next((done[verb] for verb in phase.verbs if verb in done), None)
            found.append(PhaseShown(phase, due_on, done_on, "Done" if done_on else "Passed over"))
            continue
        state = "Next" if is_next else "To come"
        found.append(PhaseShown(phase, due_on, None, "Overdue" if due_on < on else state))
        is_next = False
    return found
