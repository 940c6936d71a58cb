"""The strategy group's paper as a PDF: asked for, made by the worker, kept as it was made."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from partnerships.models import User, Viewer

from .assessments import StrategicAssessment


class PaperQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the assessments that `user` sees."""
        return self.filter(assessment__in=StrategicAssessment.objects.visible_to(user))


class Paper(models.Model):
    """An assessment printed once. What changed since is seen on its page and asked for anew."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Not made"

    assessment = models.ForeignKey(
        StrategicAssessment, on_delete=models.CASCADE, related_name="papers"
    )
    status = models.CharField(max_length=7, choices=Status, default=Status.WAITING)
    content = models.BinaryField(default=b"", help_text="a PDF, once it is ready")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="ready") | ~Q(content=b""), name="a_ready_paper_has_its_pdf"
            ),
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(status="waiting"),
                name="one_paper_of_an_assessment_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"Paper of {self.assessment}"

    def get_absolute_url(self) -> str:
        return reverse("targets:paper-file", args=[self.assessment_id])
