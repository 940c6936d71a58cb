"""District priorities that were put to their county, and what the county said."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.audiences import areas_on_side
from partnerships.models import Partnership, User, Viewer
from targets.states import EscalationStatus

from .assessments import own_partnerships
from .priorities import Priority

SIDE = "partnership"
"""Whose it is until it is offered to the Government Office: nobody else sees it."""


class EscalationQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of one's own CDRP, and of the areas one works for on the partnerships' side."""
        if not isinstance(user, User):
            return self.none()
        is_own = Q(priority__assessment__partnership__in=own_partnerships(user))
        around = Q(priority__assessment__partnership__areas__in=areas_on_side(user, SIDE))
        return self.filter(is_own | around).distinct()

    def open(self) -> Self:
        """Those that the county has yet to answer."""
        return self.filter(status=EscalationStatus.PUT)


class Escalation(Versioned):
    """That a district put a priority to its county strategy group, and the answer."""

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="escalations")
    group = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        related_name="escalations",
        help_text="the county strategy group it was put to",
    )
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in EscalationStatus],
        default=EscalationStatus.PUT.value,
    )
    put_because = models.TextField()
    local_risk = models.TextField(help_text="what happens in the district if it is not taken up")
    put_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField()
    answered_because = models.TextField(blank=True)
    risk_check = models.TextField(
        blank=True, help_text="how the county judged that risk when it declined"
    )
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ["-put_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["priority"],
                condition=~Q(status=EscalationStatus.DECLINED.value),
                name="a_priority_is_before_the_county_once",
            ),
            models.CheckConstraint(
                condition=Q(status=EscalationStatus.PUT.value, answered_at=None, answered_by=None)
                | (
                    ~Q(status=EscalationStatus.PUT.value)
                    & Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(answered_because="")
                ),
                name="an_answer_has_its_person_and_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=EscalationStatus.DECLINED.value) | ~Q(risk_check=""),
                name="what_is_declined_had_its_risk_checked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.priority} ({self.priority.assessment.partnership})"

    def get_absolute_url(self) -> str:
        return reverse("targets:escalation", args=[self.pk])
