"""What is found of each target in a review: by the rule, or by a reviewer who says why."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import User, Viewer
from reviews.rag import RAGS
from reviews.states import ReviewStatus
from targets.models import RevisionGround, Target
from targets.sides import Side

from .concerns import actor
from .reviews import CONCLUDED_VALUES, SHARED_VALUES, Review, at_tables


class FindingQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """The Government Office its drafts too; the partnership what was put to it; national roles
        what was sent; everybody what was published of indicators that are open."""
        published = Q(review__status=ReviewStatus.PUBLISHED.value) & (
            Q(target__indicator=None) | Q(target__indicator__is_restricted=False)
        )
        if not isinstance(user, User):
            return self.filter(published)
        area = "review__agreement__area"
        seen = published | at_tables(user, area, Side.GOVERNMENT)
        seen |= at_tables(user, area, Side.PARTNERSHIP) & Q(review__status__in=SHARED_VALUES)
        if user.sees_all_areas:
            seen |= Q(review__status__in=CONCLUDED_VALUES)
        return self.filter(seen)


class Finding(Versioned):
    """What is found of one target in a review: by the rule, or by a reviewer who says why.

    The numbers are copied, since assessments are worked out anew with every figure.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="findings")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="findings")
    computed = models.CharField(max_length=7, choices=RAGS, help_text="by the rule")
    rule = models.CharField(max_length=250, help_text="that gave it, as a sentence")
    rag = models.CharField(max_length=7, choices=RAGS, help_text="what is found")
    because = models.TextField(blank=True, help_text="why a reviewer finds otherwise")
    comment = models.TextField(blank=True, help_text="what the letter says of it beside")
    ground = models.CharField(
        max_length=12,
        choices=RevisionGround,
        blank=True,
        help_text="on which the target may be refreshed; empty: it is to stay",
    )
    numbers = models.JSONField(default=dict, help_text="of the assessment, as they were then")
    vintage = models.DateTimeField(null=True, blank=True, help_text="of the figures behind it")
    method_version = models.CharField(max_length=10, blank=True)
    judged_by = actor()
    judged_at = models.DateTimeField(null=True, blank=True)
    """Null: nobody has gone over it, so it is what the rule says."""

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["review", "target__title"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "target"], name="a_review_finds_once_of_a_target"
            ),
            models.CheckConstraint(
                condition=Q(rag=F("computed")) | ~Q(because="") & Q(judged_by__isnull=False),
                name="who_finds_otherwise_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.get_rag_display()}"

    @property
    def is_overridden(self) -> bool:
        return self.rag != self.computed
