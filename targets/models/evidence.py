"""Evidence as it stood: packs that nobody can change, who opened them, and what rests on them."""

import hashlib
import json
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.models import Measure
from partnerships.models import Area, User, Viewer

from .priorities import Priority


def digest(content: str) -> str:
    """Return the SHA-256 of a pack's text in UTF-8, in hexadecimal: `sha256sum` says the same."""
    return hashlib.sha256(content.encode()).hexdigest()


class EvidencePackQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Packs of the areas `user` works for: both sides of a table read the same.

        National roles see those of all areas but the ones that hold figures not yet published.
        """
        if not isinstance(user, User):
            return self.none()
        own = Q(area__in=user.area_ids)
        return self.filter(own | Q(holds_unpublished=False) if user.sees_all_areas else own)


class EvidencePack(models.Model):
    """What was known of a measure in an area at a moment: figures, peers, methods, definition.

    The text is canonical JSON and never holds when or by whom it was frozen, so that the same
    knowledge is the same pack. What came to be known later stands beside a pack, never in it.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    content = models.TextField(help_text="canonical JSON, of which sha256 is the digest")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="packs")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="packs")
    holds_unpublished = models.BooleanField(help_text="so that only its area may read it")
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(help_text="for the first time")

    objects = EvidencePackQuerySet.as_manager()

    class Meta:
        ordering = ["-frozen_at", "-id"]
        triggers = [
            pgtrigger.Protect(name="packs_never_change", operation=pgtrigger.Update),
            pgtrigger.Protect(name="packs_are_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Evidence on {self.measure} in {self.area}, {self.short_hash}"

    def get_absolute_url(self) -> str:
        return reverse("targets:evidence-pack", args=[self.sha256])

    @property
    def short_hash(self) -> str:
        """As much of the hash as people compare by eye."""
        return self.sha256[:12]

    @property
    def is_intact(self) -> bool:
        """Whether the text still has the hash under which it was frozen."""
        return digest(self.content) == self.sha256

    @property
    def known(self) -> dict[str, Any]:
        """What the pack says, as `queries.known_of` wrote it."""
        found: dict[str, Any] = json.loads(self.content)
        return found


class ReceiptQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the packs that `user` sees."""
        return self.filter(pack__in=EvidencePack.objects.visible_to(user))


class Receipt(models.Model):
    """That somebody opened a pack: once for each person, when they first did."""

    pack = models.ForeignKey(EvidencePack, on_delete=models.PROTECT, related_name="receipts")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    post = models.CharField(max_length=300, help_text="the roles they had then, not their name")

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "opened_by"], name="a_pack_has_one_receipt_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} opened {self.pack}"


class PriorityEvidenceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the priorities that `user` sees."""
        return self.filter(priority__in=Priority.objects.visible_to(user))

    def named(self) -> Self:
        """With what names each, and without the long texts of packs."""
        return self.select_related("pack", "measure", "area").defer("pack__content")


class PriorityEvidence(models.Model):
    """What a priority rested on when its assessment was submitted, for one measure and area."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="rests_on")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    pack = models.ForeignKey(
        EvidencePack,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="under",
        help_text="null: there were no figures then",
    )

    objects = PriorityEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["priority", "measure__indicator__number", "measure__code", "area__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "measure", "area"], name="one_pack_under_a_priority"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} in {self.area} under “{self.priority}”"
