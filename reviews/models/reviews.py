"""The review of an agreement's year: its phases, what was found, the letter; and how often between.

Texts are steps, findings and the letter: who reads what differs, so each is a row of its own.
"""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.audiences import areas_on_side
from partnerships.models import User, Viewer
from reviews.states import CONCLUDED, SHARED_FINDINGS, ReviewStatus
from targets.models import Agreement
from targets.sides import Side

CONCLUDED_VALUES = [one.value for one in CONCLUDED]
SHARED_VALUES = [one.value for one in SHARED_FINDINGS]


def at_tables(user: User, path: str, *sides: Side) -> Q:
    """Return what is of the areas at whose tables `user` sits, on one of the sides or either."""
    areas = frozenset().union(*(areas_on_side(user, side) for side in sides or tuple(Side)))
    return Q(**{f"{path}__in": areas})


def person() -> models.ForeignKey:
    """Return the field of whoever did what every row tells of."""
    return models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class ReviewQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of both sides of the table; once the letter is sent, for national roles; once its
        summary is published, for everybody."""
        published = Q(status=ReviewStatus.PUBLISHED.value)
        if not isinstance(user, User):
            return self.filter(published)
        seen = published | at_tables(user, "agreement__area")
        if user.sees_all_areas:
            seen |= Q(status__in=CONCLUDED_VALUES)
        return self.filter(seen)


class Review(Versioned):
    """What both sides say of one year of an agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reviews")
    year = models.PositiveSmallIntegerField(help_text="in which it begins")
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in ReviewStatus],
        default=ReviewStatus.SCHEDULED.value,
    )
    evidence_due_on = models.DateField()
    meeting_due_on = models.DateField()
    findings_due_on = models.DateField()
    letter_due_on = models.DateField()
    summary_due_on = models.DateField()
    held_on = models.DateField(null=True, blank=True, help_text="the day of the meeting")
    summary = models.TextField(blank=True, help_text="for everybody, once it is published")
    scheduled_by = person()
    scheduled_at = models.DateTimeField()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "year"], name="a_year_is_reviewed_once"),
            models.CheckConstraint(
                condition=Q(
                    meeting_due_on__gte=F("evidence_due_on"),
                    findings_due_on__gte=F("meeting_due_on"),
                    letter_due_on__gte=F("findings_due_on"),
                    summary_due_on__gte=F("letter_due_on"),
                ),
                name="phases_of_a_review_are_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReviewStatus.PUBLISHED.value) | ~Q(summary=""),
                name="what_is_published_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"Review of {self.year_label}, {self.agreement.area}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:review", args=[self.agreement.area.gss_code, self.year])

    @property
    def year_label(self) -> str:
        return f"{self.year}/{(self.year + 1) % 100:02}"

    @property
    def is_published(self) -> bool:
        return self.status == ReviewStatus.PUBLISHED


class ReviewStepQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Both sides read what was said; national roles once the letter is sent."""
        if not isinstance(user, User):
            return self.none()
        seen = at_tables(user, "review__agreement__area")
        if user.sees_all_areas:
            seen |= Q(review__status__in=CONCLUDED_VALUES)
        return self.filter(seen)


class ReviewStep(models.Model):
    """One thing that was said or done in a review, in order; never changed."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=20)
    text = models.TextField(blank=True, help_text="the evidence, the notes, or the reason")
    done_by = person()
    done_at = models.DateTimeField()

    objects = ReviewStepQuerySet.as_manager()

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "number"], name="steps_of_a_review_are_in_order"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="steps_of_a_review_never_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb}, {self.review}"
