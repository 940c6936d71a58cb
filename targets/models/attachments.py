"""Documents that come with an assessment or a priority, byte for byte as they were attached."""

from typing import Any, Self

from django.db import models
from django.urls import reverse

from partnerships.models import User, Viewer

from .assessments import StrategicAssessment
from .priorities import Priority


class AttachedFile(models.Model):
    """The bytes of a document, kept once under their own hash."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256[:12]


class AttachmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the assessments that `user` sees."""
        return self.filter(assessment__in=StrategicAssessment.objects.visible_to(user))


class Attachment(models.Model):
    """A document with an assessment, or with one of its priorities."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word document"
        ODT = "odt", "OpenDocument text"
        XLSX = "xlsx", "Excel workbook"
        PNG = "png", "PNG picture"
        JPEG = "jpeg", "JPEG picture"

    assessment = models.ForeignKey(
        StrategicAssessment, on_delete=models.CASCADE, related_name="attachments"
    )
    priority = models.ForeignKey(
        Priority, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    name = models.CharField(max_length=200, help_text="of the file, as its sender called it")
    kind = models.CharField(max_length=5, choices=Kind, help_text="by its content")
    size = models.PositiveIntegerField(help_text="bytes")
    file = models.ForeignKey(AttachedFile, on_delete=models.PROTECT, related_name="+")
    attached_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["attached_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "priority", "file"],
                nulls_distinct=False,
                name="a_document_is_attached_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("targets:attachment", args=[self.pk])
