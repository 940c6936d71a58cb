"""Interventions and judgements, as departments' and inspectorates' systems read and send them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Scope
from reviews.models import Acknowledgement, Intervention, Judgement
from tests.factories.concerns import make_case
from tests.factories.keys import program

pytestmark = pytest.mark.django_db

INTERVENTIONS, JUDGEMENTS = "/api/v1/interventions/", "/api/v1/judgements/"


@pytest.fixture
def case():
    return make_case()


@pytest.fixture
def office(case):
    return program(case.reviewer, Scope.CONCERNS_WRITE)


@pytest.fixture
def inspectorate(case):
    return program(case.inspector, Scope.CONCERNS_WRITE)


def reader(user):
    return program(user, Scope.CONCERNS_READ)


def send(client, address, body, *, version=None, key="once"):
    headers = {"idempotency-key": key} | ({"if-match": f'"{version}"'} if version else {})
    return client.post(address, body, format="json", headers=headers)


def an_intervention(case, **changes):
    return {
        "area": case.area.gss_code,
        "body": "government_office",
        "kind": "request",
        "step": 1,
        "title": "A list",
        "text": "Send what is under way in schools",
        **changes,
    }


def a_finding(case, **changes):
    return {
        "area": case.area.gss_code,
        "kind": "inspection",
        "body": "hmic",
        "published_on": "2009-06-01",
        "report": "Inspection of custody",
        "text": "Too few checks",
        "weight": "concern",
        "indicators": [case.concern.target.indicator.code],
        **changes,
    }


def test_what_is_open_is_read_by_those_of_the_area(case):
    made = case.open("School survey", by=case.inspector)

    (told,) = reader(case.coordinator).get(INTERVENTIONS, {"status": "open"}).json()["data"]
    assert (told["id"], told["body"], told["status"]) == (made.pk, "ofsted", "open")
    assert told["acknowledged_by_you"] is False
    acts = {one["name"]: one["reason_if_not"] for one in told["actions"]}
    assert acts["close"] == "Only those who act for the Ofsted close what it has open."
    assert reader(case.stranger).get(INTERVENTIONS).json()["data"] == []
    assert reader(case.stranger).get(f"{INTERVENTIONS}{made.pk}/").status_code == 404


def test_key_opens_once_it_names_what_it_has_read(case, office):
    made = case.open("School survey", by=case.inspector)

    refused = send(office, INTERVENTIONS, an_intervention(case))
    assert refused.status_code == 403
    assert "“School survey” (Ofsted)" in refused.json()["detail"]
    opened = send(office, INTERVENTIONS, an_intervention(case, acknowledged=[made.pk]), key="again")
    assert opened.status_code == 201
    assert opened.json()["body"] == "government_office"
    assert Acknowledgement.objects.get().acknowledged_by == case.reviewer


def test_key_acknowledges_and_closes(case, office, inspectorate):
    made = case.open("School survey", by=case.inspector)
    address = f"{INTERVENTIONS}{made.pk}/"

    assert send(office, f"{address}acknowledge/", {}).json()["acknowledged_by_you"] is True
    closing = {"outcome": "It has come"}
    assert send(office, f"{address}close/", closing, version=1, key="2").status_code == 403
    closed = send(inspectorate, f"{address}close/", closing, version=1)
    assert (closed.json()["status"], closed.json()["outcome"]) == ("closed", "It has come")
    assert send(inspectorate, f"{address}close/", closing, version=1, key="3").status_code == 412


@pytest.mark.parametrize(
    ("changes", "status", "why"),
    [
        ({"text": "Cut burglary by 15%"}, 400, "only the Local Area Agreement"),
        ({"body": "home_office"}, 403, "You do not act for the Home Office."),
        ({"kind": "formal", "step": 4}, 403, "A key cannot judge that"),
        ({"due_on": "2009-01-01"}, 400, "must not be past"),
        ({"step": 9}, 400, "is not a whole number from 0 to 5"),
    ],
)
def test_what_is_not_taken_is_refused_with_its_reason(case, office, changes, status, why):
    answer = send(office, INTERVENTIONS, an_intervention(case, **changes))

    assert answer.status_code == status
    assert why in answer.content.decode()
    assert not Intervention.objects.exists()


def test_finding_is_entered_and_withdrawn_by_key(case, inspectorate):
    entered = send(inspectorate, JUDGEMENTS, a_finding(case))

    assert entered.status_code == 201
    told = entered.json()
    assert (told["weight"], told["flag"]) == ("concern", None)
    assert [one["code"] for one in told["indicators"]] == [case.concern.target.indicator.code]
    address = f"{JUDGEMENTS}{told['id']}/withdraw/"
    withdrawn = send(inspectorate, address, {"reason": "Mistaken"}, version=1, key="2")
    assert withdrawn.json()["withdrawn_because"] == "Mistaken"
    found = reader(case.coordinator).get(JUDGEMENTS, {"status": "standing"}).json()
    assert found["data"] == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            {"kind": "area_assessment", "question": "needs", "published_on": "2009-03-31"},
            "began on 1 April 2009",
        ),
        ({"body": "csci"}, "became part of the Care Quality Commission"),
        ({"score": 3}, "Only an organisational assessment has a score."),
    ],
)
def test_finding_that_cannot_be_is_refused(case, inspectorate, changes, why):
    answer = send(inspectorate, JUDGEMENTS, a_finding(case, **changes))

    assert answer.status_code == 400
    assert why in answer.content.decode()
    assert not Judgement.objects.exists()


def test_reviewer_enters_no_finding(case, office):
    assert send(office, JUDGEMENTS, a_finding(case)).status_code == 403


def test_lists_are_chosen_by_area_indicator_and_kind(case, inspectorate):
    case.enter()
    other = make_case("Q")
    other.enter()

    def chosen(**query):
        return len(inspectorate.get(JUDGEMENTS, query).json()["data"])

    assert chosen() == 2
    assert chosen(area=case.area.gss_code) == 1
    assert chosen(indicator=other.concern.target.indicator.code) == 1
    assert chosen(kind="at_risk") == 0


@pytest.mark.parametrize("address", [INTERVENTIONS, JUDGEMENTS])
def test_list_asks_as_often_for_many_as_for_one(case, inspectorate, address):
    def fill(number):
        for place in range(number):
            case.open(f"Survey {place}", by=case.inspector)
            case.enter(report=f"Report {place}")

    fill(1)
    inspectorate.get(address)
    with CaptureQueriesContext(connection) as first:
        inspectorate.get(address)
    fill(6)
    with CaptureQueriesContext(connection) as second:
        assert len(inspectorate.get(address).json()["data"]) == 7
    assert len(first) == len(second)
