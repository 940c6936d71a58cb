"""Plans and their steps by key: begun, written, refreshed and published as on the pages."""

import pytest

from partnerships.models import Scope
from targets.models import PartnershipPlan, PlanAction
from tests.factories import standards
from tests.factories import targets as made
from tests.factories.keys import program
from tests.factories.partnerships import make_area, make_organisation
from tests.integration.api.test_problems import problem

pytestmark = pytest.mark.django_db

PLANS, STEPS = "/api/v1/partnership-plans/", "/api/v1/plan-steps/"
STEP = {"step": "Wardens on Fridays", "resources": "Two wardens", "due_on": "2009-03-31"}


@pytest.fixture
def cdrp(db):
    return made.make_cdrp()


@pytest.fixture
def officer(cdrp):
    return made.make_officer(cdrp)


@pytest.fixture
def chair(cdrp):
    return made.make_chair(cdrp)


@pytest.fixture
def adopted(cdrp, officer, chair):
    return made.make_adopted(cdrp, officer, chair)


@pytest.fixture
def draft(cdrp, officer, adopted):
    return standards.start_plan(cdrp, officer)


@pytest.fixture
def plan(cdrp, officer, chair):
    return standards.make_adopted_plan(cdrp, officer, chair)


@pytest.fixture
def writer(officer):
    return program(officer, Scope.ASSESSMENTS_WRITE)


def send(client, address, body=None, *, version=None, key="once"):
    headers = {"idempotency-key": key} | ({"if-match": f'"{version}"'} if version else {})
    return client.post(address, body or {}, format="json", headers=headers)


def of(record, act):
    kind = STEPS if isinstance(record, PlanAction) else PLANS
    return f"{kind}{record.pk}/{act}/"


def allowed(told):
    return {one["name"]: one["allowed"] for one in told["actions"]}


def test_a_plan_from_its_beginning_to_the_chair(writer, cdrp, adopted, chair):
    body = {"partnership": cdrp.code, "first_year": "2008/09"}
    begun = send(writer, PLANS, body, key="start")
    assert (begun.status_code, begun["ETag"]) == (201, '"1"'), begun.content
    plan = PartnershipPlan.objects.get()
    assert begun["Location"].endswith(f"{PLANS}{plan.pk}/")
    texts = {"strategy": "Safer nights.", "engagement": "We asked.", "summary": "Less noise."}

    written = send(writer, of(plan, "write"), texts, version=1, key="write").json()
    step = {
        **STEP,
        "priority": adopted.priorities.get().pk,
        "lead": cdrp.organisations.first().code,
        "measure": "Fewer calls",
    }
    told = send(writer, of(plan, "steps"), step, key="step").json()

    assert (written["strategy"], written["version"]) == ("Safer nights.", 2)
    (one,) = told["steps"]
    assert (one["priority_title"], one["due_on"]) == ("Violence in town centres", "2009-03-31")
    assert allowed(one) == {"change": True, "remove": True, "note_progress": False}
    adopt = told["actions"][-1]
    assert (adopt["name"], adopt["method"]) == ("adopt_plan", "GET")
    assert adopt["href"].endswith(f"/plans/{plan.pk}/adopt/")
    assert adopt["reason_if_not"].startswith("Only the chair")
    assert standards.adopt_plan(plan, chair).status == "adopted"


def test_steps_are_changed_taken_out_and_noted(writer, draft, officer, chair):
    standards.write_plan(draft, officer)
    one, two = standards.add_action(draft, officer), standards.add_action(draft, officer)

    changed = send(writer, of(one, "change"), {"resources": "Four wardens"}, version=1, key="1")
    gone = send(writer, of(two, "remove"), version=1, key="2")
    standards.adopt_plan(draft, chair)
    body = {"progress": "Begun in May"}
    noted = send(writer, of(one, "note-progress"), body, version=2, key="3")

    assert (changed.json()["resources"], changed["ETag"]) == ("Four wardens", '"2"')
    assert (gone.status_code, gone.json()["id"]) == (200, two.pk)
    assert PlanAction.objects.get().progress == noted.json()["progress"] == "Begun in May"
    late = send(writer, of(one, "change"), {"step": "Else"}, version=3, key="4")
    assert "Refresh it instead" in problem(late, 403, "forbidden")["detail"]


def test_a_plan_is_refreshed_published_and_a_draft_discarded(writer, plan):
    public = send(writer, of(plan, "publish-summary"), version=plan.version, key="1").json()
    assert public["summary_is_public"] is True
    back = {"reason": "It names somebody"}
    taken = send(writer, of(plan, "unpublish-summary"), back, version=public["version"], key="2")
    assert taken.json()["summary_is_public"] is False
    again = {"year": "2009/10", "reason": "A new priority"}

    refreshed = send(writer, of(plan, "refresh"), again, version=taken.json()["version"], key="3")

    made_anew = refreshed.json()
    assert (refreshed.status_code, made_anew["edition"], made_anew["year"]) == (201, 2, "2009/10")
    assert [one["step"] for one in made_anew["steps"]] == ["Street wardens on Fridays"]
    address = f"{PLANS}{made_anew['id']}/discard/"
    gone = send(writer, address, version=made_anew["version"], key="4")
    assert gone.json()["status"] == "draft"
    assert PartnershipPlan.objects.get() == plan


