"""When: the rounds in which agreements are made and reviewed, and what is due in them."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet

from .kinds import RoleKind
from .spans import Span, SpanQuerySet


class CycleQuerySet(VersionedQuerySet, SpanQuerySet):  # type: ignore[override]
    pass


class Cycle(Span, Versioned):
    """One round of negotiation or review, such as the agreements of 2008."""

    name = models.CharField(max_length=100, unique=True)

    objects = CycleQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["-starts_on", "name"]

    def __str__(self) -> str:
        return self.name


class DeadlineQuerySet(models.QuerySet[Any]):
    def for_roles(self, kinds: set[str]) -> Self:
        """Those that people of these kinds of role have to meet."""
        return self.filter(role_kinds__overlap=sorted(kinds))

    def from_day(self, day: date) -> Self:
        """Those that are still to come, the next one first."""
        return self.filter(due_on__gte=day).order_by("due_on", "id")


class Deadline(models.Model):
    """What is due when, and from whom."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="deadlines")
    what = models.CharField(max_length=150)
    due_on = models.DateField()
    role_kinds = ArrayField(models.CharField(max_length=20, choices=RoleKind))

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.what

    @property
    def from_whom(self) -> list[str]:
        """The kinds of role that have to meet it, in words."""
        return [str(RoleKind(kind).label) for kind in self.role_kinds]
