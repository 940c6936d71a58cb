"""Reviews by key: read as far as one may, moved on by either side, concluded by people alone."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Scope
from tests.conftest import person
from tests.factories.keys import program
from tests.factories.reviews import WHOLE, Reviewing, agreed, assess

pytestmark = pytest.mark.django_db

REVIEWS = "/api/v1/reviews/"


@pytest.fixture
def talks():
    talks = agreed("Burglary")
    assess(talks, "Burglary")
    return talks


@pytest.fixture
def reviewing(talks):
    return Reviewing(talks)


@pytest.fixture
def theirs(talks):
    return program(talks.coordinator, Scope.CONCERNS_WRITE)


@pytest.fixture
def ours(talks):
    return program(talks.reviewer, Scope.CONCERNS_WRITE)


def act(client, review, name, body=None, *, version=None):
    version = version or review.version
    headers = {"idempotency-key": uuid4().hex, "if-match": f'"{version}"'}
    address = f"{REVIEWS}{review.pk}/{name}/"
    return client.post(address, body or {}, format="json", headers=headers)


def test_a_review_is_moved_on_by_both_sides(reviewing, theirs, ours):
    sent = act(theirs, reviewing.review, "submit-evidence", {"evidence": "Gates were late"})
    assert (sent.status_code, sent.json()["status"]) == (200, "gathered")
    met = {"held_on": "2009-03-04", "notes": "All were there"}
    held = act(ours, reviewing.review, "hold-review", met)
    (finding,) = held.json()["findings"]
    assert (finding["rating"], finding["by_rule"]) == ("amber", "amber")
    assert (finding["figures"]["value"], finding["figures"]["to_date"]) == ("17.2", None)
    put = act(ours, reviewing.review, "put-findings")

    assert put.json()["status"] == "put"
    told = theirs.get(f"{REVIEWS}{reviewing.review.pk}/").json()
    assert [one["verb"] for one in told["steps"]][-1] == "put_findings"
    allowed = {one["name"]: one for one in told["actions"]}
    assert allowed["agree_findings"]["method"] == "GET"
    assert "A key cannot do that" in allowed["agree_findings"]["reason_if_not"]
    assert not allowed["take_back_findings"]["allowed"]


def test_what_is_not_theirs_and_what_was_overtaken_is_refused(reviewing, theirs, ours):
    meeting = {"held_on": "2009-03-04", "notes": "All were there"}
    assert act(theirs, reviewing.review, "hold-review", meeting).status_code == 403
    later = meeting | {"held_on": "2099-03-04"}
    refused = act(ours, reviewing.review, "hold-review", later)
    assert (refused.status_code, "still to come" in refused.text) == (400, True)
    act(theirs, reviewing.review, "submit-evidence", {"evidence": "Gates were late"})

    assert act(ours, reviewing.review, "hold-review", meeting, version=1).status_code == 412


def test_others_read_what_is_published_and_nothing_before(reviewing, talks, theirs):
    stranger = program(person("far-away", "go_reviewer"), Scope.CONCERNS_READ)
    reviewing.come_to(*WHOLE[:6])
    assert stranger.get(REVIEWS).json()["data"] == []
    reviewing.come_to("publish_review")

    (told,) = stranger.get(f"{REVIEWS}?year=2008/09&status=published").json()["data"]
    assert (told["summary"], told["steps"]) == ("A year of two halves", [])
    assert len(told["findings"]) == 1
    assert stranger.get(f"{REVIEWS}?year=2009/10").json()["data"] == []


def test_list_asks_as_often_for_one_as_for_many(reviewing, talks, ours):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert ours.get(REVIEWS).status_code == 200
        return len(queries)

    reviewing.come_to("hold_review")
    asked()
    before = asked()
    for year in (2009, 2010):
        Reviewing(talks, year=year).come_to("hold_review")
    assert asked() == before
