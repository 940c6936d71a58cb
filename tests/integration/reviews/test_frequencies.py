"""How often a target is reviewed: proposed by one side, answered by the other."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from reviews import actions, policies
from reviews.models import ReviewFrequency, TargetReview
from reviews.states import FREQUENCY_MOVES
from tests.conftest import person
from tests.factories.reviews import NOW, agreed

pytestmark = pytest.mark.django_db


@pytest.fixture
def talks():
    return agreed("Burglary")


@pytest.fixture
def propose(talks):
    def do(by, every=3):
        return actions.propose_frequency(
            target_id=talks.target("Burglary").pk, every=every, reason="It slips", by=by, at=NOW
        )

    return do


def answer(verb, frequency, by):
    return getattr(actions, verb)(
        frequency_id=frequency.pk, version=frequency.version, answer="So be it", by=by, at=NOW
    )


def test_every_move_is_an_action_with_its_policy():
    assert set(FREQUENCY_MOVES) <= set(actions.__all__)
    assert {f"may_{verb}" for verb in FREQUENCY_MOVES} <= set(policies.__all__)


@pytest.mark.parametrize(
    ("one", "other"), [("reviewer", "coordinator"), ("coordinator", "reviewer")]
)
def test_either_side_proposes_and_the_other_answers(talks, propose, one, other):
    proposed = propose(getattr(talks, one))

    for verb in ("accept_frequency", "decline_frequency"):
        with pytest.raises(PermissionDenied, match="That is for the"):
            answer(verb, proposed, getattr(talks, one))
    accepted = answer("accept_frequency", proposed, getattr(talks, other))

    assert (accepted.status, accepted.every, accepted.answer) == ("accepted", 3, "So be it")
    with pytest.raises(PermissionDenied, match="accepted already"):
        answer("decline_frequency", accepted, getattr(talks, other))


def test_one_proposal_waits_at_a_time_and_may_be_taken_back(talks, propose):
    proposed = propose(talks.reviewer)
    with pytest.raises(PermissionDenied, match="waits for its answer"):
        propose(talks.coordinator)

    assert answer("withdraw_frequency", proposed, talks.reviewer).status == "withdrawn"
    assert propose(talks.coordinator, every=1).every == 1


def test_strangers_neither_propose_nor_read(talks, propose):
    stranger = person("far-away", "go_reviewer")
    with pytest.raises(PermissionDenied, match="agree how often"):
        propose(stranger)

    propose(talks.reviewer)
    assert not ReviewFrequency.objects.visible_to(stranger).exists()


def test_meeting_about_one_target_is_noted_by_the_government_office(talks):
    note = {"target_id": talks.target("Burglary").pk, "notes": "On its way", "at": NOW}
    actions.note_target_review(held_on=NOW.date(), by=talks.reviewer, **note)

    assert TargetReview.objects.visible_to(talks.coordinator).get().notes == "On its way"
    with pytest.raises(PermissionDenied):
        actions.note_target_review(held_on=NOW.date(), by=talks.coordinator, **note)
    with pytest.raises(actions.NotHeldYet):
        actions.note_target_review(
            held_on=NOW.date() + timedelta(days=1), by=talks.reviewer, **note
        )
