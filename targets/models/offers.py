"""Offers: numbered, in turns, never changed once made; and what a side prepares to say."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.audiences import areas_on_side
from partnerships.models import User, Viewer
from targets.sides import SIDES, Side
from targets.states import LineKind

from .actors import actor
from .agreements import Agreement, Target
from .evidence import EvidencePack
from .own_side import of_own_side
from .terms import Terms

LINE_KINDS = [(one.value, one.label) for one in LineKind]
REPLY_FIELDS = ("opened_by", "opened_at", "withdrawn_by", "withdrawn_at", "withdrawn_because")
"""All of an offer that is written after it was made."""


class OfferQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the areas at whose tables `user` sits, on either side: both read the same."""
        if not isinstance(user, User):
            return self.none()
        seats = areas_on_side(user, Side.PARTNERSHIP) | areas_on_side(user, Side.GOVERNMENT)
        return self.filter(agreement__area__in=seats)

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Offer(models.Model):
    """One side's package over the targets of an agreement, in reply to the other's."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="offers")
    number = models.PositiveIntegerField(help_text="in the agreement, from 1")
    side = models.CharField(max_length=12, choices=SIDES)
    answers = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_by",
        help_text="empty for the first",
    )
    rationale = models.TextField(help_text="of the package as a whole; both sides read it")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    opened_by = actor()
    opened_at = models.DateTimeField(
        null=True, blank=True, help_text="by the other side, for the first time"
    )
    withdrawn_by = actor()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="offers_are_numbered"),
            models.UniqueConstraint(
                fields=["answers"],
                condition=Q(withdrawn_at=None),
                name="an_offer_is_answered_once",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(answers=None, withdrawn_at=None),
                name="an_agreement_has_one_first_offer",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_by=None)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="offer_opened_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, opened_at=None)
                & ~Q(withdrawn_because=""),
                name="what_was_opened_is_not_withdrawn",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="offers_never_change", exclude=list(REPLY_FIELDS)),
            pgtrigger.Protect(name="offers_are_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Offer {self.number} of the {Side(self.side).label}, {self.agreement.area}"

    def get_absolute_url(self) -> str:
        return reverse("targets:offer", args=[self.agreement.area.gss_code, self.number])


class OfferLineQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the offers that `user` sees."""
        return self.filter(offer__in=Offer.objects.visible_to(user))

    def standing(self) -> Self:
        """Those of offers that were not withdrawn."""
        return self.filter(offer__withdrawn_at=None)

    def opened_to(self, side: Side | None) -> Self:
        """Those of a side's own offers, and of the other's as far as it has opened them.

        Until it has, an offer can be taken back, and what it said is a draft again.
        """
        return self.filter(Q(offer__side=side) | Q(offer__opened_at__isnull=False))


class OfferLine(Terms):
    """What an offer says of one target, with the evidence as it stood. Terms, where it has any."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="lines")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=10, choices=LINE_KINDS)
    rationale = models.TextField(blank=True)
    pack = models.ForeignKey(
        EvidencePack,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
        help_text="null: there were no figures then",
    )

    objects = OfferLineQuerySet.as_manager()

    class Meta:
        ordering = ["offer", "target__title"]
        constraints = [
            *Terms.Meta.constraints,
            models.UniqueConstraint(
                fields=["offer", "target"], name="an_offer_speaks_of_a_target_once"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="lines_never_change", operation=pgtrigger.Update),
            pgtrigger.Protect(name="lines_are_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{LineKind(self.kind).label}: {self.target}"


class DraftLineQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of one's own side: what a side prepares leaves it by no way."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(of_own_side(user))

    def of(self, agreement: Agreement, side: Side) -> Self:
        """What a side has prepared to say of an agreement's targets."""
        return self.filter(target__agreement=agreement, side=side.value)


class DraftLine(Terms, Versioned):
    """What a side means to say of a target in its next offer."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="drafts")
    side = models.CharField(max_length=12, choices=SIDES)
    kind = models.CharField(max_length=10, choices=LINE_KINDS)
    rationale = models.TextField(blank=True)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()

    objects = DraftLineQuerySet.as_manager()

    class Meta:
        ordering = ["target__title"]
        constraints = [
            *Terms.Meta.constraints,
            models.UniqueConstraint(fields=["target", "side"], name="a_side_drafts_a_target_once"),
        ]

    def __str__(self) -> str:
        return f"{LineKind(self.kind).label}: {self.target}"
