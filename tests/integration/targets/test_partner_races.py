"""Two who answer at once. Each commits, as in life."""

import uuid

import pytest

from laa_portal.foundation.models import AuditEvent
from partnerships.models import Role
from targets import actions
from targets.models import Commitment, SharedIssue
from tests.conftest import person
from tests.factories.negotiation import AT, make_talks
from tests.factories.partners import answer, ask, make_partner
from tests.racing import Race

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def talks():
    return make_talks(uuid.uuid4().hex[:4].upper())


def test_two_of_a_partners_people_answer_once(talks):
    force, officer = make_partner(talks.area, f"x-{uuid.uuid4().hex[:6]}")
    other = person(f"other-{force.code}", "partner", organisation=force)
    (asked,) = ask(talks, "Burglary", force)

    outcomes = Race(
        lambda: answer("agree_to_target", Commitment.objects.get(pk=asked.pk, version=1), officer),
        lambda: answer("object_to_target", asked, other),
    ).finish()

    asked.refresh_from_db()
    assert outcomes in (["Stale", "done"], ["done"])  # the first may be too late to look it up
    assert asked.version == 2
    assert asked.former_states.count() == 1


def test_an_answer_meets_the_removal_of_whom_it_is_asked(talks):
    force, officer = make_partner(talks.area, f"x-{uuid.uuid4().hex[:6]}")
    (asked,) = ask(talks, "Burglary", force)

    Race(
        lambda: answer("agree_to_target", asked, officer),
        lambda: actions.remove_partner(
            commitment_id=asked.pk, version=1, by=talks.coordinator, at=AT
        ),
    ).finish()

    left = Commitment.objects.filter(pk=asked.pk).values_list("status", flat=True)
    assert list(left) in (["agreed"], [])
    assert Role.objects.filter(user=officer).exists()


def test_an_issue_is_answered_and_raised_once_by_two(talks):
    analysts = [person(f"analyst-{uuid.uuid4().hex[:6]}", "ho_analyst") for _ in range(2)]
    indicator = talks.target("Burglary").indicator
    said = {"indicator": indicator, "title": "None", "text": "None", "is_another": False, "at": AT}

    raised = Race(*(lambda by=by: _raise(said, by) for by in analysts)).finish()
    issue = SharedIssue.objects.get(indicator=indicator)
    outcomes = Race(
        *(
            lambda by=by: actions.answer_issue(
                issue_id=issue.pk, version=1, text="Soon", by=by, at=AT
            )
            for by in analysts
        )
    ).finish()

    assert raised == ["done", "done"]
    assert outcomes == ["Stale", "done"]
    mine = AuditEvent.objects.filter(target_type="targets.sharedissue", target_id=str(issue.pk))
    assert list(mine.order_by("id").values_list("verb", flat=True)) == [
        "raise_issue",
        "answer_issue",
    ]


def _raise(said, by):
    try:
        actions.raise_issue(by=by, **said)
    except actions.RaisedAlready:
        return
