"""What is found in a return before it counts, how it is explained, and rows of two senders."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import Organisation, RoleKind, User, Viewer

from .catalogue import Measure
from .returns import DataReturn, Observation, Reported


class Finding(models.Model):
    """A row of a return that breaks a rule: what it says, and what it was held against."""

    data_return = models.ForeignKey(DataReturn, on_delete=models.CASCADE, related_name="findings")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=40, help_text="its code")
    is_hard = models.BooleanField(help_text="cannot be explained, only mended")
    row = models.PositiveIntegerField(help_text="of the sender's sheet")
    said = models.FloatField()
    against = models.FloatField()
    score = models.FloatField(null=True, blank=True, help_text="robust z of an outlier")
    n = models.PositiveIntegerField(
        null=True, blank=True, help_text="periods of history, or other areas, it was held against"
    )

    class Meta:
        ordering = ["measure__indicator__number", "measure__code", "rule", "row"]
        constraints = [
            models.UniqueConstraint(
                fields=["data_return", "measure", "rule", "row"], name="a_rule_is_broken_once_a_row"
            )
        ]

    def __str__(self) -> str:
        return f"Row {self.row} of {self.data_return}: {self.rule}"


class Explanation(models.Model):
    """Why the rows of a return that break one rule for one measure are right all the same."""

    data_return = models.ForeignKey(
        DataReturn, on_delete=models.CASCADE, related_name="explanations"
    )
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=40)
    text = models.CharField(max_length=500)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["measure__indicator__number", "measure__code", "rule"]
        constraints = [
            models.UniqueConstraint(
                fields=["data_return", "measure", "rule"], name="one_explanation_per_rule"
            )
        ]

    def __str__(self) -> str:
        return self.text


class ConflictQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Conflicts of the organisations `user` sends data for, on either side; all for the Home
        Office."""
        roles = getattr(user, "current_roles", ())
        if any(role.kind == RoleKind.HO_ANALYST for role in roles):
            return self
        senders = [r.organisation_id for r in roles if r.kind == RoleKind.DATA_PROVIDER]
        return self.filter(
            Q(organisation__in=senders) | Q(held__data_return__organisation__in=senders)
        )

    def open(self) -> Self:
        return self.filter(outcome=Conflict.Outcome.OPEN)


class Conflict(Reported, Versioned):
    """A row that says something else than another organisation's figure for the same cell.

    It was set aside when its return was confirmed, and waits for a person to settle it.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", "Open"
        KEPT = "kept", "The figure held was kept"
        TAKEN_OVER = "taken_over", "The second figure was taken over"
        AGREED = "agreed", "Both came to say the same"
        REPLACED = "replaced", "A later return replaced the second figure"
        WITHDRAWN = "withdrawn", "The return of one of the two was withdrawn"

    data_return = models.ForeignKey(DataReturn, on_delete=models.PROTECT, related_name="conflicts")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", help_text="the second sender"
    )
    held = models.ForeignKey(
        Observation, on_delete=models.PROTECT, related_name="+", help_text="what the cell holds"
    )
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    reason = models.CharField(max_length=500, blank=True, help_text="why it was settled so")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "area", "period_kind", "period_start", "organisation"],
                condition=Q(outcome="open"),
                name="one_open_conflict_per_sender",
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", settled_at=None)
                | (~Q(outcome="open") & Q(settled_at__isnull=False)),
                name="a_settled_conflict_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"Conflict {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:conflict", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.outcome == self.Outcome.OPEN

    @property
    def holder(self) -> Organisation:
        """Whose figure the cell holds."""
        return self.held.data_return.organisation
