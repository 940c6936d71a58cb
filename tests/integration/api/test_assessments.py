"""A CDRP's own system writes its assessment by key, up to the strategy group and no further."""

import hashlib
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Scope
from targets import actions
from targets.contents import CONTENTS
from targets.models import EvidencePack, Priority, StrategicAssessment
from tests.factories import targets as made
from tests.factories.evidence import make_known
from tests.factories.keys import program
from tests.factories.partnerships import make_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

ASSESSMENTS, PRIORITIES = "/api/v1/assessments/", "/api/v1/priorities/"
AT = made.AT


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
def draft(cdrp, officer):
    return made.start(cdrp, officer)


@pytest.fixture
def writer(officer):
    return program(officer, Scope.ASSESSMENTS_WRITE)


def send(client, address, body, key, version=None):
    headers = {"idempotency-key": key}
    headers |= {"if-match": f'"{version}"'} if version else {}
    return client.post(address, body, format="json", headers=headers)


def acts(told):
    return {one["name"]: one["allowed"] for one in told["actions"]}


def test_program_writes_an_assessment_up_to_its_submission(writer, draft, cdrp):
    measure = make_known(cdrp.areas.get())
    home = f"{ASSESSMENTS}{draft.pk}/"
    for number, content in enumerate(CONTENTS):
        body = {"content": content.key, "text": "What we know."}
        answer = send(writer, f"{home}sections/", body, f"text-{number}")
        assert answer.status_code == 200, answer.json()
    answer = send(writer, f"{home}priorities/", {"title": "Violence"}, "add")
    (priority_id,) = answer.json()["priorities"]
    assert acts(answer.json())["submit"] is False
    described = {
        "evidence": "Up by a tenth.",
        "impact": 5,
        "indicators": [measure.indicator.code],
        "partners": [cdrp.organisations.first().code],
    }
    answer = send(writer, f"{PRIORITIES}{priority_id}/describe/", described, "say", version=1)
    assert answer.status_code == 200, answer.json()
    assert answer["ETag"] == '"2"'
    told = answer.json()
    assert (told["scores"]["impact"], told["indicators"][0]["code"]) == (5, "NI 901")

    draft.refresh_from_db()
    answer = send(writer, f"{home}submit/", {}, "submit", version=draft.version)

    told = answer.json()
    assert (answer.status_code, told["status"]) == (200, "submitted")
    assert not any(acts(told).values())
    assert set(acts(told)) == {
        *("write_section", "add_priority", "rank", "attach", "submit"),
        *("send_back_assessment", "adopt_assessment", "correct_assessment"),
    }
    by_people = [one for one in told["actions"] if one["method"] == "GET"]
    assert [one["href"].rsplit("/", 2)[1] for one in by_people] == ["send-back", "adopt", "correct"]
    reason = told["actions"][0]["reason_if_not"]
    assert reason == "This assessment is submitted. Have the chair send it back first."
    (rests,) = writer.get(f"{PRIORITIES}{priority_id}/").json()["rests_on"]
    pack = writer.get(f"/api/v1/evidence/{rests['sha256']}/").json()
    assert hashlib.sha256(pack["content"].encode()).hexdigest() == pack["sha256"]
    assert json.loads(pack["content"])["measure"]["code"] == "NI 901"
    assert pack["intact"] is True


def test_an_assessment_begins_by_key_from_nothing_or_from_the_last(writer, cdrp, officer, chair):
    made.make_adopted(cdrp, officer, chair, 2007)

    def begin(key, **said):
        return send(writer, ASSESSMENTS, {"partnership": cdrp.code, **said}, key)

    bare, copied = begin("1", year="2008/09"), begin("2", year="2009/10", is_copy=True)
    assert (bare.status_code, bare.json()["written"]) == (201, [])
    assert len(copied.json()["written"]) == len(CONTENTS)
    again = begin("3", year="2008/09")
    assert "There is an assessment of this year already" in again.json()["detail"]
    assert "Write it as 2008/09" in begin("4", year="2008").json()["detail"]


def test_nobody_adopts_by_key(writer, draft):
    for act in ("adopt", "send-back", "correct"):
        assert send(writer, f"{ASSESSMENTS}{draft.pk}/{act}/", {}, act).status_code == 404


def test_text_that_was_written_meanwhile_is_not_written_over(writer, draft, chair):
    made.write_all(draft, chair)

    answer = send(
        writer, f"{ASSESSMENTS}{draft.pk}/sections/", {"content": "levels", "text": "Ours"}, "1"
    )

    assert answer.status_code == 409
    assert "has saved this text since" in answer.json()["detail"]
    assert draft.sections.filter(content="levels").count() == 1


def test_stale_version_is_told_with_what_it_is_now(writer, draft, officer):
    priority = made.add(draft, officer)

    answer = send(writer, f"{PRIORITIES}{priority.pk}/describe/", {"impact": 3}, "1", version=1)

    assert answer.status_code == 412
    assert answer.json()["current"]["version"] == 2
    missing = send(writer, f"{PRIORITIES}{priority.pk}/describe/", {"impact": 3}, "2")
    assert missing.status_code == 428


