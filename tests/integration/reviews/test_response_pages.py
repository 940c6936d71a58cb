"""The pages on which it is judged, decided, opened, acknowledged, agreed and entered."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews import actions
from reviews.models import Acknowledgement, ImprovementPlan, Intervention, Judgement, Standing
from tests.factories.concerns import NOW, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return make_case()


@pytest.fixture
def look(client):
    """Open a page as somebody, or send its form; the answer, or the page it leads on to."""

    def do(who, name, *args, follow=True, **sent):
        client.force_login(who)
        address = reverse(f"reviews:{name}", args=args)
        return client.post(address, sent, follow=follow) if sent else client.get(address)

    return do


def text(answer):
    """What a page says, its spaces as a reader sees them."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text))).strip()


def test_standing_is_judged_and_read_with_the_ladder(case, look):
    assert "Nobody has judged it yet" in text(look(case.reviewer, "standing", case.area.gss_code))
    said = {"is_capable": "no", "is_willing": "yes", "reason": "Two posts are empty"}
    page = look(case.reviewer, "judge-standing", case.area.gss_code, **said)

    assert "Cannot act alone, and is willing to Now Two posts are empty" in text(page)
    assert Standing.objects.get().is_willing
    page = text(look(case.coordinator, "standing", case.area.gss_code))
    assert "Two posts are empty" in page
    assert "Only the Government Office of Oakshire does that." in page
    assert "5. Statutory direction or intervention" in page
    assert look(case.stranger, "standing", case.area.gss_code).status_code == 404


def test_step_is_decided_within_its_room(case, look):
    page = look(case.reviewer, "decide-response", case.pk)
    assert "Judge that first" in text(page)
    case.judge()

    page = text(look(case.reviewer, "decide-response", case.pk))
    assert "Proposed: step 1, a conversation" in page
    assert "4. An improvement notice" not in page
    sent = {"version": case.concern.version, "step": 2, "reason": "They asked for help"}
    page = text(look(case.reviewer, "decide-response", case.pk, **sent))
    assert "Decided: step 2, support: peers" in page
    assert "In effect They asked for help" in page
    assert "Home Office support: Support for a partnership that needs and wants it" in page


def test_second_person_is_asked_and_agrees(case, look):
    case.judge(is_capable=False, is_willing=False)
    made = case.act("decide_response", step=4, reason="Nothing is done")

    page = look(case.reviewer, "agree-response", made.pk)
    assert "A colleague in the Government Office has to agree" in text(page)
    page = text(look(case.director, "agree-response", made.pk, version=1, reason="Seen myself"))
    assert "In effect Nothing is done" in page
    assert "Agreed by a second person, " in page


def test_what_others_have_open_is_read_before_something_is_opened(case, look):
    first = case.open("School survey", by=case.inspector)
    said = {"body": "government_office", "kind": "visit", "step": 1, "title": "Visit", "text": "Go"}

    page = look(case.reviewer, "intervention-open", case.area.gss_code, **said)
    assert page.status_code == 422
    assert "“School survey” (Ofsted)" in text(page)
    assert "I have seen “School survey”" in text(page)
    page = look(
        case.reviewer, "intervention-open", case.area.gss_code, **said, acknowledged=first.pk
    )
    assert "Visit Open Government Office: visit, review or inspection" in text(page)
    assert Acknowledgement.objects.get().acknowledged_by == case.reviewer


def test_concern_goes_to_three_once_what_others_have_open_is_ticked(case, look):
    first = case.open("School survey", by=case.inspector)
    said = {"level": 3, "rationale": "No leadership"}

    held = look(case.reviewer, "escalate", case.pk, version=case.concern.version, **said)
    assert held.status_code == 422
    assert "something open in Oakshire that you have not acknowledged" in text(held)
    assert "No leadership" in text(held)
    said |= {"version": case.concern.version, "acknowledged": first.pk}
    page = look(case.reviewer, "escalate", case.pk, **said)
    assert "3, serious" in text(page)
    assert "You have seen it" in text(page)


def test_burden_of_an_area_counts_by_body(case, look):
    case.open("School survey", by=case.inspector)
    case.open("Second survey", by=case.inspector)

    page = text(look(case.coordinator, "interventions", case.area.gss_code))
    assert "Ofsted 2 2 0 No day is set 1" in page
    assert "Acknowledge" not in page
    assert look(case.stranger, "interventions", case.area.gss_code).status_code == 404


def test_intervention_is_acknowledged_and_closed(case, look):
    made = case.open("School survey", by=case.inspector)

    page = text(look(case.reviewer, "acknowledge-intervention", made.pk, sent="1"))
    assert "You have acknowledged it" in page
    closing = {"version": 1, "outcome": "It has come"}
    assert look(case.reviewer, "close-intervention", made.pk, **closing).status_code == 403
    page = text(look(case.inspector, "close-intervention", made.pk, **closing))
    assert "School survey Closed" in page
    assert not Intervention.objects.open().exists()


