"""How CDRPs consulted, by key: read by everybody once published, written by the CDRP's own."""

import pytest

from partnerships.models import Scope
from targets.models import Engagement
from tests.factories import targets as made
from tests.factories.engagements import act as carry_out
from tests.factories.engagements import add_engagement, attend, make_published, report
from tests.factories.keys import program
from tests.factories.partnerships import make_area
from tests.integration.api.conftest import queries
from tests.integration.api.test_problems import problem

pytestmark = pytest.mark.django_db

ENGAGEMENTS = "/api/v1/engagements/"


@pytest.fixture
def cdrp(db):
    return made.make_cdrp()


@pytest.fixture
def officer(cdrp):
    return made.make_officer(cdrp)


@pytest.fixture
def writer(officer):
    return program(officer, Scope.ASSESSMENTS_WRITE)


def act(client, record, name, body=None, *, version=None):
    version = version or Engagement.objects.get(pk=record).version
    headers = {"idempotency-key": f"{name}-{version}", "if-match": f'"{version}"'}
    return client.post(f"{ENGAGEMENTS}{record}/{name}/", body or {}, format="json", headers=headers)


def begin(client, **changes):
    body = {"partnership": "x-cdrp", "kind": "public_meeting", "title": "Open evening"}
    body |= {"began_on": "2008-06-03", **changes}
    return client.post(ENGAGEMENTS, body, format="json", headers={"idempotency-key": "begin"})


def test_a_meeting_from_first_word_to_the_public(writer, cdrp, api):
    begun = begin(writer)
    assert begun.status_code == 201
    record = begun.json()["id"]
    assert begun["Location"].endswith(f"{ENGAGEMENTS}{record}/")
    allowed = {one["name"]: one["allowed"] for one in begun.json()["actions"]}
    assert (allowed["describe"], allowed["publish"], allowed["correct"]) == (True, False, False)
    assert api.get(f"{ENGAGEMENTS}{record}/").status_code == 404

    bodies = [seat.organisation.code for seat in cdrp.seats.select_related("organisation")]
    posts = dict.fromkeys(bodies, "Chief officer")
    act(writer, record, "record-attendance", {"positions": posts})
    act(
        writer,
        record,
        "describe",
        {"organisations": bodies[:1], "duties": ["seek_views"], "announced_on": "2008-05-01"},
    )
    act(writer, record, "report-heard", {"heard": "More lights.", "number_taking_part": 0})
    act(writer, record, "say-what-changed", {"changed": "Ten lamps."})
    published = act(writer, record, "publish")

    assert published.status_code == 200, published.content
    told = api.get(f"{ENGAGEMENTS}{record}/").json()
    assert (told["heard"], told["changed"]) == ("More lights.", "Ten lamps.")
    assert (told["number_taking_part"], told["number_asked"]) == (0, None)
    assert len(told["attendance"]) == len(bodies)
    assert {one["reason_if_not"] for one in told["actions"]} != {None}


def test_what_cannot_be_so_and_what_is_not_known_is_refused_in_words(writer, officer, cdrp):
    record = add_engagement(cdrp, officer).pk

    for name, body, words in (
        ("describe", {"number_asked": -1}, "is not a whole number from 0"),
        ("describe", {"colour": "red"}, "There is only"),
        ("describe", {"ended_on": "2007-09-02"}, "last day is before the first"),
        ("describe", {"priorities": [987654]}, "names one that is not there"),
        ("describe", {"groups": ["martians"]}, "“martians” is not one of residents"),
        ("record-attendance", {"positions": {"nobody": "Chief"}}, "had no seat"),
        ("report-heard", {}, "a text with something in it"),
        ("describe", {}, "says nothing"),
    ):
        document = problem(act(writer, record, name, body), 400, "invalid")
        assert words in str(document["errors"]), (name, body)
    early = act(writer, record, "publish")
    assert (
        "Nothing is written yet on what people said" in problem(early, 403, "forbidden")["detail"]
    )
    assert "is not the code of a partnership" in begin(writer, partnership="nowhere").text


def test_an_old_version_is_told_what_is_there_now(writer, officer, cdrp):
    record = add_engagement(cdrp, officer)

    stale = act(writer, record.pk, "say-what-changed", {"changed": "Lamps."}, version=9)

    assert problem(stale, 412, "precondition_failed")["current"]["version"] == record.version


def test_withdrawn_corrected_and_removed_by_key(writer, officer, cdrp, api):
    record, draft = make_published(cdrp, officer).pk, add_engagement(cdrp, officer).pk

    act(writer, record, "correct", {"heard": "Parking.", "reason": "Misheard"})
    assert api.get(f"{ENGAGEMENTS}{record}/").json()["corrected_because"] == "Misheard"
    act(writer, record, "withdraw", {"reason": "It names somebody"})
    assert api.get(f"{ENGAGEMENTS}{record}/").status_code == 404
    assert act(writer, draft, "remove").status_code == 200
    assert not Engagement.objects.filter(pk=draft).exists()


def test_others_keys_read_what_is_published_and_write_nothing(officer, cdrp):
    other = made.make_cdrp("x-cdrp-2", areas=[make_area("X07000902")])
    stranger = program(made.make_officer(other, "other"), Scope.ASSESSMENTS_WRITE)
    record, draft = make_published(cdrp, officer).pk, add_engagement(cdrp, officer).pk

    assert [one["id"] for one in stranger.get(ENGAGEMENTS).json()["data"]] == [record]
    assert act(stranger, draft, "publish").status_code == 404
    refused = act(stranger, record, "withdraw", {"reason": "Ours"})
    assert "Only the officers and the chair" in problem(refused, 403, "forbidden")["detail"]


def test_list_is_narrowed_by_partnership_and_year(writer, officer, cdrp):
    other = made.make_cdrp("x-cdrp-2", areas=[make_area("X07000902")])
    make_published(other, made.make_officer(other, "other"))
    record = make_published(cdrp, officer).pk

    def listed(**asked):
        return [one["id"] for one in writer.get(ENGAGEMENTS, asked).json()["data"]]

    assert len(listed()) == 2
    assert listed(partnership="x-cdrp") == [record]
    assert listed(partnership="x-cdrp", year="2008/09") == []
    problem(writer.get(ENGAGEMENTS, {"year": "1998/99"}), 400, "invalid")


def publish_meeting(cdrp, officer):
    record = attend(add_engagement(cdrp, officer), officer)
    report(record, officer)
    carry_out("publish_engagement", record, officer)


def test_long_lists_take_as_many_queries_as_short_ones(officer, cdrp, api):
    publish_meeting(cdrp, officer)
    few = len(queries(lambda: api.get(ENGAGEMENTS)))
    for _ in range(5):
        publish_meeting(cdrp, officer)

    assert len(queries(lambda: api.get(ENGAGEMENTS))) == few
