"""Signals that fired, each with a copy of what it rests on; and the settings they go by."""

from typing import Any, Self

import pgtrigger
from django.db import models

from partnerships.models import Area, User, Viewer
from reviews.signals import KINDS
from targets.models import Target


class SettingChangeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Everybody may read by which settings signals go."""
        return self.all()


class SettingChange(models.Model):
    """That somebody changed by which number signals go. The newest of a name holds."""

    name = models.CharField(max_length=30)
    value = models.JSONField()
    because = models.TextField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = SettingChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        triggers = [
            pgtrigger.Protect(
                name="settings_are_history", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"


class SignalQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the areas that `user` works for; for national roles those of settled targets.

        As assessments: they copy the same figures.
        """
        if not isinstance(user, User):
            return self.none()
        seen = self.filter(target__in=Target.objects.visible_to(user))
        return seen if user.sees_all_areas else seen.filter(area__in=user.area_ids)


class Signal(models.Model):
    """That a rule fired on what was known then. The same look fires once, revised or not."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="signals")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(one.code, one.name) for one in KINDS.values()])
    look = models.CharField(max_length=400, help_text="what tells this look from the next")
    seriousness = models.PositiveSmallIntegerField(help_text="by itself, from 0: only watch")
    sentence = models.TextField(help_text="what it says, in words")
    numbers = models.JSONField(default=dict, help_text="values, n and chances, as they were")
    vintage = models.DateTimeField(null=True, blank=True)
    method_version = models.CharField(max_length=10)
    noticed_at = models.DateTimeField()

    objects = SignalQuerySet.as_manager()

    class Meta:
        ordering = ["-noticed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "kind", "look", "seriousness"], name="a_look_fires_once"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="signals_never_change", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.target}"
