"""Organisations that are asked to sign up to a target, and what each has said."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import Organisation, User, Viewer
from targets.states import CommitmentStatus

from .adoption import act, person
from .agreements import Target
from .partners import own_organisations

S = CommitmentStatus


class CommitmentQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the targets that `user` sees: both sides know who has signed up to what."""
        return self.filter(target__in=Target.objects.visible_to(user))

    def own(self, user: User) -> Self:
        """Those that `user` may answer: their own organisation's."""
        return self.filter(organisation__in=own_organisations(user))

    def linked(self) -> Self:
        """Those by which a target relates to somebody: asked for, whatever they have said but
        that it does not concern them."""
        return self.exclude(status=S.NOT_APPLICABLE)


class Commitment(Versioned):
    """That an organisation is named for a target: as what, and what it said to that."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="commitments")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="commitments"
    )
    is_lead = models.BooleanField(default=False, help_text="one of those that lead the target")
    status = models.CharField(
        max_length=15, choices=[(s.value, s.label) for s in S], default=S.ASKED.value
    )
    question = models.TextField(
        blank=True, help_text="what is asked of it; later, what is answered to its objection"
    )
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    times_asked = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField(blank=True, help_text="in its own words")
    answered_by = person()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_terms = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="the number of the offer whose terms lay on the table when it answered",
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["-is_lead", "organisation__name"]
        constraints = [
            act("answered"),
            models.UniqueConstraint(
                fields=["target", "organisation"], name="a_partner_is_asked_for_a_target_once"
            ),
            models.CheckConstraint(
                condition=Q(status=S.ASKED.value, answered_at=None)
                | ~Q(status=S.ASKED.value) & Q(answered_at__isnull=False),
                name="a_commitment_is_asked_or_answered",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[S.OBJECTED.value, S.NOT_APPLICABLE.value]) | ~Q(reason=""),
                name="what_is_not_agreed_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, “{self.target}”"

    def get_absolute_url(self) -> str:
        return reverse("targets:commitment", args=[self.pk])
