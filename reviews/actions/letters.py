"""The letter of a review: its draft changed, then sent and frozen with its hash."""

from datetime import datetime

from django.db import transaction

from laa_portal.foundation import audit
from laa_portal.foundation.versioning import Stale
from partnerships.models import User
from reviews import policies
from reviews.models import Review, ReviewLetter
from reviews.states import REVIEW_MOVES
from targets.models import digest

from .reviews import note_step


class NoLetter(Exception):
    """There is no letter to send. The message is for the person acting."""


@transaction.atomic
def write_letter(
    *, review_id: int, version: int, text: str, by: User, at: datetime
) -> ReviewLetter:
    """Keep the draft of a letter; `version` is the draft's that was shown, 0 where none was kept.

    Raises Stale and PermissionDenied.
    """
    review = _held(review_id)
    policies.may_write_letter(by, review).enforce()
    letter = ReviewLetter.objects.filter(review=review).first()
    if (letter.version if letter else 0) != version:
        raise Stale("Somebody else changed the letter. Check the latest and try again.")
    if letter is None:
        letter = ReviewLetter(review=review, text=text, written_by=by, written_at=at)
        letter.save(force_insert=True)
    else:
        letter.advance(text=text, written_by=by, written_at=at)
    audit.record(
        "write_letter", letter, by=by, at=at, area_id=review.agreement.area_id, side="government"
    )
    return letter


@transaction.atomic
def send_letter(*, review_id: int, version: int, by: User, at: datetime) -> ReviewLetter:
    """Send the letter as it was shown: from then on it never changes, and its hash is on record.

    `version` is the letter's. Raises NoLetter, Stale and PermissionDenied.
    """
    review = _held(review_id)
    policies.may_send_letter(by, review).enforce()
    letter = ReviewLetter.objects.filter(review=review).first()
    if letter is None:
        raise NoLetter("Keep the draft of the letter first, then send it.")
    if letter.version != version:
        raise Stale("Somebody else changed the letter. Check the latest and try again.")
    letter.advance(sent_by=by, sent_at=at, sha256=digest(letter.text))
    review.advance(status=REVIEW_MOVES["send_letter"][1].value)
    note_step(review, "send_letter", text="", by=by, at=at)
    audit.record(
        "send_letter",
        letter,
        by=by,
        at=at,
        area_id=review.agreement.area_id,
        sha256=letter.sha256,
    )
    return letter


def _held(review_id: int) -> Review:
    """Return a review held still: its letter changes with nothing else of it."""
    found = Review.objects.select_for_update(of=("self",), no_key=True)
    review: Review = found.select_related("agreement__area").get(pk=review_id)
    return review
