"""How often a target is reviewed, agreed by both sides; and what they said of it in between."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from laa_portal.foundation import audit
from laa_portal.foundation.verdicts import Verdict
from partnerships.models import User
from reviews import policies
from reviews.models import ReviewFrequency, TargetReview
from reviews.states import FREQUENCY_MOVES
from targets.models import Target

from .reviews import NotHeldYet


@transaction.atomic
def propose_frequency(
    *, target_id: int, every: int, reason: str, by: User, at: datetime
) -> ReviewFrequency:
    """Propose to the other side how often a target is reviewed. Raises PermissionDenied."""
    related = Target.objects.select_related("agreement__area")
    target = related.select_for_update(of=("self",), no_key=True).get(pk=target_id)
    policies.may_propose_frequency(by, target).enforce()
    side = policies.side_of(by, target.agreement.area)
    assert side  # as whoever may propose speaks for one
    frequency = ReviewFrequency(
        target=target, every=every, side=side.value, reason=reason, proposed_by=by, proposed_at=at
    )
    frequency.save(force_insert=True)
    _record("propose_frequency", frequency, by, at)
    return frequency


@transaction.atomic
def accept_frequency(
    *, frequency_id: int, version: int, answer: str, by: User, at: datetime
) -> ReviewFrequency:
    """Accept for the other side. From now on it holds."""
    frequency = _claim(frequency_id, version)
    may = policies.may_accept_frequency(by, frequency)
    return _answer("accept_frequency", frequency, may, answer, by, at)


@transaction.atomic
def decline_frequency(
    *, frequency_id: int, version: int, answer: str, by: User, at: datetime
) -> ReviewFrequency:
    """Decline for the other side, and say why. What held before goes on."""
    frequency = _claim(frequency_id, version)
    may = policies.may_decline_frequency(by, frequency)
    return _answer("decline_frequency", frequency, may, answer, by, at)


@transaction.atomic
def withdraw_frequency(
    *, frequency_id: int, version: int, answer: str, by: User, at: datetime
) -> ReviewFrequency:
    """Take a proposal of one's own side back, and say why."""
    frequency = _claim(frequency_id, version)
    may = policies.may_withdraw_frequency(by, frequency)
    return _answer("withdraw_frequency", frequency, may, answer, by, at)


@transaction.atomic
def note_target_review(
    *, target_id: int, held_on: date, notes: str, by: User, at: datetime
) -> TargetReview:
    """Note what both sides said of one target on a day. Raises NotHeldYet and PermissionDenied."""
    target = Target.objects.select_related("agreement__area").get(pk=target_id)
    policies.may_note_target_review(by, target).enforce()
    if held_on > timezone.localdate(at):
        raise NotHeldYet("That day is still to come. Note it once you have met.")
    review = TargetReview(target=target, held_on=held_on, notes=notes, noted_by=by, noted_at=at)
    review.save(force_insert=True)
    audit.record("note_target_review", review, by=by, at=at, area_id=target.agreement.area_id)
    return review


def _answer(
    verb: str, frequency: ReviewFrequency, may: Verdict, answer: str, by: User, at: datetime
) -> ReviewFrequency:
    may.enforce()
    status = FREQUENCY_MOVES[verb][1].value
    frequency.advance(status=status, answer=answer, answered_by=by, answered_at=at)
    _record(verb, frequency, by, at)
    return frequency


def _record(verb: str, frequency: ReviewFrequency, by: User, at: datetime) -> None:
    area_id = frequency.target.agreement.area_id
    audit.record(verb, frequency, by=by, at=at, area_id=area_id, every=frequency.every)


def _claim(frequency_id: int, version: int) -> ReviewFrequency:
    related = ReviewFrequency.objects.select_related("target__agreement__area")
    claimed: ReviewFrequency = related.claim(frequency_id, version)
    return claimed
