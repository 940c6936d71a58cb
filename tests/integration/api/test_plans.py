"""Checklists, plans and counties' agreements, as a partner's system reads them."""

import pytest

from partnerships.models import Scope
from tests.conftest import person
from tests.factories import standards
from tests.factories import targets as made
from tests.factories.keys import program
from tests.factories.partnerships import make_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def cdrp():
    return made.make_cdrp()


@pytest.fixture
def officer(cdrp):
    return made.make_officer(cdrp)


@pytest.fixture
def chair(cdrp):
    return made.make_chair(cdrp)


@pytest.fixture
def plan(cdrp, officer, chair):
    return standards.make_adopted_plan(cdrp, officer, chair)


def reader(user):
    return program(user, Scope.AGREEMENTS_READ)


def test_a_checklist_says_law_state_and_what_to_do(cdrp, officer, plan):
    told = reader(officer).get(f"/api/v1/hallmarks/{cdrp.code}/", {"year": "2008/09"}).json()

    assert (told["partnership"]["code"], told["year"]) == (cdrp.code, "2008/09")
    by_key = {one["key"]: one for one in told["standards"]}
    assessment = by_key["assessment"]
    assert (assessment["state"], assessment["evidence"]["on"]) == ("met", "2008-02-04")
    assert assessment["evidence"]["href"].endswith(plan.assessment.get_absolute_url())
    meeting = by_key["public-meeting"]
    assert (meeting["state"], meeting["by"]) == ("overdue", "2008-03-31")
    assert meeting["next_step"].startswith("Hold a public meeting")
    assert meeting["source"] == "SI 2007/1830 reg. 12"


def test_checklists_of_a_region_are_those_of_its_partnerships(cdrp):
    made.make_cdrp("x-far", areas=[make_area("X07000902")])
    reviewer = person("reviewer", "go_reviewer", area=cdrp.areas.get())

    listed = reader(reviewer).get("/api/v1/hallmarks/").json()["data"]

    assert [one["partnership"]["code"] for one in listed] == [cdrp.code]
    assert reader(reviewer).get("/api/v1/hallmarks/x-far/").status_code == 404
    wrong = reader(reviewer).get("/api/v1/hallmarks/", {"year": "2008"})
    assert wrong.status_code == 400


def test_a_plan_comes_with_its_steps_and_what_may_be_done(plan, officer):
    told = reader(officer).get(f"/api/v1/partnership-plans/{plan.pk}/").json()

    assert (told["term"], told["status"]) == ("2008/09 to 2010/11", "adopted")
    (step,) = told["steps"]
    assert (step["priority"], step["due_on"]) == ("Violence in town centres", "2009-03-31")
    allowed = {one["name"]: one["allowed"] for one in told["actions"]}
    assert allowed == {
        "adopt-plan": False,
        "refresh-plan": True,
        "publish-summary": True,
        "unpublish-summary": False,
    }
    reasons = {one["name"]: one["reason_if_not"] for one in told["actions"]}
    assert reasons["unpublish-summary"] == "The summary is not published."


def test_plans_are_read_with_the_scope_alone(plan, officer, client):
    assert client.get("/api/v1/partnership-plans/").status_code == 401
    of_values = program(officer, Scope.VALUES_READ)
    assert of_values.get("/api/v1/partnership-plans/").status_code == 403
    drafts = reader(officer).get("/api/v1/partnership-plans/", {"status": "draft"}).json()
    assert drafts["data"] == []


def test_a_countys_agreement_says_what_is_missing(cdrp, officer, chair):
    made.make_adopted(cdrp, officer, chair)
    group, of_county = standards.make_county(cdrp.areas.get())
    agreement = standards.start_safety_agreement(group, of_county)

    told = reader(of_county).get(f"/api/v1/community-safety-agreements/{agreement.pk}/").json()

    assert (told["year"], told["status"]) == ("2008/09", "draft")
    (adopt,) = told["actions"]
    assert adopt["reason_if_not"] == "Nothing is written yet on priorities and how they are met."
    address = f"/api/v1/community-safety-agreements/{agreement.pk}/"
    assert reader(officer).get(address).status_code == 404


def test_a_list_asks_as_much_for_many_plans_as_for_one(plan, django_assert_max_num_queries):
    for number in range(2, 6):
        other = made.make_cdrp(f"x-cdrp-{number}", areas=[make_area(f"X0700090{number}")])
        people = made.make_officer(other, f"o{number}"), made.make_chair(other, f"c{number}")
        standards.make_adopted_plan(other, *people)
    asks = reader(person("home", "ho_analyst"))

    with django_assert_max_num_queries(22):
        listed = asks.get("/api/v1/partnership-plans/").json()["data"]
    assert len(listed) == 5
