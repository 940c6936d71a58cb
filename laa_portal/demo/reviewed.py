"""The first year of the invented agreement under review: the meeting was held, and its findings are
being gone over."""

from datetime import datetime, timedelta

from django.utils import timezone

from reviews import actions
from reviews.models import Review
from reviews.phases import DUE_FIELDS
from reviews.queries import FIRST_YEAR

from .priority_stories import LABEL
from .signed_story import PLACE
from .table import Table

TABLE = Table(PLACE)

SET, SENT, HELD = timedelta(days=35), timedelta(days=12), timedelta(days=1)
"""How long ago."""

DUE = (-10, -1, 14, 28, 42)
"""In how many days each phase is due."""

EVIDENCE = (
    "The marshals were missing from October to January; theft fell once the five streets had gates."
)
NOTES = "Both sides went through the pack. The harbour comes first in the spring."


def make_reviewed(*, at: datetime) -> None:
    """Set the dates, send the evidence and note the meeting, once."""
    agreement = TABLE.agreement
    if Review.objects.filter(agreement=agreement).exists():
        return
    today = timezone.localdate(at)
    review = actions.schedule_review(
        agreement=agreement,
        year=FIRST_YEAR,
        by=TABLE.reviewer,
        at=at - SET,
        **{name: today + timedelta(days=days) for name, days in zip(DUE_FIELDS, DUE, strict=True)},
    )
    review = actions.submit_evidence(
        review_id=review.pk,
        version=review.version,
        evidence=f"{LABEL} {EVIDENCE}",
        by=TABLE.coordinator,
        at=at - SENT,
    )
    actions.hold_review(
        review_id=review.pk,
        version=review.version,
        held_on=timezone.localdate(at - HELD),
        notes=f"{LABEL} {NOTES}",
        by=TABLE.reviewer,
        at=at - HELD,
    )
