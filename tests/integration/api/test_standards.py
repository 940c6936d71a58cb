"""Checklists, records of what standards ask, and counties' agreements, as partners' systems have
them."""

import pytest

from partnerships.models import Scope
from targets.models import StandardRecord
from tests.conftest import person
from tests.factories import standards
from tests.factories import targets as made
from tests.factories.keys import program
from tests.factories.partnerships import make_area
from tests.integration.api.test_problems import problem

pytestmark = pytest.mark.django_db

HALLMARKS, RECORDS = "/api/v1/hallmarks/", "/api/v1/standard-records/"
AGREEMENTS = "/api/v1/community-safety-agreements/"


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
def writer(officer):
    return program(officer, Scope.ASSESSMENTS_WRITE)


def reader(user):
    return program(user, Scope.AGREEMENTS_READ)


def send(client, address, body, *, version=None, key="once"):
    headers = {"idempotency-key": key} | ({"if-match": f'"{version}"'} if version else {})
    return client.post(address, body, format="json", headers=headers)


def put(client, kind, **said):
    said = {"partnership": "x-cdrp", "kind": kind, "happened_on": "2008-05-01", **said}
    return send(client, RECORDS, said, key=f"after-{StandardRecord.objects.count()}")


def test_a_checklist_says_law_state_and_what_to_do(cdrp, officer, chair):
    plan = standards.make_adopted_plan(cdrp, officer, chair)

    told = reader(officer).get(f"{HALLMARKS}{cdrp.code}/", {"year": "2008/09"}).json()

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

    listed = reader(reviewer).get(HALLMARKS).json()["data"]

    assert [one["partnership"]["code"] for one in listed] == [cdrp.code]
    assert reader(reviewer).get(f"{HALLMARKS}x-far/").status_code == 404
    wrong = reader(reviewer).get(HALLMARKS, {"year": "2008"})
    assert "Write it as 2008/09" in problem(wrong, 400, "invalid")["detail"]


def test_each_kind_is_put_on_record_and_counts(writer, cdrp, officer):
    bodies = list(cdrp.organisations.values_list("code", flat=True))
    said = {
        "protocol": {"organisations": bodies, "review_due_on": "2009-05-01"},
        "liaison-officer": {"organisations": bodies, "text": "Analyst"},
        "scrutiny-committee": {"text": "Safer Wold committee"},
        "skills-review": {"text": "Two need training"},
        "alignment": {"year": "2008/09", "text": "Same priorities"},
    }

    for kind, fields in said.items():
        assert put(writer, kind, **fields).status_code == 201, kind
    for quarter in ("2007/08 Q3", "2007/08 Q4"):
        told = put(writer, "disclosure", organisations=bodies, quarter=quarter).json()

    assert (told["kind"], told["quarter"], told["year"]) == ("disclosure", "2007/08 Q4", None)
    assert len(told["organisations"]) == len(bodies)
    listed = writer.get(RECORDS, {"kind": "alignment"}).json()["data"]
    assert [(one["year"], one["by_police_authority"]) for one in listed] == [("2008/09", False)]
    judged = writer.get(f"{HALLMARKS}{cdrp.code}/", {"year": "2008/09"}).json()["standards"]
    states = {one["key"]: one["state"] for one in judged}
    met = {"protocol", "liaison-officers", "skills-review", "policing-plan"}
    assert {states[key] for key in met} == {"met"}


@pytest.mark.parametrize(
    "kind, said, words",
    [
        ("protocol", {}, "organisations: must be there"),
        ("protocol", {"organisations": []}, "names nobody"),
        ("protocol", {"organisations": ["x-stranger"]}, "is not the code of an organisation"),
        ("liaison-officer", {}, "text: is not a text with something in it"),
        ("disclosure", {"quarter": "2008-10-01"}, "Write it as 2008/09 Q1"),
        ("alignment", {"year": 2008, "text": "x"}, "Write it as 2008/09"),
        ("skills-review", {"text": "x", "year": "2008/09"}, "There is only partnership, kind"),
        ("skills-review", {"text": "x", "happened_on": "2090-01-01"}, "still to come"),
        ("feast", {}, "“feast” is not one of protocol, liaison-officer"),
        (["protocol"], {}, "is not one of protocol"),
    ],
)
def test_a_record_that_lacks_something_is_refused_in_words(writer, kind, said, words):
    answer = put(writer, kind, **said)

    assert words in str(problem(answer, 400, "invalid")["errors"])
    assert not StandardRecord.objects.exists()


