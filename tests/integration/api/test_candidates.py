"""What programs read and do between districts and agreements: the same acts as on the pages."""

import pytest

from partnerships.models import Scope
from tests.factories import collation as made
from tests.factories.keys import program

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    found = made.make_county()
    found.adopt("ash", "Noise", "Drugs")
    return found


@pytest.fixture
def officer(county):
    return program(county.officer, Scope.OFFERS_WRITE)


def act(client, address, name, version, **body):
    return client.post(
        f"{address}{name}/",
        body,
        format="json",
        headers={"idempotency-key": f"{name}-{version}", "if-match": f'"{version}"'},
    )


def test_a_program_declines_for_the_county_as_its_officer_does(county, officer):
    (noise,) = county.rows()["Noise"].priorities
    put = made.put(county, "ash", noise)
    (listed,) = officer.get("/api/v1/escalations/", {"status": "put"}).json()["data"]
    address = listed["links"]["self"]
    assert listed["priority"]["title"] == "Noise"
    assert {one["name"]: one["allowed"] for one in listed["actions"]} == {
        "take_up": True,
        "decline": True,
    }

    bare = act(officer, address, "decline", 1, reason="No")
    assert bare.status_code == 400
    assert bare.json()["errors"][0]["parameter"] == "risk_check"
    done = act(officer, address, "decline", 1, reason="No", risk_check="Low").json()

    assert (done["status"], done["version"], done["risk_check"]) == ("declined", 2, "Low")
    put.refresh_from_db()
    assert put.status == "declined"
    assert act(officer, address, "take-up", 1, reason="Yes").status_code == 412


def test_a_program_puts_a_priority_as_its_cdrps_officer_does(county, officer):
    noise, drugs = (county.rows()[title].priorities[0] for title in ("Noise", "Drugs"))
    district = program(county.officers["ash"], Scope.OFFERS_WRITE)

    def put(client, priority, **body):
        given = {"priority": priority, "reason": "It crosses over", "local_risk": "Harm"} | body
        key = f"put-{priority}-{len(body)}"
        address = "/api/v1/escalations/"
        return client.post(address, given, format="json", headers={"idempotency-key": key})

    done = put(district, noise.pk)
    assert (done.status_code, done["ETag"]) == (201, '"1"')
    assert done["Location"] == done.json()["links"]["self"]
    assert done.json()["local_risk"] == "Harm"
    assert put(officer, drugs.pk).status_code == 403
    (unseen,) = county.adopt("birch", "Arson")
    assert put(district, unseen.pk).json()["errors"][0]["parameter"] == "priority"
    assert put(district, drugs.pk, reason=" ").json()["errors"][0]["parameter"] == "reason"
    again = put(district, noise.pk, local_risk="More harm")
    assert again.status_code == 403
    assert again.json()["detail"].startswith("This is before the county already.")


def test_a_district_is_told_why_it_may_not_answer(county):
    (noise,) = county.rows()["Noise"].priorities
    made.put(county, "ash", noise)
    district = program(county.officers["ash"], Scope.OFFERS_WRITE)
    (listed,) = district.get("/api/v1/escalations/").json()["data"]

    refused = act(district, listed["links"]["self"], "take-up", 1, reason="Ours")

    assert refused.status_code == 403
    reason = "Only the officers of Partnership x-group answer for the county."
    assert refused.json()["detail"].startswith(reason)
    assert listed["actions"][0]["reason_if_not"].startswith(reason)


def test_candidates_are_chosen_left_out_and_put_back(county, officer):
    county.act("shortlist", "Noise")
    (listed,) = officer.get("/api/v1/targets/", {"status": "shortlisted"}).json()["data"]
    address = listed["links"]["self"]
    assert [one["title"] for one in listed["priorities"]] == ["Noise"]
    read = officer.get(address)
    assert read["ETag"] == f'"{county.version()}"'

    again = act(officer, address, "shortlist", county.version())
    assert again.status_code == 403
    assert again.json()["detail"] == "“Noise” is on the short list already."
    left_out = act(officer, address, "leave-out", county.version(), reason="Small").json()
    assert (left_out["status"], left_out["left_out_because"]) == ("left_out", "Small")
    back = act(officer, address, "longlist-again", county.version()).json()
    assert back["status"] == "longlisted"
    assert act(officer, address, "shortlist", 1).status_code == 412


def test_lists_take_as_many_queries_for_many_as_for_few(
    county, officer, django_assert_max_num_queries
):
    county.adopt("birch", *(f"Matter {number}" for number in range(6)))
    county.act("shortlist", "Noise")
    officer.get("/api/v1/targets/")
    with django_assert_max_num_queries(30) as few:
        officer.get("/api/v1/targets/")

    county.act("shortlist", "Drugs", *(f"Matter {number}" for number in range(6)))
    with django_assert_max_num_queries(30) as many:
        assert len(officer.get("/api/v1/targets/").json()["data"]) == 8
    assert len(few) == len(many)


def test_a_session_reads_and_does_not_write(client, county):
    county.act("shortlist", "Noise")
    client.force_login(county.coordinator)
    (listed,) = client.get("/api/v1/targets/", headers={"accept": "application/json"}).json()[
        "data"
    ]

    refused = client.post(f"{listed['links']['self']}shortlist/")

    assert refused.status_code == 403
