"""A year reviewed: who may do what, what each step leaves behind, and who reads it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import InternalError, transaction

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from reviews import actions, policies
from reviews.models import Finding, Review, ReviewLetter, ReviewStep
from reviews.states import REVIEW_MOVES
from targets.models import digest
from tests.conftest import person
from tests.factories.reviews import DUE, HELD_ON, NOW, WHOLE, Reviewing, agreed, assess

pytestmark = pytest.mark.django_db
BEFORE_SENDING = WHOLE[:4]


@pytest.fixture
def talks():
    talks = agreed("Burglary", "Violence")
    assess(talks, "Burglary")
    return talks


@pytest.fixture
def reviewing(talks):
    return Reviewing(talks)


def test_every_move_is_an_action_with_its_policy():
    assert set(REVIEW_MOVES) <= set(actions.__all__)
    assert {f"may_{verb}" for verb in REVIEW_MOVES} <= set(policies.__all__)


def test_year_goes_through_all_its_phases_and_each_is_on_record(reviewing):
    review = reviewing.come_to()

    assert (review.status, review.summary) == ("published", "A year of two halves")
    verbs = ["schedule_review", *(verb for verb in WHOLE if verb != "write_letter")]
    assert list(review.steps.values_list("verb", flat=True)) == verbs
    assert set(verbs) <= set(AuditEvent.objects.values_list("verb", flat=True))


def test_year_is_reviewed_once(reviewing, talks):
    with pytest.raises(actions.AlreadyReviewed, match="2008/09 has its review"):
        Reviewing(talks)


def test_meeting_finds_of_each_target_what_the_rule_says_with_its_numbers(reviewing):
    reviewing.come_to("hold_review")

    burglary, violence = reviewing.finding("Burglary"), reviewing.finding("Violence")
    assert (burglary.rag, burglary.computed, burglary.judged_at) == ("amber", "amber", None)
    assert burglary.numbers["value"] == 17.2
    assert burglary.vintage == NOW
    assert (violence.rag, violence.rule) == ("unrated", "Nothing can be told of the year yet.")


def test_meeting_that_is_still_to_come_is_not_noted(reviewing):
    with pytest.raises(actions.NotHeldYet):
        reviewing.act("hold_review", held_on=NOW.date() + timedelta(days=1))


def test_who_finds_otherwise_than_the_rule_says_why(reviewing):
    reviewing.come_to("hold_review")

    with pytest.raises(actions.NoReason):
        reviewing.judge("Burglary", "green")
    found = reviewing.judge("Burglary", "green", "One gang, now arrested")
    assert (found.rag, found.computed, found.is_overridden) == ("green", "amber", True)


def test_newer_figures_change_what_nobody_has_judged_otherwise(reviewing, talks):
    assess(talks, "Violence", verdict="met")
    reviewing.come_to("hold_review")
    reviewing.judge("Burglary", "green", "One gang, now arrested")
    reviewing.judge("Violence", "green")
    assess(talks, "Burglary", verdict="away", value=19.0)
    assess(talks, "Violence", verdict="away", value=19.0)

    reviewing.act("refresh_findings")

    burglary, violence = reviewing.finding("Burglary"), reviewing.finding("Violence")
    assert (burglary.rag, burglary.computed, burglary.numbers["value"]) == ("green", "red", 19.0)
    assert burglary.because == "One gang, now arrested"
    assert (violence.rag, violence.judged_by) == ("red", None)


def test_findings_are_a_draft_until_they_are_put_and_fixed_from_then_on(reviewing, talks):
    reviewing.come_to("submit_evidence", "hold_review")

    def seen(user):
        return Finding.objects.visible_to(user).count()

    assert (seen(talks.reviewer), seen(talks.coordinator)) == (2, 0)
    reviewing.come_to("put_findings")
    assert seen(talks.coordinator) == 2
    with pytest.raises(PermissionDenied, match="Findings change between"):
        reviewing.judge("Burglary", "red", "Worse than it looks")
    reviewing.come_to("take_back_findings")
    assert reviewing.judge("Burglary", "red", "Worse than it looks").rag == "red"
    assert seen(talks.coordinator) == 0


def test_agreement_is_to_what_was_shown(reviewing):
    shown = reviewing.come_to("hold_review", "put_findings").version
    reviewing.come_to("take_back_findings", "put_findings")

    with pytest.raises(Stale):
        reviewing.act("agree_findings", version=shown)


def test_findings_may_stand_without_agreement_with_the_difference_on_record(reviewing):
    review = reviewing.come_to("hold_review", "put_findings", "settle_findings")

    assert review.status == "agreed"
    assert "does not share" in review.steps.last().text


def test_letter_is_frozen_with_its_hash_when_it_is_sent(reviewing, talks):
    reviewing.come_to(*BEFORE_SENDING)
    with pytest.raises(actions.NoLetter):
        reviewing.act("send_letter")
    reviewing.act("write_letter")
    with pytest.raises(Stale):
        reviewing.act("write_letter", text="Meanwhile")
    assert not ReviewLetter.objects.visible_to(talks.coordinator).exists()

    reviewing.act("send_letter")

    letter = ReviewLetter.objects.visible_to(talks.coordinator).get()
    assert letter.sha256 == digest("Dear partners")
    with pytest.raises(PermissionDenied, match="concluded"):
        reviewing.act("write_letter", version=letter.version)
    with pytest.raises(InternalError), transaction.atomic():
        ReviewLetter.objects.update(text="Dear all")


@pytest.mark.parametrize("verb", ["hold_review", "put_findings", "settle_findings", "send_letter"])
def test_partnership_does_not_lead(reviewing, talks, verb):
    with pytest.raises(PermissionDenied, match="Only the Government Office"):
        reviewing.act(verb, by=talks.coordinator)


@pytest.mark.parametrize("verb", ["submit_evidence", "agree_findings"])
def test_government_does_not_speak_for_the_partnership(reviewing, talks, verb):
    with pytest.raises(PermissionDenied, match="Only the coordinator"):
        reviewing.act(verb, by=talks.reviewer)


def test_dates_are_changed_with_a_reason_until_the_letter_is_sent(reviewing):
    later = {name: day + timedelta(days=7) for name, day in DUE.items()}
    review = reviewing.act("reschedule_review", reason="Snow", **later)
    assert review.meeting_due_on == HELD_ON + timedelta(days=7)

    reviewing.come_to(*WHOLE[:6])
    with pytest.raises(PermissionDenied, match="concluded"):
        reviewing.act("reschedule_review", reason="Again", **later)


def test_everybody_reads_the_summary_but_not_what_was_said_nor_what_is_restricted(
    reviewing, talks, analyst
):
    restricted = talks.target("Violence").indicator
    restricted.is_restricted = True
    restricted.save()
    stranger = person("far-away", "go_reviewer")
    everybody = AnonymousUser()

    reviewing.come_to(*WHOLE[:6])
    assert not Review.objects.visible_to(everybody).exists()
    assert Finding.objects.visible_to(analyst).count() == 2
    reviewing.come_to("publish_review")

    for reader in (stranger, everybody):
        assert Review.objects.visible_to(reader).exists()
        found = Finding.objects.visible_to(reader).values_list("target__title", flat=True)
        assert list(found) == ["Burglary"]
        assert not ReviewStep.objects.visible_to(reader).exists()
        assert not ReviewLetter.objects.visible_to(reader).exists()


def test_target_left_out_of_what_holds_is_not_reviewed(reviewing, talks):
    talks.shortlist(999, "Arson")
    reviewing.come_to("hold_review")

    assert {one.target.title for one in reviewing.review.findings.all()} == {"Burglary", "Violence"}
    assert reviewing.review.held_on == date(2009, 3, 4)
