"""What a partnership can and will do, judged by a person; and what was decided to follow."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from reviews import actions, policies, queries
from reviews.models import ResponseDecision, Standing
from reviews.states import RESPONSE_MOVES
from tests.factories.concerns import NOW, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return make_case()


def second(verb, response, by, **changes):
    response.refresh_from_db()
    values = {"response_id": response.pk, "version": response.version, "reason": "So it is"}
    return getattr(actions, verb)(by=by, at=NOW, **values | changes)


def test_newest_judgement_holds_and_the_ones_before_stay(case):
    case.judge(is_willing=False)
    newest = case.judge()

    assert queries.standing_of(case.area) == newest
    assert Standing.objects.visible_to(case.coordinator).count() == 2
    assert Standing.objects.visible_to(case.stranger).count() == 0
    with pytest.raises(Exception, match="standings_are_history"), transaction.atomic():
        Standing.objects.update(reason="Nothing")


def test_only_the_government_office_judges(case):
    for somebody in (case.coordinator, case.analyst, case.stranger):
        with pytest.raises(PermissionDenied, match="Only the Government Office"):
            case.judge(by=somebody)


def test_response_waits_for_a_judgement(case):
    with pytest.raises(PermissionDenied, match="Judge that first"):
        case.act("decide_response", step=2, reason="As usual")


@pytest.mark.parametrize(
    ("standing", "allowed", "refused"),
    [
        ({}, (0, 1, 2, 3), (4, 5)),
        ({"is_capable": False}, (1, 2, 3), (0, 4)),
        ({"is_willing": False}, (2, 3), (1, 4)),
    ],
)
def test_step_is_within_the_room_that_seriousness_and_standing_leave(
    case, standing, allowed, refused
):
    case.judge(**standing)

    for step in allowed:
        assert case.act("decide_response", step=step, reason="As the case is").step == step
    for step in refused:
        with pytest.raises(PermissionDenied, match="too far from step"):
            case.act("decide_response", step=step, reason="As the case is")
    assert queries.live_responses(case.concern).count() == 1
    assert ResponseDecision.objects.filter(status="superseded").count() == len(allowed) - 1


def test_decision_keeps_what_was_proposed_and_is_a_step_of_the_conversation(case):
    case.judge()
    made = case.act("decide_response", step=2, reason="They asked for help")

    assert (made.proposed, made.level, made.decided_by) == (1, 2, case.reviewer)
    step = case.concern.steps.last()
    assert step.verb == "decide_response"
    assert step.text.startswith("Support: peers")
    assert AuditEvent.objects.get(verb="decide_response").side == ""


def test_two_steps_up_wait_for_a_second_person(case):
    case.judge(is_capable=False, is_willing=False)
    made = case.act("decide_response", step=4, reason="Nothing is done")
    assert made.is_waiting

    with pytest.raises(PermissionDenied, match="A colleague"):
        second("agree_response", made, case.reviewer)
    with pytest.raises(PermissionDenied, match="Only the Government Office"):
        second("agree_response", made, case.coordinator)
    agreed = second("agree_response", made, case.director)

    assert (agreed.status, agreed.agreed_by) == ("decided", case.director)
    with pytest.raises(PermissionDenied, match="waits for nobody"):
        second("refuse_response", made, case.director)


def test_second_person_may_refuse_and_a_newer_decision_takes_its_place(case):
    case.judge(is_capable=False, is_willing=False)
    refused = second(
        "refuse_response", case.act("decide_response", step=4, reason="Now"), case.director
    )
    waiting = case.act("decide_response", step=4, reason="Again")
    newer = case.act("decide_response", step=3, reason="A step less")

    assert refused.status == "refused"
    assert not newer.is_waiting
    with pytest.raises(PermissionDenied, match="superseded"):
        second("agree_response", waiting, case.director)


def test_decision_before_the_partnership_was_asked_is_the_offices_alone():
    case = make_case(is_shared=False)
    case.judge()
    case.act("decide_response", step=1, reason="Ask first")

    assert AuditEvent.objects.get(verb="decide_response").side == "government"
    assert not ResponseDecision.objects.visible_to(case.coordinator).exists()


def test_concern_that_moved_on_is_stale(case):
    case.judge()
    stale = case.concern.version
    case.act("decide_response", step=1, reason="One")

    with pytest.raises(Stale):
        case.act("decide_response", version=stale, step=2, reason="Two")


def test_every_move_is_an_action_with_its_policy():
    assert set(RESPONSE_MOVES) <= set(actions.__all__)
    assert {f"may_{verb}" for verb in RESPONSE_MOVES} <= set(policies.__all__)


def test_step_that_waits_for_a_second_person_goes_with_its_concern(case):
    case.judge(is_capable=False, is_willing=False)
    proposed = policies.room_for(case.concern, queries.standing_of(case.area))
    case.act("decide_response", step=proposed.highest, reason="It is urgent")
    assert ResponseDecision.objects.get().is_waiting

    case.act("resolve", outcome="Burglary is back where it was")

    assert ResponseDecision.objects.get().status == "superseded"
    assert not queries.live_responses(case.concern).exists()