def test_a_review_comes_after_the_protocol(writer, cdrp):
    bodies = list(cdrp.organisations.values_list("code", flat=True))

    answer = put(writer, "protocol", organisations=bodies, review_due_on="2008-05-01")

    assert "The review must come after" in str(problem(answer, 400, "invalid")["errors"])


def test_a_mistake_is_withdrawn_with_its_reason(writer, cdrp, officer):
    record = standards.record_standard(cdrp, officer, text="Two need training")
    address = f"{RECORDS}{record.pk}/withdraw/"

    told = send(writer, address, {"reason": "Another group’s"}, version=1, key="1").json()

    assert told["withdrawn_because"] == "Another group’s"
    (act,) = told["actions"]
    assert act["reason_if_not"] == "This record is withdrawn already."
    again = send(writer, address, {"reason": "Twice"}, version=2, key="2")
    assert problem(again, 403, "forbidden")["detail"] == act["reason_if_not"]
    reviewer = person("reviewer", "go_reviewer", area=cdrp.areas.get())
    assert reader(reviewer).get(f"{RECORDS}{record.pk}/").status_code == 404


def test_the_police_authority_says_by_its_own_key_how_its_plan_aligns(cdrp):
    body = cdrp.organisations.get(kind="police_authority")
    body.areas.set(cdrp.areas.all())
    member = program(person("member", "partner", organisation=body), Scope.ASSESSMENTS_WRITE)

    told = put(member, "alignment", year="2008/09", text="It does").json()

    assert told["by_police_authority"] is True
    refused = put(member, "skills-review", text="Fine")
    assert "Only the officers and the chair" in problem(refused, 403, "forbidden")["detail"]


@pytest.fixture
def county(cdrp, officer, chair):
    made.make_adopted(cdrp, officer, chair)
    return standards.make_county(cdrp.areas.get())


def test_a_county_writes_its_agreement_by_key_and_adopts_it_in_a_browser(county, officer):
    group, of_county = county
    writer = program(of_county, Scope.ASSESSMENTS_WRITE)
    body = {"partnership": group.code, "year": "2008/09"}
    begun = send(writer, AGREEMENTS, body, key="1")
    assert begun.status_code == 201, begun.content
    address = f"{AGREEMENTS}{begun.json()['id']}/"
    assert reader(officer).get(address).status_code == 404

    texts = {"priorities": "Violence", "delivery": "One team for the county"}
    told = send(writer, f"{address}write/", texts, version=1, key="2").json()

    assert (told["delivery"], told["version"]) == ("One team for the county", 2)
    write, adopt = told["actions"]
    assert (write["allowed"], write["method"]) == (True, "POST")
    assert (adopt["name"], adopt["method"]) == ("adopt_safety_agreement", "GET")
    assert adopt["allowed"] is True
    stale = send(writer, f"{address}write/", texts, version=1, key="3")
    assert problem(stale, 412, "precondition_failed")["current"]["version"] == 2
    again = send(writer, AGREEMENTS, body, key="4")
    assert "is being written already" in problem(again, 400, "invalid")["detail"]
    assert writer.get(AGREEMENTS, {"year": "2009/10"}).json()["data"] == []


def test_a_countys_agreement_says_what_is_missing(county, officer):
    group, of_county = county
    agreement = standards.start_safety_agreement(group, of_county)

    told = reader(of_county).get(f"{AGREEMENTS}{agreement.pk}/").json()

    adopt = told["actions"][-1]
    assert adopt["reason_if_not"] == "Nothing is written yet on priorities and how they are met."


def test_a_district_does_not_begin_its_countys_agreement(county, writer):
    refused = send(writer, AGREEMENTS, {"partnership": "x-county", "year": "2008/09"})

    assert "Only the officers of" in problem(refused, 403, "forbidden")["detail"]