def test_sent_twice_happens_once(writer, draft):
    address, body = f"{ASSESSMENTS}{draft.pk}/priorities/", {"title": "Burglary"}

    first, second = (send(writer, address, body, "same") for _ in range(2))

    assert first.content == second.content
    assert draft.priorities.count() == 1


@pytest.mark.parametrize(
    ("act", "body", "words"),
    [
        ("describe", {}, "says nothing"),
        ("describe", {"impact": 6}, "not a whole number from 1 to 5"),
        ("describe", {"impact": True}, "not a whole number from 1 to 5"),
        ("describe", {"title": ""}, "not a text with something in it"),
        ("describe", {"evidence": "x" * 4001}, "up to 4,000 characters"),
        ("describe", {"evidence": "a\0b"}, "up to 4,000 characters"),
        ("describe", {"indicators": ["NI 999"]}, "“NI 999” is not the code of an indicator"),
        ("describe", {"indicators": "NI 16"}, "is not a list of at most 100"),
        ("describe", {"partners": ["home-office"]}, "has no seat on"),
        ("describe", {"rank": 1}, "There is only title, evidence"),
        ("describe", {"title": "Other"}, "There is a priority called “Other” already"),
    ],
)
def test_what_cannot_be_said_of_a_priority_is_refused(writer, draft, officer, act, body, words):
    made.add(draft, officer, "Other")
    priority = made.add(draft, officer)

    answer = send(writer, f"{PRIORITIES}{priority.pk}/{act}/", body, "1", version=priority.version)

    assert answer.status_code == 400
    assert words in answer.json()["errors"][0]["detail"]


def test_ranks_and_removal(writer, draft, officer):
    one, two = made.add(draft, officer, "One"), made.add(draft, officer, "Two")
    draft.refresh_from_db()
    address = f"{ASSESSMENTS}{draft.pk}/rank/"
    tied = send(writer, address, {"ranks": {str(one.pk): 1, str(two.pk): 1}}, "1", draft.version)
    assert "Two priorities have the rank 1" in tied.json()["errors"][0]["detail"]

    answer = send(writer, address, {"ranks": {str(one.pk): 2, str(two.pk): 1}}, "2", draft.version)
    assert answer.json()["priorities"] == [two.pk, one.pk]
    gone = send(writer, f"{PRIORITIES}{two.pk}/remove/", {}, "3", two.version)

    assert (gone.status_code, gone.json()["title"]) == (200, "Two")
    assert Priority.objects.get().rank == 1


def test_who_reads_what(writer, draft, officer, cdrp):
    reader = program(officer, Scope.AGREEMENTS_READ)
    assert reader.get(f"{ASSESSMENTS}{draft.pk}/").json()["year"] == "2008/09"
    refused = send(reader, f"{ASSESSMENTS}{draft.pk}/priorities/", {"title": "x"}, "1")
    assert refused.status_code == 403
    far = made.make_officer(made.make_cdrp("x-far", areas=[make_area("X07000902")]), "far")
    stranger = program(far, Scope.ASSESSMENTS_WRITE)

    assert stranger.get(f"{ASSESSMENTS}{draft.pk}/").status_code == 404
    assert stranger.get(ASSESSMENTS).json()["data"] == []


def test_filters(writer, cdrp, officer, chair):
    made.make_adopted(cdrp, officer, chair, 2007)
    draft = made.start(cdrp, officer, 2008)
    priority = made.add(draft, officer, "Knives")
    measure = make_known(cdrp.areas.get())
    priority.indicators.add(measure.indicator)
    pack = actions.freeze(measure=measure, area=cdrp.areas.get(), by=officer, at=AT)

    def found(address, **asked):
        return [
            one.get("id", one.get("sha256")) for one in writer.get(address, asked).json()["data"]
        ]

    assert found(ASSESSMENTS, status="draft") == [draft.pk]
    assert found(ASSESSMENTS, year="2007/08", partnership="x-cdrp") != []
    assert found(PRIORITIES, indicator="NI 901") == [priority.pk]
    assert found(PRIORITIES, year="2007/08", indicator="NI 901") == []
    assert found("/api/v1/evidence/", indicator="NI 901") == [pack.sha256]
    assert found("/api/v1/evidence/", area="E92000001") == []
    assert writer.get(ASSESSMENTS, {"nonsense": 1}).status_code == 400


def test_lists_ask_as_much_for_twenty_as_for_two(writer, cdrp, officer):
    measure = make_known(cdrp.areas.get())
    counts = {}
    for number in range(4):
        assessment = made.start(cdrp, officer, 2007 + number)
        for each in range(5):
            one = made.add(assessment, officer, f"{number} {each}")
            one.indicators.add(measure.indicator)
            one.partners.set(cdrp.organisations.all())
        for address in (ASSESSMENTS, PRIORITIES):
            with CaptureQueriesContext(connection) as asked:
                assert writer.get(address).status_code == 200
            counts.setdefault(address, []).append(len(asked))
    assert StrategicAssessment.objects.count() == 4
    assert not EvidencePack.objects.exists()

    for asked in counts.values():
        assert len(set(asked[1:])) == 1, counts
