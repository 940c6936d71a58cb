"""What proves an agreement to anybody: its certificate, and what is published of it."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from partnerships.models import Viewer

from .actors import actor
from .agreements import Agreement
from .versions import AgreementVersion, OfVersionQuerySet


class Certificate(models.Model):
    """The whole record of a signed version, and the PDF made of it: both with their hashes."""

    version = models.OneToOneField(
        AgreementVersion, on_delete=models.PROTECT, related_name="certificate"
    )
    content = models.TextField(
        help_text="canonical JSON: the text that was signed, and its signatures"
    )
    sha256 = models.CharField(max_length=64, unique=True, help_text="of the content")
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64, unique=True)
    record_sha256 = models.CharField(
        max_length=64, unique=True, help_text="of the file that people keep of the certificate"
    )
    sealed_at = models.DateTimeField()

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        triggers = [
            pgtrigger.Protect(name="certificates_never_change", operation=pgtrigger.Update),
            pgtrigger.Protect(name="certificates_are_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Certificate of {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("targets:verify-hash", args=[self.sha256])


class MemorandumQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """All: they are published (2007 Act s.113)."""
        return self.all()


class Memorandum(models.Model):
    """What is published when targets are designated, a designation is revoked, or they change.

    Local Government and Public Involvement in Health Act 2007 s.113.
    """

    class Occasion(models.TextChoices):
        DESIGNATION = "designation", "Targets were designated"
        REVOCATION = "revocation", "A designation was revoked"
        MODIFICATION = "modification", "The agreement was modified"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="memoranda")
    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="memoranda"
    )
    number = models.PositiveIntegerField(help_text="of the agreement, from 1")
    occasion = models.CharField(max_length=12, choices=Occasion)
    content = models.TextField(help_text="canonical JSON")
    content_sha256 = models.CharField(max_length=64)
    published_by = models.ForeignKey("partnerships.User", models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    objects = MemorandumQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="memoranda_are_numbered")
        ]
        triggers = [
            pgtrigger.Protect(name="memoranda_never_change", operation=pgtrigger.Update),
            pgtrigger.Protect(name="memoranda_are_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Memorandum {self.number} on the {self.agreement}"

    def get_absolute_url(self) -> str:
        return reverse("targets:memorandum", args=[self.agreement.area.gss_code, self.number])


class Designation(models.Model):
    """That ministers designated a target of a signed version, until that is revoked.

    By written notice within one month of approval: 2007 Act s.109.
    """

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="designations"
    )
    target = models.ForeignKey("targets.Target", models.PROTECT, related_name="designations")
    notice = models.CharField(max_length=200, help_text="reference of the written notice")
    designated_by = models.ForeignKey("partnerships.User", models.PROTECT, related_name="+")
    designated_at = models.DateTimeField()
    revoked_by = actor()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.TextField(blank=True)

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["version", "target"]
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(revoked_at=None),
                name="a_target_is_designated_once",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, revoked_because="")
                | Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_because=""),
                name="a_designation_is_revoked_with_its_reason",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="designations_never_change",
                exclude=["revoked_by", "revoked_at", "revoked_because"],
            ),
            pgtrigger.Protect(name="designations_are_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Designation of {self.target}"
