"""The same indicator in another plan, with what it says there, and why both numbers stand."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.urls import reverse

from indicators.models import Measure
from partnerships.audiences import areas_on_side
from partnerships.models import User, Viewer
from targets.sides import Side

from .agreements import Target
from .terms import YEARS


class PlanKind(models.TextChoices):
    """Which other plan says something of the same indicator."""

    POLICING_PLAN = "policing_plan", "Policing plan"
    EARLIER_AGREEMENT = "earlier_agreement", "Earlier Local Area Agreement"
    STRETCH_TARGET = "stretch_target", "Stretch target of an earlier agreement"
    PSA = "psa", "Public service agreement"
    OTHER = "other", "Other plan"


class PlanValueQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those about targets that `user` sees, at whose table they sit: both sides read them."""
        if not isinstance(user, User):
            return self.none()
        seats = areas_on_side(user, Side.PARTNERSHIP) | areas_on_side(user, Side.GOVERNMENT)
        seen = Target.objects.visible_to(user).filter(agreement__area__in=seats)
        return self.filter(target__in=seen)

    def current(self) -> Self:
        """Those that nobody has corrected since."""
        return self.filter(corrected_by=None)

    def with_reconciliations(self) -> Self:
        """Each with the value of ours of which somebody said last why the two differ."""
        said = Reconciliation.objects.filter(plan_value=models.OuterRef("pk"))
        newest = said.order_by("-said_at", "-id").values("beside")[:1]
        return self.annotate(reconciled_with=models.Subquery(newest))


class PlanValue(models.Model):
    """A number that another plan of the area has for a target's measure. Corrected by another."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="plan_values")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    plan = models.CharField(max_length=20, choices=PlanKind)
    year = models.CharField(max_length=10, choices=[(year, year) for year in YEARS])
    value = models.DecimalField(max_digits=18, decimal_places=6, help_text="in the measure's unit")
    source = models.CharField(max_length=200, help_text="the document, and where in it")
    note = models.TextField(blank=True)
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        help_text="what was put on record before",
    )
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = PlanValueQuerySet.as_manager()

    class Meta:
        ordering = ["target", "plan", "year", "added_at"]
        triggers = [
            pgtrigger.Protect(name="plan_values_never_change", operation=pgtrigger.Update),
            pgtrigger.Protect(name="plan_values_are_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_plan_display()}, {self.target}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("targets:other-plans", args=[self.target_id])

    @property
    def named(self) -> str:
        """What the plan is called after “the”."""
        label = str(self.get_plan_display())
        return label[:1].lower() + label[1:]


class Reconciling(models.TextChoices):
    """Why two numbers for one thing stand beside each other."""

    SAME_FIGURE = "same_figure", "It is the same figure, written or rounded otherwise"
    OTHER_DEFINITION = "other_definition", "The other plan counts by another definition"
    PLAN_CHANGES = "plan_changes", "The other plan will be changed"
    KNOWN = "known", "They differ knowingly"


class ReconciliationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the numbers that `user` sees."""
        return self.filter(plan_value__in=PlanValue.objects.visible_to(user))


class Reconciliation(models.Model):
    """Why a number in another plan differs from what lay on the table, as somebody said it then."""

    plan_value = models.ForeignKey(
        PlanValue, on_delete=models.PROTECT, related_name="reconciliations"
    )
    beside = models.DecimalField(
        max_digits=18, decimal_places=6, help_text="the value of that year on the table then"
    )
    reason = models.CharField(max_length=20, choices=Reconciling)
    text = models.TextField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    objects = ReconciliationQuerySet.as_manager()

    class Meta:
        ordering = ["plan_value", "said_at", "id"]
        triggers = [
            pgtrigger.Protect(name="reconciliations_never_change", operation=pgtrigger.Update),
            pgtrigger.Protect(name="reconciliations_are_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.plan_value}"
