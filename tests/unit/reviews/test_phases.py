"""The phases of a review on a day, and when a target is reviewed next."""

from datetime import date

import pytest

from reviews.frequency import next_on
from reviews.phases import DUE_FIELDS, shown
from reviews.states import ReviewStatus

DUE = {name: date(2009, month, 1) for month, name in enumerate(DUE_FIELDS, start=1)}


def states(status, done, on):
    return [one.state for one in shown(status, DUE, done, on)]


def test_phases_are_next_to_come_and_overdue():
    assert states(ReviewStatus.SCHEDULED, {}, date(2008, 12, 1)) == ["Next", *["To come"] * 4]
    late = states(ReviewStatus.SCHEDULED, {}, date(2009, 2, 2))
    assert late == ["Overdue", "Overdue", "To come", "To come", "To come"]


def test_meeting_held_without_evidence_passes_that_phase_over():
    done = {"hold_review": date(2009, 2, 3)}

    evidence, meeting, findings, *_ = shown(ReviewStatus.HELD, DUE, done, date(2009, 2, 4))

    assert (evidence.state, evidence.done_on) == ("Passed over", None)
    assert (meeting.state, meeting.done_on) == ("Done", date(2009, 2, 3))
    assert findings.state == "Next"


@pytest.mark.parametrize(
    ("since", "months", "on"),
    [
        (date(2009, 1, 31), 1, date(2009, 2, 28)),
        (date(2009, 11, 15), 3, date(2010, 2, 15)),
        (date(2008, 12, 1), 12, date(2009, 12, 1)),
    ],
)
def test_next_review_of_a_target(since, months, on):
    assert next_on(since, months) == on