def test_plan_is_proposed_filled_agreed_and_finished(case, look):
    case.organisation.areas.add(case.area)
    sent = {"version": case.concern.version, "aim": "Burglary falls by 10%"}
    page = look(case.reviewer, "propose-improvement", case.pk, **sent)
    assert page.status_code == 422
    assert "only the Local Area Agreement sets one" in text(page)
    look(case.reviewer, "propose-improvement", case.pk, **sent | {"aim": "Shops are checked"})
    plan = ImprovementPlan.objects.get()
    action = {
        "version": plan.version,
        "text": "Visit the shops",
        "organisation": case.organisation.pk,
        "owner": "Chief inspector",
        "milestone": "All visited once",
        "due_on-day": 1,
        "due_on-month": 6,
        "due_on-year": 2099,
    }
    look(case.coordinator, "add-improvement-action", plan.pk, **action)
    look(case.coordinator, "agree-improvement", plan.pk, version=2)
    done = plan.actions.get()
    look(case.coordinator, "show-evidence", done.pk, version=1, evidence="The visit book")
    page = text(look(case.reviewer, "plan", case.pk))
    assert "1. Visit the shops" in page
    assert "Done The visit book" in page
    look(
        case.reviewer,
        "finish-improvement",
        plan.pk,
        version=3,
        outcome="All were visited",
        closes_concern="on",
    )
    assert case.concern.status == "resolved"


def test_whoever_closes_a_concern_reads_that_its_plan_closes_with_it(case, look):
    closes_too = "Its improvement plan closes with it"
    assert closes_too not in text(look(case.reviewer, "resolve", case.pk))
    case.propose()

    assert closes_too in text(look(case.reviewer, "resolve", case.pk))
    assert closes_too not in text(look(case.reviewer, "lower", case.pk))
    look(case.reviewer, "resolve", case.pk, version=case.concern.version, outcome="Settled")

    assert ImprovementPlan.objects.get().outcome == "The concern was closed: Settled"
    page = text(look(case.coordinator, "plan", case.pk))
    assert "Ended before it was done" in page


def test_plan_that_moved_on_comes_back_with_what_was_typed(case, look):
    plan = case.propose()
    case.add(plan)

    page = look(case.reviewer, "end-improvement", plan.pk, version=1, reason="Begun too early")
    assert page.status_code == 409
    assert "Begun too early" in page.text
    assert look(case.stranger, "plan", case.pk).status_code == 404


def test_red_flag_is_entered_beside_what_is_in_hand(case, look):
    case.act("answer", by=case.coordinator, text="A gang, now arrested")
    case.act("accept_answer", reason="That explains it")
    kind = "area_assessment"
    page = text(look(case.inspector, "enter-judgement", case.area.gss_code, kind))
    assert "Already in hand here" in page
    said = {
        "body": "audit_commission",
        "report": "Area assessment",
        "published_on-day": 31,
        "published_on-month": 3,
        "published_on-year": 2009,
        "question": "outcomes",
        "weight": "concern",
        "text": "Homes are not safer",
        "indicators": case.concern.target.indicator_id,
    }
    page = look(case.inspector, "enter-judgement", case.area.gss_code, kind, **said)
    assert page.status_code == 422
    assert "began on 1 April 2009" in text(page)
    page = look(
        case.inspector,
        "enter-judgement",
        case.area.gss_code,
        kind,
        **said | {"published_on-month": 12},
    )
    assert "Area assessment Red flag" in text(page)
    assert "Action is already in hand. What is being done about Burglary" in text(page)
    made = Judgement.objects.get()
    page = look(case.inspector, "withdraw-judgement", made.pk, version=1, reason="Mistaken")
    assert "Withdrawn on" in text(page)


def test_advice_is_added_and_stays_among_government(case, look):
    look(case.analyst, "advise", case.pk, body="home_office", text="Wait for the inquest")

    assert "Wait for the inquest" in text(look(case.reviewer, "plan", case.pk))
    assert "Wait for the inquest" not in text(look(case.coordinator, "plan", case.pk))


@pytest.mark.parametrize("name", ["interventions", "judgements", "standing", "plan"])
def test_pages_ask_as_often_for_many_as_for_one(case, look, name):
    def fill(number):
        for place in range(number):
            case.open(f"Survey {place}", by=case.inspector)
            case.enter(report=f"Report {place}")
            case.judge()
            plan = case.propose()
            case.add(plan)
            case.on_plan("end_improvement", plan, reason="Another comes")
            actions.advise(
                concern_id=case.pk, body="home_office", text="Wait", by=case.analyst, at=NOW
            )

    key = case.pk if name == "plan" else case.area.gss_code
    fill(1)
    look(case.reviewer, name, key)
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert look(case.reviewer, name, key).status_code == 200
        asked.append(len(queries))
        fill(5)
    assert asked[0] == asked[1]
