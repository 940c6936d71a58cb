"""A year reviewed: scheduled, evidence taken, met about, found, told in a letter, published.

Every act claims the review at the version that was shown, and raises Stale and PermissionDenied.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from laa_portal.foundation import audit
from laa_portal.foundation.verdicts import Verdict
from partnerships.models import User
from reviews import policies
from reviews.models import Review, ReviewStep
from reviews.phases import DUE_FIELDS
from reviews.states import REVIEW_MOVES
from targets.models import Agreement

from .findings import find


class AlreadyReviewed(Exception):
    """The year has its review. The message is for the person acting."""


class NotHeldYet(Exception):
    """A meeting is noted that is still to come. The message is for the person acting."""


@transaction.atomic
def schedule_review(
    *, agreement: Agreement, year: int, by: User, at: datetime, **due: date
) -> Review:
    """Set the days of the phases of a year's review, `due`. Raises AlreadyReviewed."""
    policies.may_schedule_review(by, agreement).enforce()
    held = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    review = Review(agreement=agreement, year=year, scheduled_by=by, scheduled_at=at, **due)
    if held.reviews.filter(year=year).exists():
        raise AlreadyReviewed(f"{review.year_label} has its review already.")
    review.save(force_insert=True)
    _record("schedule_review", review, "", by, at)
    return review


@transaction.atomic
def reschedule_review(
    *, review_id: int, version: int, reason: str, by: User, at: datetime, **due: date
) -> Review:
    """Change the days of a review's phases, and say why."""
    review = _claim(review_id, version)
    policies.may_reschedule_review(by, review).enforce()
    review.advance(**{name: due[name] for name in DUE_FIELDS})
    _record("reschedule_review", review, reason, by, at)
    return review


@transaction.atomic
def submit_evidence(
    *, review_id: int, version: int, evidence: str, by: User, at: datetime
) -> Review:
    """Say for the partnership what the meeting should know beside the figures."""
    review = _claim(review_id, version)
    return _move(
        "submit_evidence", review, policies.may_submit_evidence(by, review), evidence, by, at
    )


@transaction.atomic
def hold_review(
    *, review_id: int, version: int, held_on: date, notes: str, by: User, at: datetime
) -> Review:
    """Note the meeting, and find of each target what the rule makes of its figures.

    Raises NotHeldYet.
    """
    review = _claim(review_id, version)
    may = policies.may_hold_review(by, review)
    if may and held_on > timezone.localdate(at):
        raise NotHeldYet("The day of the meeting is still to come. Note it once it was held.")
    _move("hold_review", review, may, notes, by, at, held_on=held_on)
    find(review, on=timezone.localdate(at))
    return review


@transaction.atomic
def refresh_findings(*, review_id: int, version: int, by: User, at: datetime) -> Review:
    """Hold the findings against the figures as they are now; what a reviewer found stays."""
    review = _claim(review_id, version)
    policies.may_refresh_findings(by, review).enforce()
    find(review, on=timezone.localdate(at))
    review.advance()
    audit.record(
        "refresh_findings",
        review,
        by=by,
        at=at,
        area_id=review.agreement.area_id,
        side="government",
    )
    return review


@transaction.atomic
def put_findings(*, review_id: int, version: int, by: User, at: datetime) -> Review:
    """Show the findings to the partnership, which is asked to agree to them."""
    review = _claim(review_id, version)
    return _move("put_findings", review, policies.may_put_findings(by, review), "", by, at)


@transaction.atomic
def take_back_findings(
    *, review_id: int, version: int, reason: str, by: User, at: datetime
) -> Review:
    """Take findings back to change them."""
    review = _claim(review_id, version)
    may = policies.may_take_back_findings(by, review)
    return _move("take_back_findings", review, may, reason, by, at)


@transaction.atomic
def agree_findings(*, review_id: int, version: int, comment: str, by: User, at: datetime) -> Review:
    """Agree to the findings for the partnership, with what it wants to add."""
    review = _claim(review_id, version)
    may = policies.may_agree_findings(by, review)
    return _move("agree_findings", review, may, comment, by, at)


@transaction.atomic
def settle_findings(*, review_id: int, version: int, reason: str, by: User, at: datetime) -> Review:
    """Let the findings stand though the partnership does not agree, and say where it differs."""
    review = _claim(review_id, version)
    may = policies.may_settle_findings(by, review)
    return _move("settle_findings", review, may, reason, by, at)


@transaction.atomic
def publish_review(*, review_id: int, version: int, summary: str, by: User, at: datetime) -> Review:
    """Publish the summary, with the findings of all indicators that are open to everybody."""
    review = _claim(review_id, version)
    may = policies.may_publish_review(by, review)
    return _move("publish_review", review, may, "", by, at, summary=summary)


def _move(
    verb: str, review: Review, may: Verdict, text: str, by: User, at: datetime, **changes: Any
) -> Review:
    may.enforce()
    review.advance(status=REVIEW_MOVES[verb][1].value, **changes)
    _record(verb, review, text, by, at)
    return review


def _record(verb: str, review: Review, text: str, by: User, at: datetime) -> None:
    """Keep a step, which both sides read, and record the act."""
    note_step(review, verb, text=text, by=by, at=at)
    audit.record(verb, review, by=by, at=at, area_id=review.agreement.area_id, year=review.year)


def note_step(review: Review, verb: str, *, text: str, by: User, at: datetime) -> ReviewStep:
    """Add a step to a review that is held; the database refuses two of one number."""
    step = ReviewStep(
        review=review,
        number=review.steps.count() + 1,
        verb=verb,
        text=text,
        done_by=by,
        done_at=at,
    )
    step.save(force_insert=True)
    return step


def _claim(review_id: int, version: int) -> Review:
    related = Review.objects.select_related("agreement__area")
    claimed: Review = related.claim(review_id, version)
    return claimed
