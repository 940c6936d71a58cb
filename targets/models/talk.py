"""What is said about a target beside the offers: to the other side, and among one's own."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.urls import reverse

from partnerships.audiences import areas_on_side
from partnerships.models import User, Viewer
from targets.sides import SIDES, Side

from .agreements import Target
from .own_side import of_own_side


class MessageQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those about targets that `user` sees, at whose table they sit on either side."""
        if not isinstance(user, User):
            return self.none()
        seats = areas_on_side(user, Side.PARTNERSHIP) | areas_on_side(user, Side.GOVERNMENT)
        seen = Target.objects.visible_to(user).filter(agreement__area__in=seats)
        return self.filter(target__in=seen)


class Message(models.Model):
    """What one side wrote to the other about a target: both read it, and nobody changes it."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(max_length=12, choices=SIDES)
    text = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    offer = models.PositiveIntegerField(
        null=True, help_text="the number of the newest offer when it was written"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "id"]
        triggers = [
            pgtrigger.Protect(name="messages_never_change", operation=pgtrigger.Update),
            pgtrigger.Protect(name="messages_are_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Message about “{self.target}”"

    def get_absolute_url(self) -> str:
        return reverse("targets:write-message", args=[self.target_id])


class PrivateNoteQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of one's own side, at whose table one sits."""
        return self.filter(of_own_side(user)) if isinstance(user, User) else self.none()


class PrivateNote(models.Model):
    """What a side keeps for itself about a target. It leaves that side by no way."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="notes")
    side = models.CharField(max_length=12, choices=SIDES)
    text = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = PrivateNoteQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return f"Note on “{self.target}”"
