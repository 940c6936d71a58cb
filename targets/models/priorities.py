"""What an assessment says should come first, in order, and why."""

from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from indicators.models import Indicator
from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import Organisation, Partnership, User, Viewer
from targets.states import AssessmentStatus

from .assessments import StrategicAssessment

LOWEST, HIGHEST = 1, 5
CRITERIA = ("impact", "likelihood", "trend", "concern")


class PriorityQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the assessments that `user` sees."""
        return self.filter(assessment__in=StrategicAssessment.objects.visible_to(user))

    def current(self) -> Self:
        """Those of the newest assessment that each CDRP has adopted."""
        later = StrategicAssessment.objects.filter(
            partnership=OuterRef("assessment__partnership"),
            status=AssessmentStatus.ADOPTED,
            year__gt=OuterRef("assessment__year"),
        )
        return self.filter(~Exists(later), assessment__status=AssessmentStatus.ADOPTED)


def _score(asks: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text=asks,
        validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)],
    )


class Priority(Versioned):
    """A matter that the responsible authorities of a CDRP put first, with what it rests on."""

    assessment = models.ForeignKey(
        StrategicAssessment, on_delete=models.CASCADE, related_name="priorities"
    )
    title = models.CharField(max_length=100)
    rank = models.PositiveSmallIntegerField(help_text="1 comes first")
    evidence = models.TextField(blank=True)
    page_reference = models.CharField(max_length=100, blank=True)
    psa_considered = models.TextField(blank=True)
    community_said = models.TextField(blank=True)
    impact = _score("how much harm it does")
    likelihood = _score("how often it happens or how likely it is")
    trend = _score("whether it grows")
    concern = _score("how much the public minds it")
    indicators: "models.ManyToManyField[Indicator, Any]" = models.ManyToManyField(
        Indicator, related_name="priorities", blank=True
    )
    partners: "models.ManyToManyField[Organisation, Any]" = models.ManyToManyField(
        Organisation, related_name="priorities", blank=True
    )
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text="the one of an earlier assessment that it was copied from",
    )
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = PriorityQuerySet.as_manager()

    class Meta:
        ordering = ["assessment", "rank"]
        verbose_name_plural = "priorities"
        indexes = [
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="priorities_by_trigrams")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "rank"],
                name="ranks_have_no_ties",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["assessment", "title"], name="a_priority_is_named_once"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__range": (LOWEST, HIGHEST)}),
                    name=f"{name}_is_from_1_to_5",
                )
                for name in CRITERIA
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("targets:priority", args=[self.pk])


class Weighting(Versioned):
    """How much each criterion counts when a partnership scores its priorities."""

    partnership = models.OneToOneField(
        Partnership, on_delete=models.CASCADE, related_name="weighting"
    )
    impact = models.PositiveSmallIntegerField(default=1)
    likelihood = models.PositiveSmallIntegerField(default=1)
    trend = models.PositiveSmallIntegerField(default=1)
    concern = models.PositiveSmallIntegerField(default=1)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(impact__gt=0) | Q(likelihood__gt=0) | Q(trend__gt=0) | Q(concern__gt=0),
                name="something_counts",
            )
        ]

    def __str__(self) -> str:
        return f"Weights of {self.partnership}"
