"""What a partnership and the Government Office agree to do about a concern, and what came of it."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import Organisation, User, Viewer
from reviews.states import LIVE_PLANS, ImprovementStatus
from targets.models.adoption import act, person
from targets.sides import SIDES

from .concerns import Concern


class ImprovementPlanQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the concerns that `user` sees."""
        return self.filter(concern__in=Concern.objects.visible_to(user))

    def live(self) -> Self:
        """Those that are proposed or under way."""
        return self.filter(status__in=[status.value for status in LIVE_PLANS])


class ImprovementPlan(Versioned):
    """Actions about a concern, proposed by one side and agreed by the other. It sets no target."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="plans")
    aim = models.TextField(help_text="what will be different; never a figure")
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in ImprovementStatus],
        default=ImprovementStatus.PROPOSED.value,
    )
    side = models.CharField(max_length=15, choices=SIDES, help_text="that proposed it")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = person()
    agreed_at = models.DateTimeField(null=True, blank=True)
    closed_by = person()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True, help_text="what came of it, or why it ended")

    objects = ImprovementPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            act("agreed"),
            act("closed"),
            models.UniqueConstraint(
                fields=["concern"],
                condition=Q(status__in=[status.value for status in LIVE_PLANS]),
                name="a_concern_has_one_live_plan",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in LIVE_PLANS], closed_at=None)
                | ~Q(status__in=[status.value for status in LIVE_PLANS])
                & Q(closed_at__isnull=False)
                & ~Q(outcome=""),
                name="a_closed_plan_has_its_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"Improvement plan, {self.concern}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:plan", args=[self.concern_id])


class ImprovementActionQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the plans that `user` sees."""
        return self.filter(plan__in=ImprovementPlan.objects.visible_to(user))

    def to_do(self) -> Self:
        """Those that nobody has shown to be done."""
        return self.filter(done_at=None)


class ImprovementAction(Versioned):
    """One thing to be done: by which post, by when, and how everybody will see that it is done."""

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    owner = models.CharField(max_length=100, help_text="a post, never a name")
    organisation: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    milestone = models.CharField(max_length=200, help_text="what is to be seen by then")
    due_on = models.DateField()
    evidence = models.TextField(blank=True)
    done_by = person()
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ImprovementActionQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            act("done"),
            models.UniqueConstraint(fields=["plan", "number"], name="actions_are_numbered"),
            models.CheckConstraint(
                condition=Q(done_at=None, evidence="") | Q(done_at__isnull=False) & ~Q(evidence=""),
                name="what_is_done_has_its_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    def is_overdue(self, day: date) -> bool:
        """Whether nobody has shown it to be done after the day by which it was to be."""
        return self.done_at is None and self.due_on < day

    def get_absolute_url(self) -> str:
        return f"{self.plan.get_absolute_url()}#action-{self.pk}"
