"""Who of a side has the negotiation of an agreement in hand: every hand-over stays on record."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.urls import reverse

from partnerships.models import User, Viewer
from targets.sides import SIDES, Side

from .actors import actor
from .agreements import Agreement
from .own_side import of_own_side


class HandOverQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of one's own side: to the other it answers as one."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(of_own_side(user, area="agreement__area"))

    def newest(self, side: Side) -> Self:
        """The last one of a side, of each agreement."""
        ordered = self.filter(side=side.value).order_by("agreement_id", "-number")
        return ordered.distinct("agreement_id")


class HandOver(models.Model):
    """That one of a side's speakers has its negotiation in hand from now on. Others still speak."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="hand_overs")
    side = models.CharField(max_length=12, choices=SIDES)
    number = models.PositiveIntegerField(help_text="of the side, from 1")
    holder = actor()
    """Null: nobody in particular."""
    note = models.TextField(blank=True, help_text="for whoever takes it; their side alone reads it")
    handed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "side", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "side", "number"], name="a_side_hands_over_one_at_a_time"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="hand_overs_never_change", operation=pgtrigger.Update),
            pgtrigger.Protect(name="hand_overs_are_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}, to {self.holder or 'nobody in particular'}"

    def get_absolute_url(self) -> str:
        return reverse("targets:hand-over-negotiation", args=[self.agreement.area.gss_code])
