"""What a partnership can and will do, as a person judged it, and what was decided to follow."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.audiences import areas_on_side
from partnerships.models import Area, User, Viewer
from reviews.ladder import STEPS
from reviews.states import ResponseStatus
from targets.models.adoption import act, person
from targets.sides import Side

from .concerns import LEVEL_NAMES, Concern

STEP_CHOICES = [(step.number, step.name) for step in STEPS]


def of_seats(user: Viewer, *, area: str = "area") -> Q:
    """Return the condition that `user` works for an area, on either side, or for the nation."""
    if not isinstance(user, User):
        return Q(pk__in=())
    if user.sees_all_areas:
        return Q()
    seats = areas_on_side(user, Side.GOVERNMENT) | areas_on_side(user, Side.PARTNERSHIP)
    return Q(**{f"{area}__in": seats})


class StandingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of one's areas: whoever is judged reads it, with its reason; and national roles."""
        return self.filter(of_seats(user))


class Standing(models.Model):
    """Whether a partnership can act and will act, judged by a person. The newest holds."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="standings")
    is_capable = models.BooleanField(help_text="whether it can deal with what goes wrong")
    is_willing = models.BooleanField(help_text="whether it does what it can")
    reason = models.TextField()
    judged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ["-judged_at", "-id"]
        triggers = [
            pgtrigger.Protect(
                name="standings_are_history", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.words}, {self.area}"

    @property
    def words(self) -> str:
        """Both judgements in a few words."""
        can = "Can act alone" if self.is_capable else "Cannot act alone"
        return f"{can}, and {'is' if self.is_willing else 'is not'} willing to"


class ResponseDecisionQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the concerns that `user` sees."""
        return self.filter(concern__in=Concern.objects.visible_to(user))


class ResponseDecision(Versioned):
    """Which step of the ladder follows a concern: what was proposed, and what a person decided."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="responses")
    standing = models.ForeignKey(Standing, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=LEVEL_NAMES, help_text="of the concern, then")
    proposed = models.PositiveSmallIntegerField(choices=STEP_CHOICES)
    step = models.PositiveSmallIntegerField(choices=STEP_CHOICES, help_text="that was decided")
    reason = models.TextField()
    status = models.CharField(max_length=10, choices=[(s.value, s.label) for s in ResponseStatus])
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    agreed_by = person()
    agreed_at = models.DateTimeField(null=True, blank=True)
    refused_by = person()
    refused_at = models.DateTimeField(null=True, blank=True)
    second_reason = models.TextField(blank=True, help_text="of the second person")

    objects = ResponseDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-id"]
        constraints = [
            act("agreed"),
            act("refused"),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("decided_by")),
                name="a_second_person_agrees_to_a_response",
            ),
            models.CheckConstraint(
                condition=~Q(status=ResponseStatus.REFUSED.value) | Q(refused_at__isnull=False),
                name="a_refused_response_has_who_refused_it",
            ),
            models.UniqueConstraint(
                fields=["concern"],
                condition=Q(status__in=[ResponseStatus.DECIDED, ResponseStatus.WAITING]),
                name="a_concern_has_one_response",
            ),
        ]

    def __str__(self) -> str:
        return f"Step {self.step} for {self.concern}"

    @property
    def is_waiting(self) -> bool:
        return self.status == ResponseStatus.WAITING
