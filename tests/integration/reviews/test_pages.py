"""The pages on which targets are followed and talked about."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews import actions
from reviews.models import Concern, SettingChange
from tests.conftest import person

pytestmark = pytest.mark.django_db

AT = datetime(2009, 2, 20, 9, tzinfo=UTC)


@pytest.fixture
def concern(see):
    see(*[160] * 9)
    return Concern.objects.get()


@pytest.fixture
def reads(client):
    """Open a page as somebody, and return what it says."""

    def read(user, address, expected=200):
        client.force_login(user)
        response = client.get(address)
        assert response.status_code == expected
        return response.content.decode()

    return read


@pytest.fixture
def does(client):
    """Send the form of an act upon a concern as somebody."""

    def send(user, concern, verb, **typed):
        client.force_login(user)
        concern.refresh_from_db()
        address = reverse(f"reviews:{verb}", args=[concern.pk])
        return client.post(address, {"version": concern.version, **typed})

    return send


def test_work_list_says_why_and_what_to_do(concern, talks, reads):
    page = reads(talks.reviewer, reverse("reviews:worklist"))

    assert "1 concern, the most serious first" in page
    assert "1,440 events in 2008/09 up to December 2008, where the agreed path has" in page
    assert "Ask the partnership what has changed" in page
    assert "<svg" in page
    assert "1 target is held against a path month by month" in page


def test_filters_are_in_the_address_and_empty_says_so(concern, talks, reads):
    page = reads(talks.reviewer, f"{reverse('reviews:worklist')}?show=asked")

    assert "No concerns match" in page
    assert "Clear the filters" in page
    listed = reads(talks.reviewer, f"{reverse('reviews:worklist')}?kind=OFFTRACK&owner=nobody")
    assert f"/concerns/{concern.pk}/?" in listed
    assert "Burglary" not in reads(person("far", "go_reviewer"), reverse("reviews:worklist"))
    assert "Burglary" in reads(talks.reviewer, f"{reverse('reviews:worklist')}?format=csv")


def test_concern_tells_its_evidence_and_its_conversation(concern, talks, reads, does):
    page = reads(talks.reviewer, concern.get_absolute_url())
    assert "Off the agreed path" in page
    assert "events so far: 1,440" in page
    assert "Opened by newer figures" in page
    reads(talks.coordinator, concern.get_absolute_url(), expected=404)

    asked = does(talks.reviewer, concern, "ask", question="What has changed?")
    assert asked.status_code == 302
    theirs = reads(talks.coordinator, concern.get_absolute_url())
    assert "What has changed?" in theirs
    assert talks.reviewer.name not in theirs
    assert reverse("reviews:answer", args=[concern.pk]) in theirs
    does(talks.coordinator, concern, "answer", text="A gang, now arrested")
    does(talks.reviewer, concern, "accept-answer", reason="That explains it")
    does(talks.reviewer, concern, "resolve", outcome="Back on its path")
    concern.refresh_from_db()
    assert (concern.status, concern.outcome) == ("resolved", "Back on its path")


def test_what_somebody_else_did_meanwhile_keeps_what_was_typed(concern, talks, does, client):
    stale = concern.version
    does(talks.reviewer, concern, "ask", question="First")
    answer = client.post(
        reverse("reviews:dismiss", args=[concern.pk]),
        {"version": stale, "outcome": "Nothing in it"},
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What came in between" in page
    assert "Nothing in it" in page
    assert "First" in page


def test_what_is_not_allowed_says_why(concern, talks, does, reads):
    does(talks.reviewer, concern, "ask", question="What has changed?")

    page = reads(talks.coordinator, reverse("reviews:dismiss", args=[concern.pk]))
    assert "Only the Government Office of" in page
    assert '<form method="post"' not in page.split("main-content")[-1]
    assert does(talks.coordinator, concern, "dismiss", outcome="No").status_code == 403
    day = {"until-day": "1", "until-month": "1"}
    wrong = does(talks.reviewer, concern, "snooze", reason="It waits", **day)
    assert wrong.status_code == 422
    assert "must include a year" in wrong.content.decode()


def test_next_concern_is_one_click_away(concern, talks, reads):
    second = actions.raise_concern(
        area=talks.area,
        target=None,
        theme="Leadership",
        level=1,
        reason="Nobody came to the board",
        by=talks.reviewer,
        at=AT,
    )

    page = reads(talks.reviewer, f"{concern.get_absolute_url()}?level=1")
    assert f'href="{second.get_absolute_url()}?level=1">Next concern' in page


def test_progress_of_an_area_and_of_a_target(concern, talks, reads):
    page = reads(talks.coordinator, reverse("reviews:area", args=[talks.area.gss_code]))
    assert "Burglary" in page
    assert "12.00" in page
    assert "Cannot be told yet" in page
    assert "Concern 1" not in page, "it is not shared yet"

    slug = talks.measures["Burglary"].indicator.slug
    one = reads(talks.coordinator, reverse("reviews:target", args=[talks.area.gss_code, slug]))
    assert "1,440 where the path has" in one
    reads(person("far", "go_reviewer"), reverse("reviews:area", args=[talks.area.gss_code]), 404)


def test_list_has_the_same_number_of_queries_at_any_length(concern, talks, client):
    def queries_of_list():
        client.force_login(talks.reviewer)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("reviews:worklist"))
        return len(seen)

    few = queries_of_list()
    for number in range(40):
        actions.raise_concern(
            area=talks.area,
            target=None,
            theme=f"Theme {number}",
            level=1,
            reason="For the test",
            by=talks.reviewer,
            at=AT,
        )

    assert queries_of_list() == few


def test_analyst_changes_a_setting_with_its_reason(talks, reads, client):
    analyst = person("analyst", "ho_analyst")
    assert "Change<span" not in reads(talks.reviewer, reverse("reviews:settings"))
    address = reverse("reviews:change-setting", args=["concern_alpha"])
    reads(talks.reviewer, address, expected=403)
    client.force_login(analyst)
    sent = {"shown": "0.1", "value": "0.05", "because": "Too many false alarms"}

    assert client.post(address, sent).status_code == 302
    assert SettingChange.objects.get().value == 0.05
    assert "Too many false alarms" in reads(analyst, reverse("reviews:settings"))
    again = client.post(address, sent | {"value": "0.2"})
    assert "was changed to 0.05 since" in again.content.decode()
