"""Two who answer at once. Each commits, as in life."""

import uuid
from contextlib import suppress

import pytest

from laa_portal.foundation.models import AuditEvent
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
    shown = [Commitment.objects.get(pk=asked.pk) for _ in range(2)]

    outcomes = Race(
        lambda: answer("agree_to_target", shown[0], officer),
        lambda: answer("object_to_target", shown[1], other),
    ).finish()

    asked.refresh_from_db()
    assert outcomes == ["Stale", "done"]
    assert asked.version == 2
    assert asked.former_states.count() == 1


def test_an_answer_meets_the_removal_of_whom_it_is_asked(talks):
    force, officer = make_partner(talks.area, f"x-{uuid.uuid4().hex[:6]}")
    (asked,) = ask(talks, "Burglary", force)
    said = {"commitment_id": asked.pk, "version": 1, "at": AT}

    outcomes = Race(
        _refusable(lambda: actions.agree_to_target(reason="", by=officer, **said)),
        _refusable(lambda: actions.remove_partner(by=talks.coordinator, **said)),
    ).finish()

    left = Commitment.objects.filter(pk=asked.pk).values_list("status", flat=True)
    assert (outcomes, list(left)) in ((["Stale", "done"], ["agreed"]), (["done", "done"], []))


def test_an_issue_is_answered_and_raised_once_by_two(talks):
    analysts = [person(f"analyst-{uuid.uuid4().hex[:6]}", "ho_analyst") for _ in range(2)]
    indicator = talks.target("Burglary").indicator
    said = {"indicator": indicator, "title": "None", "text": "None", "is_another": False, "at": AT}

    raised = Race(
        *(_refusable(lambda by=by: actions.raise_issue(by=by, **said)) for by in analysts)
    ).finish()
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


def _refusable(act):
    """Return an act of which a refusal that names what is in its way is no failure."""

    def tried():
        with suppress(actions.NotPossible, actions.RaisedAlready):
            act()

    return tried
