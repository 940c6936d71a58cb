"""An improvement plan: proposed by one side, agreed by the other, shown to be done."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from partnerships.models import Key, User
from reviews import actions, policies
from reviews.models import ImprovementPlan
from reviews.states import IMPROVEMENT_MOVES
from tests.factories.concerns import NOW, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return make_case()


def show(action, by, **changes):
    values = {"action_id": action.pk, "version": action.version, "evidence": "The visit book"}
    return actions.show_evidence(by=by, at=NOW, **values | changes)


def test_plan_from_proposal_to_a_closed_concern(case):
    plan = case.propose()
    action = case.add(plan, by=case.coordinator)
    agreed = case.on_plan("agree_improvement", plan, by=case.coordinator)
    assert (agreed.status, agreed.agreed_by) == ("agreed", case.coordinator)

    with pytest.raises(PermissionDenied, match=r"Not shown to be done yet: 1\. Visit the shops"):
        case.on_plan("finish_improvement", plan, outcome="Done", closes_concern=True)
    show(action, case.coordinator)
    case.on_plan("finish_improvement", plan, outcome="All were visited", closes_concern=True)

    concern = case.concern
    assert (concern.status, concern.outcome) == ("resolved", "All were visited")
    verbs = list(concern.steps.values_list("verb", flat=True))
    assert verbs[-4:] == [
        "propose_improvement",
        "agree_improvement",
        "finish_improvement",
        "resolve",
    ]


def test_plan_that_is_done_may_leave_its_concern_open(case):
    plan = case.propose()
    action = case.add(plan)
    case.on_plan("agree_improvement", plan, by=case.coordinator)
    show(action, case.reviewer)
    case.on_plan("finish_improvement", plan, outcome="Done", closes_concern=False)

    assert case.concern.closed_at is None
    assert case.propose(by=case.coordinator).side == "partnership"


def test_plan_sets_no_target(case):
    with pytest.raises(actions.SetsTarget, match="only mechanism"):
        case.propose(aim="Burglary falls by 10%")
    plan = case.propose()
    with pytest.raises(actions.SetsTarget):
        case.add(plan, milestone="Cut burglary to 400 a year")
    with pytest.raises(actions.TooEarly):
        case.add(plan, due_on=date(2009, 5, 31))


def test_side_that_proposed_does_not_agree_and_an_empty_plan_is_none(case):
    plan = case.propose(by=case.coordinator)

    with pytest.raises(PermissionDenied, match="no action in it"):
        case.on_plan("agree_improvement", plan)
    case.add(plan)
    with pytest.raises(PermissionDenied, match="Your side proposed it"):
        case.on_plan("agree_improvement", plan, by=case.coordinator)
    case.on_plan("agree_improvement", plan)
    with pytest.raises(PermissionDenied, match="Both sides have agreed"):
        case.add(plan)


def test_concern_has_one_live_plan(case):
    first = case.propose()
    with pytest.raises(PermissionDenied, match="under way"):
        case.propose()
    case.on_plan("end_improvement", first, reason="Begun too early")
    assert case.propose() != first
    assert ImprovementPlan.objects.live().count() == 1


def test_nobody_else_agrees_and_the_partnership_closes_nothing(case):
    for somebody in (case.analyst, case.inspector, case.stranger):
        with pytest.raises(PermissionDenied, match="agree on what is done"):
            case.propose(by=somebody)
    plan = case.propose()
    action = case.add(plan)
    with pytest.raises(PermissionDenied, match="both sides have agreed"):
        show(action, case.reviewer)
    case.on_plan("agree_improvement", plan, by=case.coordinator)
    with pytest.raises(PermissionDenied, match="closes a plan"):
        case.on_plan("end_improvement", plan, by=case.coordinator, reason="Enough")
    show(action, case.coordinator)
    with pytest.raises(Stale):
        show(action, case.coordinator, version=1)
    with pytest.raises(PermissionDenied, match="closes a plan"):
        case.on_plan(
            "finish_improvement", plan, by=case.coordinator, outcome="Done", closes_concern=False
        )


def test_partnership_is_asked_before_a_plan_is_made():
    case = make_case(is_shared=False)

    with pytest.raises(PermissionDenied, match="Ask it first"):
        case.propose()


@pytest.mark.parametrize("verb", ["resolve", "dismiss"])
@pytest.mark.parametrize("is_agreed", [True, False])
def test_plan_ends_with_its_concern(case, verb, is_agreed):
    plan = case.propose(by=case.coordinator)
    case.add(plan)
    if is_agreed:
        case.on_plan("agree_improvement", plan)

    case.act(verb, outcome="Figures were late")

    plan.refresh_from_db()
    assert (plan.status, plan.closed_by) == ("ended", case.reviewer)
    assert plan.outcome == "The concern was closed: Figures were late"
    verbs = list(case.concern.steps.values_list("verb", flat=True))
    assert verbs[-2:] == ["end_improvement", verb]
    assert AuditEvent.objects.filter(verb="end_improvement", target_id=str(plan.pk)).exists()


def test_plan_of_which_all_is_shown_is_done_with_its_concern(case):
    plan = case.propose()
    action = case.add(plan)
    case.on_plan("agree_improvement", plan, by=case.coordinator)
    show(action, case.coordinator)

    case.act("resolve", outcome="Burglary is back where it was")

    plan.refresh_from_db()
    assert (plan.status, plan.outcome) == ("done", "Burglary is back where it was")


def test_key_does_not_close_a_concern_with_a_plan_that_people_agree_on(case):
    plan = case.propose()
    program = User.objects.get(pk=case.reviewer.pk)
    program.key = Key(role=program.roles.get(), scopes=["concerns:write"])

    with pytest.raises(PermissionDenied, match="Sign in with a browser"):
        case.act("resolve", by=program, outcome="Done")

    plan.refresh_from_db()
    assert (plan.status, case.concern.closed_at) == ("proposed", None)


def test_every_move_is_an_action_with_its_policy():
    assert set(IMPROVEMENT_MOVES) <= set(actions.__all__)
    assert {f"may_{verb}" for verb in IMPROVEMENT_MOVES} <= set(policies.__all__)
