"""How often a target is reviewed, agreed by both sides; and what they said of it in between."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import User, Viewer
from reviews.states import FrequencyStatus
from targets.models import Target
from targets.sides import SIDES

from .concerns import actor
from .reviews import at_tables, person

EVERY = [(1, "Every month"), (3, "Every quarter"), (6, "Every half-year"), (12, "Once a year")]


class OfTargetQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the tables at which one sits; all, for those who look at every area."""
        if not isinstance(user, User):
            return self.none()
        return (
            self if user.sees_all_areas else self.filter(at_tables(user, "target__agreement__area"))
        )


class ReviewFrequency(Versioned):
    """How often a target is reviewed: what one side proposes, and the other accepts or declines.

    The newest that was accepted holds; without one a target is reviewed with its agreement's year.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="frequencies")
    every = models.PositiveSmallIntegerField(choices=EVERY, help_text="so many months")
    side = models.CharField(max_length=12, choices=SIDES, help_text="whose proposal it is")
    reason = models.TextField()
    proposed_by = person()
    proposed_at = models.DateTimeField()
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in FrequencyStatus],
        default=FrequencyStatus.PROPOSED.value,
    )
    answer = models.TextField(blank=True, help_text="of whoever answered: why, or what to add")
    answered_by = actor()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = OfTargetQuerySet.as_manager()

    class Meta:
        ordering = ["target", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(status=FrequencyStatus.PROPOSED.value),
                name="one_frequency_of_a_target_waits",
            ),
            models.CheckConstraint(
                condition=Q(status=FrequencyStatus.PROPOSED.value, answered_at=None)
                | ~Q(status=FrequencyStatus.PROPOSED.value)
                & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="a_frequency_waits_until_it_is_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_every_display()}: {self.target}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:frequency", args=[self.target_id])


class TargetReview(models.Model):
    """That both sides met about one target between the years' reviews, and what was said."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="met_about")
    held_on = models.DateField()
    notes = models.TextField()
    noted_by = person()
    noted_at = models.DateTimeField()

    objects = OfTargetQuerySet.as_manager()

    class Meta:
        ordering = ["target", "-held_on", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="what_was_said_of_a_target_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.target}, {self.held_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:frequency", args=[self.target_id])
