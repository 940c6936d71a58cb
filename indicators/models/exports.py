"""Exports: figures as they stood once, in files that are never written again."""

import uuid
from datetime import datetime
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from partnerships.models import User, Viewer


class ExportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Everybody's; and one's own, as long as one may still see all that is in them."""
        if not user.is_authenticated:
            return self.filter(asked_by=None)
        own = Q(asked_by=user.pk)
        if not getattr(user, "sees_all_areas", False):
            area_ids: frozenset[int] = getattr(user, "area_ids", frozenset())
            own &= Q(sees_all_areas=False, area_ids__contained_by=sorted(area_ids))
        return self.filter(Q(asked_by=None) | own)

    def public(self) -> Self:
        """Everybody's that are made, the newest first."""
        return self.filter(asked_by=None, status=Export.Status.READY).order_by("-asked_at")

    def kept(self, at: datetime) -> Self:
        """Those whose time has not run out; everybody's are there until they are swept away."""
        return self.filter(Q(asked_by=None) | Q(kept_until__gt=at))


class Export(models.Model):
    """Figures that somebody asked for in files; nobody: it is everybody's, made each night.

    `sees_all_areas` and `area_ids` are how far its asker could see when it was asked for. It is
    made of what can be seen from there, and given to nobody who sees less.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Being made"
        READY = "ready", "Ready"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    status = models.CharField(max_length=7, choices=Status, default=Status.WAITING)
    query = models.CharField(max_length=2000, blank=True, help_text="by which figures are chosen")
    sees_all_areas = models.BooleanField(default=False)
    area_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    asked_by = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    kept_until = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    data_version = models.CharField(
        max_length=64, blank=True, help_text="what tells the data it was made of from others"
    )
    row_count = models.PositiveIntegerField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="waiting", finished_at=None)
                | Q(status="ready", finished_at__isnull=False, row_count__isnull=False),
                name="a_ready_export_says_when_it_was_made",
            ),
        ]
        indexes = [models.Index(fields=["asked_by", "asked_at"], name="exports_of_somebody")]

    def __str__(self) -> str:
        return f"Export {self.id}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:export", args=[self.pk])

    def is_kept(self, at: datetime) -> bool:
        """Whether its time has not run out; everybody's is there until it is swept away."""
        return self.asked_by_id is None or at < self.kept_until


class ExportPart(models.Model):
    """One file of an export: some of its rows as CSV, compressed."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField(help_text="from 1")
    row_count = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["export", "number"], name="parts_are_numbered")
        ]
        triggers = [pgtrigger.Protect(name="parts_never_change", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Part {self.number} of {self.export}"
