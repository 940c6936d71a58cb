"""A CDRP's plan of three years, refreshed each year: its texts, its steps, its summary."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.models import Indicator
from laa_portal.foundation.tracking import track
from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import Organisation, User, Viewer
from targets.contents import year_label
from targets.states import EditionStatus

from .adoption import CDRP_PEOPLE, Adoptable, AdoptableQuerySet, act, person
from .assessments import StrategicAssessment
from .priorities import Priority
from .seats import SeatPresence

TERM = 3
"""Financial years that a plan covers (SI 2007/1830 regs 10-11)."""


class PlanQuerySet(AdoptableQuerySet):
    own_kinds = CDRP_PEOPLE

    def with_public_summary(self) -> Self:
        """Those whose summary anybody may read."""
        return self.filter(published_at__isnull=False, unpublished_at=None)


class PartnershipPlan(Adoptable):
    """An edition of a CDRP's plan. The first begins it; each later one refreshes it for a year."""

    first_year = models.PositiveSmallIntegerField(help_text="of the three it covers")
    assessment = models.ForeignKey(
        StrategicAssessment,
        on_delete=models.PROTECT,
        related_name="plans",
        help_text="the adopted one whose priorities it takes up",
    )
    strategy = models.TextField(blank=True)
    engagement = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    refreshed_because = models.TextField(
        blank=True, help_text="what has changed since the edition before"
    )
    published_by = person()
    published_at = models.DateTimeField(null=True, blank=True)
    unpublished_by = person()
    unpublished_at = models.DateTimeField(null=True, blank=True)
    unpublished_because = models.TextField(blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta(Adoptable.Meta):
        constraints = [
            *Adoptable.Meta.constraints,
            act("published"),
            act("unpublished"),
            models.UniqueConstraint(
                fields=["partnership", "first_year", "edition"],
                name="editions_of_a_plan_are_numbered",
            ),
            models.UniqueConstraint(
                fields=["partnership", "first_year"],
                condition=Q(status=EditionStatus.DRAFT.value),
                name="one_draft_of_a_plan",
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(status=EditionStatus.ADOPTED.value),
                name="one_plan_in_force",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=models.F("first_year"))
                & Q(year__lt=models.F("first_year") + TERM),
                name="a_plan_is_refreshed_within_its_three_years",
            ),
            models.CheckConstraint(
                condition=Q(edition=1) | ~Q(refreshed_because=""),
                name="a_refreshed_plan_says_why",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(adopted_at__isnull=False) & ~Q(summary=""),
                name="only_an_adopted_plan_with_a_summary_is_published",
            ),
            models.CheckConstraint(
                condition=Q(unpublished_at=None, unpublished_because="")
                | Q(unpublished_at__isnull=False) & ~Q(unpublished_because=""),
                name="unpublishing_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Partnership plan {self.term_label}, {self.partnership}, edition {self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("targets:plan", args=[self.pk])

    @property
    def term_label(self) -> str:
        """Its three years as people write them: 2008/09 to 2010/11."""
        return f"{year_label(self.first_year)} to {year_label(self.first_year + TERM - 1)}"

    @property
    def is_public(self) -> bool:
        """Whether anybody may read its summary."""
        return self.published_at is not None and self.unpublished_at is None


class PlanPresence(SeatPresence):
    """That a senior member of a responsible authority took part in adopting a plan."""

    plan = models.ForeignKey(PartnershipPlan, on_delete=models.CASCADE, related_name="presences")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "seat"], name="a_seat_adopts_a_plan_once")
        ]


class PlanActionQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the plans that `user` sees."""
        return self.filter(plan__in=PartnershipPlan.objects.visible_to(user))


class PlanAction(Versioned):
    """A step towards a priority: who leads it, with what, by when, and how success is measured."""

    plan = models.ForeignKey(PartnershipPlan, on_delete=models.CASCADE, related_name="actions")
    priority = models.ForeignKey(
        Priority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_actions",
        help_text="none: it is of no priority of the newest assessment any more",
    )
    step = models.TextField()
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plan_actions")
    resources = models.TextField()
    indicator: "models.ForeignKey[Indicator | None, Any]" = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_actions"
    )
    measure = models.CharField(max_length=300, blank=True, help_text="of success, in words")
    due_on = models.DateField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    progress = models.TextField(blank=True)
    progress_noted_by = person()
    progress_noted_at = models.DateTimeField(null=True, blank=True)

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "due_on", "pk"]
        constraints = [
            act("progress_noted"),
            models.CheckConstraint(
                condition=Q(indicator__isnull=False) | ~Q(measure=""),
                name="success_of_a_step_is_measured",
            ),
        ]

    def __str__(self) -> str:
        return self.step

    @property
    def priority_title(self) -> str | None:
        return self.priority.title if self.priority else None

    @property
    def indicator_code(self) -> str | None:
        return self.indicator.code if self.indicator else None

    def get_absolute_url(self) -> str:
        return f"{self.plan.get_absolute_url()}#action-{self.pk}"


FormerPartnershipPlan = track(PartnershipPlan)
FormerPlanAction = track(PlanAction)
