"""The letter of a review: a draft of the Government Office until it is sent."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import User, Viewer
from targets.sides import Side

from .concerns import actor
from .reviews import Review, at_tables, person


class ReviewLetterQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """The draft for the Government Office alone; what was sent for the partnership and for
        national roles."""
        if not isinstance(user, User):
            return self.none()
        area = "review__agreement__area"
        sent = at_tables(user, area, Side.PARTNERSHIP)
        if user.sees_all_areas:
            sent |= Q(pk__isnull=False)
        return self.filter(at_tables(user, area, Side.GOVERNMENT) | sent & Q(sent_at__isnull=False))


class ReviewLetter(Versioned):
    """What is drafted from the record, changed by people, and frozen when it is sent."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="letter")
    text = models.TextField()
    written_by = person()
    written_at = models.DateTimeField()
    sent_by = actor()
    sent_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="of the text, once it is sent")

    objects = ReviewLetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None, sha256="")
                | Q(sent_at__isnull=False, sent_by__isnull=False, sha256__regex="^[0-9a-f]{64}$"),
                name="a_letter_that_is_sent_has_its_hash",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_letter_that_is_sent_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__sent_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Letter, {self.review}"

    def get_absolute_url(self) -> str:
        area = self.review.agreement.area
        return reverse("reviews:letter", args=[area.gss_code, self.review.year])
