"""Progress and concerns as programs read them, and as keys act upon them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.models import Scope
from reviews.models import Concern
from tests.conftest import person
from tests.factories.keys import program

pytestmark = pytest.mark.django_db

READS, WRITES = Scope.CONCERNS_READ, Scope.CONCERNS_WRITE


@pytest.fixture
def concern(see):
    see(*[160] * 9)
    return Concern.objects.get()


def act(client, concern, verb, **body):
    concern.refresh_from_db()
    return client.post(
        f"/api/v1/concerns/{concern.pk}/{verb}/",
        body,
        format="json",
        headers={"if-match": f'"{concern.version}"', "idempotency-key": f"{verb}-1"},
    )


def test_progress_is_what_the_page_prints(concern, talks):
    client = program(talks.coordinator, READS)

    found = client.get(
        "/api/v1/progress/", {"area": talks.area.gss_code, "year": "2008/09"}
    ).json()["data"]

    (row,) = found
    assert (row["target"]["title"], row["asked"], row["events"]) == ("Burglary", "12", "1440")
    assert (row["periods_in"], row["result"], row["value"]) == (9, "not_yet", None)
    assert row["level"] in {"concern", "intervene_review"}
    stranger = person("far", "go_reviewer")
    assert program(stranger, READS).get("/api/v1/progress/").json()["data"] == []


def test_concern_comes_with_what_may_be_done_and_why_not(concern, talks):
    theirs = program(talks.coordinator, WRITES)
    assert theirs.get(f"/api/v1/concerns/{concern.pk}/").status_code == 404

    office = program(talks.reviewer, WRITES)
    told = office.get(f"/api/v1/concerns/{concern.pk}/").json()
    may = {one["name"]: one for one in told["actions"]}
    assert told["signals"][0]["numbers"]
    assert told["why"].startswith("1,440 events in 2008/09")
    assert may["ask"]["allowed"]
    assert may["answer"]["reason_if_not"].startswith("Only the coordinator")
    assert may["assign"]["method"] == "GET"


def test_key_asks_answers_and_closes(concern, talks):
    office, theirs = program(talks.reviewer, WRITES), program(talks.coordinator, WRITES)

    asked = act(office, concern, "ask", question="What has changed?")
    assert (asked.status_code, asked.json()["status"]) == (200, "asked")
    assert act(theirs, concern, "answer", text="A gang, now arrested").status_code == 200
    assert act(office, concern, "accept-answer", reason="So it is").json()["status"] == "in_hand"
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert act(office, concern, "snooze", until=until, reason="Wait").json()["back_on"] == until
    assert act(office, concern, "wake", reason="Early").json()["status"] == "open"
    closed = act(office, concern, "resolve", outcome="Back on its path")
    assert (closed.status_code, closed.json()["outcome"]) == (200, "Back on its path")


def test_key_does_not_judge_what_takes_a_person_nor_overwrites(concern, talks):
    office = program(talks.reviewer, WRITES)

    refused = act(office, concern, "escalate", level=3, rationale="Two missed plans")
    assert refused.status_code == 403
    assert "A key cannot judge that" in refused.json()["detail"]
    stale = office.post(
        f"/api/v1/concerns/{concern.pk}/dismiss/",
        {"outcome": "Nothing in it"},
        format="json",
        headers={"if-match": '"99"', "idempotency-key": "stale"},
    )
    assert stale.status_code == 412
    assert stale.json()["current"]["status"] == "open"
    past = act(office, concern, "snooze", until="2001-01-01", reason="Wait")
    assert past.status_code == 400