def test_all_that_is_wrong_with_a_step_is_told_at_once(writer, draft):
    answer = send(writer, of(draft, "steps"), {"due_on": "soon", "lead": "nobody", "colour": 1})

    wrong = {one["parameter"] for one in problem(answer, 400, "invalid")["errors"]}
    assert wrong == {"colour", "priority", "step", "resources", "due_on", "lead"}


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"lead": "x-stranger"}, "“x-stranger” is not of this partnership"),
        ({"indicator": None, "measure": ""}, "Choose an indicator, or say how"),
        ({"priority": 987654}, "is not the id of one you may see"),
        ({}, "says nothing"),
    ],
)
def test_what_does_not_fit_a_plan_is_refused(writer, draft, officer, changes, words):
    make_organisation("x-stranger", name="x-stranger")
    step = standards.add_action(draft, officer)

    answer = send(writer, of(step, "change"), changes, version=1)

    assert words in str(problem(answer, 400, "invalid")["errors"])


@pytest.mark.parametrize(
    "body, words",
    [
        ({"first_year": "2008"}, "is not a financial year from 2007/08 to 2011/12"),
        ({"first_year": "2008"}, "Write it as 2008/09"),
        ({"partnership": "nowhere"}, "is not the code of a partnership"),
        ({"first_year": "2008/09"}, "There is a plan for these three years already"),
    ],
)
def test_a_plan_that_cannot_begin_is_refused_in_words(writer, draft, cdrp, body, words):
    answer = send(writer, PLANS, {"partnership": cdrp.code, "first_year": "2009/10", **body})

    assert words in str(problem(answer, 400, "invalid")["errors"])


def test_who_may_not_is_told_why_and_who_is_late_what_is_there_now(writer, plan, draft_of_other):
    foreign = send(writer, PLANS, {"partnership": "x-far", "first_year": "2008/09"}, key="1")
    assert "Only the officers and the chair of" in problem(foreign, 403, "forbidden")["detail"]
    assert send(writer, of(draft_of_other, "write"), {"summary": "x"}, version=1).status_code == 404
    stale = send(writer, of(plan, "publish-summary"), version=9, key="2")
    assert problem(stale, 412, "precondition_failed")["current"]["version"] == plan.version
    assert send(writer, of(plan, "publish-summary"), key="3").status_code == 428
    outside = {"year": "2011/12", "reason": "New"}
    wrong = send(writer, of(plan, "refresh"), outside, version=plan.version, key="4")
    assert problem(wrong, 400, "invalid")["errors"][0]["parameter"] == "year"


@pytest.fixture
def draft_of_other(db):
    other = made.make_cdrp("x-far", areas=[make_area("X07000902")])
    officer, chair = made.make_officer(other, "far"), made.make_chair(other, "far-chair")
    made.make_adopted(other, officer, chair)
    return standards.start_plan(other, officer)


def test_a_summary_that_is_not_written_is_not_published(writer, cdrp, officer, chair, adopted):
    plan = standards.start_plan(cdrp, officer)
    standards.write_plan(plan, officer, strategy="Safer", engagement="Asked")
    standards.add_action(plan, officer)
    plan = standards.adopt_plan(plan, chair)

    answer = send(writer, of(plan, "publish-summary"), version=plan.version)

    assert "No summary is written" in problem(answer, 403, "forbidden")["detail"]


def test_a_plan_comes_with_its_steps_and_what_may_be_done(plan, officer):
    told = program(officer, Scope.AGREEMENTS_READ).get(f"{PLANS}{plan.pk}/").json()

    assert (told["term"], told["status"]) == ("2008/09 to 2010/11", "adopted")
    assert allowed(told) == {
        "write": False,
        "add_step": False,
        "refresh": True,
        "discard": False,
        "publish_summary": True,
        "unpublish_summary": False,
        "adopt_plan": False,
    }
    reasons = {one["name"]: one["reason_if_not"] for one in told["actions"]}
    assert reasons["unpublish_summary"] == "The summary is not published."


def test_plans_are_read_with_the_scope_alone(plan, officer, client):
    reader = program(officer, Scope.AGREEMENTS_READ)
    assert client.get(PLANS).status_code == 401
    assert program(officer, Scope.VALUES_READ).get(PLANS).status_code == 403
    assert reader.get(PLANS, {"status": "draft"}).json()["data"] == []
    assert reader.get(STEPS, {"partnership": "x-cdrp"}).json()["meta"]["returned"] == 1
    assert send(reader, of(plan, "publish-summary"), version=plan.version).status_code == 403


def test_a_list_of_plans_has_the_ids_of_their_steps(plan, officer):
    (listed,) = program(officer, Scope.AGREEMENTS_READ).get(PLANS).json()["data"]

    assert listed["steps"] == [plan.actions.get().pk]
