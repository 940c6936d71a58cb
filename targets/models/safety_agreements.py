"""A county's community safety agreement, drawn from the assessments of its districts."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from laa_portal.foundation.tracking import track
from partnerships.models import RoleKind, User, Viewer
from targets.states import EditionStatus

from .adoption import Adoptable, AdoptableQuerySet
from .assessments import StrategicAssessment
from .seats import SeatPresence


class SafetyAgreementQuerySet(AdoptableQuerySet):
    own_kinds = (RoleKind.COUNTY_OFFICER,)

    def visible_to(self, user: Viewer) -> Self:
        """What was adopted for its districts' people too; drafts for the county's own alone."""
        seen = super().visible_to(user)
        if not isinstance(user, User) or user.sees_all_areas:
            return seen
        of_district = ~Q(status=EditionStatus.DRAFT.value) & Q(
            partnership__areas__parts__part__in=user.area_ids
        )
        return self.filter(Q(pk__in=seen.values("pk")) | of_district).distinct()


class CommunitySafetyAgreement(Adoptable):
    """An edition of what a county strategy group agrees for a year (SI 2007/1830 regs 8-9)."""

    priorities = models.TextField(blank=True)
    delivery = models.TextField(blank=True)
    assessments: "models.ManyToManyField[StrategicAssessment, Any]" = models.ManyToManyField(
        StrategicAssessment,
        related_name="safety_agreements",
        blank=True,
        help_text="of the districts, as they were when it was adopted",
    )

    objects = SafetyAgreementQuerySet.as_manager()

    class Meta(Adoptable.Meta):
        constraints = [
            *Adoptable.Meta.constraints,
            models.UniqueConstraint(
                fields=["partnership", "year", "edition"],
                name="editions_of_a_safety_agreement_are_numbered",
            ),
            models.UniqueConstraint(
                fields=["partnership", "year"],
                condition=Q(status=EditionStatus.DRAFT.value),
                name="one_draft_safety_agreement_a_year",
            ),
            models.UniqueConstraint(
                fields=["partnership", "year"],
                condition=Q(status=EditionStatus.ADOPTED.value),
                name="one_adopted_safety_agreement_a_year",
            ),
        ]

    def __str__(self) -> str:
        edition = f", edition {self.edition}" if self.edition > 1 else ""
        return f"Community safety agreement {self.year_label}, {self.partnership}{edition}"

    def get_absolute_url(self) -> str:
        return reverse("targets:safety-agreement", args=[self.pk])


class SafetyAgreementPresence(SeatPresence):
    """That a senior member of a responsible authority took part in adopting an agreement."""

    agreement = models.ForeignKey(
        CommunitySafetyAgreement, on_delete=models.CASCADE, related_name="presences"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "seat"], name="a_seat_adopts_an_agreement_once"
            )
        ]


FormerCommunitySafetyAgreement = track(CommunitySafetyAgreement)
