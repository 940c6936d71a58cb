"""Home: what a review waits for, and whom."""

from datetime import timedelta

import pytest
from django.urls import reverse

from laa_portal.home.blocks import LONGEST
from reviews import actions
from reviews.models import Review
from tests.factories.concerns import make_case
from tests.factories.followed_many import fill
from tests.factories.reviews import NOW, Reviewing, agreed

pytestmark = pytest.mark.django_db


@pytest.fixture
def talks():
    return agreed("Burglary")


@pytest.fixture
def waits(client):
    def read(user):
        client.force_login(user)
        waiting = client.get(reverse("home")).context["blocks"][0]
        return [row.text for row in waiting.rows]

    return read


def test_review_waits_for_one_side_after_the_other(talks, waits):
    reviewing = Reviewing(talks)
    of = f"the review of 2008/09, {talks.area}"

    assert f"Send evidence for {of}" in waits(talks.coordinator)
    reviewing.come_to("submit_evidence")
    assert f"Meet and note {of}" in waits(talks.reviewer)
    reviewing.come_to("hold_review", "put_findings")
    assert f"Agree to the findings of {of}" in waits(talks.coordinator)
    reviewing.come_to("agree_findings")
    assert f"Send the letter of {of}" in waits(talks.reviewer)
    assert not [row for row in waits(talks.coordinator) if of in row]


def test_the_longest_overdue_come_first_and_all_others_are_a_click_away(client, waits):
    _, reviewer = fill(3, areas=LONGEST + 2)
    for days, review in enumerate(Review.objects.order_by("agreement")):
        review.status = "gathered"
        review.evidence_due_on -= timedelta(days=100)
        review.meeting_due_on -= timedelta(days=days)
        review.save()

    *shown, rest = [row for row in waits(reviewer) if "review" in row]
    last = LONGEST + 1
    assert shown == [
        f"Meet and note the review of 2008/09, Place 3 {last - place}" for place in range(LONGEST)
    ]
    assert rest == "All areas, each with its reviews"
    page = client.get(f"{reverse('reviews:worklist')}").content.decode()
    for one in Review.objects.select_related("agreement__area"):
        assert reverse("reviews:reviews", args=[one.agreement.area.gss_code]) in page


def test_proposal_waits_for_the_other_side(talks, waits):
    actions.propose_frequency(
        target_id=talks.target("Burglary").pk, every=3, reason="Gap", by=talks.reviewer, at=NOW
    )

    assert "Accept or decline: Every quarter: Burglary" in waits(talks.coordinator)
    assert "Accept or decline: Every quarter: Burglary" not in waits(talks.reviewer)


def test_plan_waits_for_the_side_that_did_not_propose_it(waits):
    case = make_case()
    plan = case.propose()
    row = f"Agree to: {plan}"

    assert row not in waits(case.coordinator), "there is nothing in it yet"
    case.add(plan)
    assert row in waits(case.coordinator)
    assert row not in waits(case.reviewer)
    case.on_plan("agree_improvement", plan, by=case.coordinator)
    assert row not in waits(case.coordinator)
