"""Concerns: one case a target, opened by the figures or by a person, with all that was said."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.audiences import areas_on_side
from partnerships.models import Area, User, Viewer
from reviews.signals import NAMES
from reviews.states import ALIVE, ConcernStatus
from targets.models import Target
from targets.sides import Side

from .signals import Signal

LEVEL_NAMES = [(number, name) for number, name in enumerate(NAMES)]
SHARED_FROM = 2
"""The level from which inspectorates see what was shared with the partnership."""


def actor() -> models.ForeignKey:
    """Return the field of whoever did something; null where nobody has done it yet."""
    return models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


class ConcernQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """All of one's areas for the Government Office; what was shared, for the partnership.

        National roles see those of level 2 and above that were shared with the partnership.
        """
        if not isinstance(user, User):
            return self.none()
        seen = Q(area__in=areas_on_side(user, Side.GOVERNMENT))
        seen |= Q(area__in=areas_on_side(user, Side.PARTNERSHIP), shared_at__isnull=False)
        if user.sees_all_areas:
            seen |= Q(shared_at__isnull=False, level__gte=SHARED_FROM)
        return self.filter(seen)

    def alive(self) -> Self:
        """Those that are not closed."""
        return self.filter(status__in=[status.value for status in ALIVE])


class Concern(Versioned):
    """What the Government Office and a partnership talk about, until it is settled."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="concerns")
    target = models.ForeignKey(
        Target,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="concerns",
        help_text="null: it is about a theme",
    )
    theme = models.CharField(max_length=150, blank=True)
    number = models.PositiveIntegerField(help_text="of the area, from 1")
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in ConcernStatus],
        default=ConcernStatus.OPEN.value,
    )
    level = models.PositiveSmallIntegerField(choices=LEVEL_NAMES, help_text="how serious it is")
    suggested = models.PositiveSmallIntegerField(
        choices=LEVEL_NAMES, help_text="what its signals come to; from 3 on a person decides"
    )
    because = models.TextField(help_text="what makes it so serious")
    rests_on = models.ManyToManyField(Signal, related_name="concerns", blank=True)
    owner = actor()
    opened_by = actor()
    opened_at = models.DateTimeField()
    shared_by = actor()
    shared_at = models.DateTimeField(
        null=True, blank=True, help_text="with the partnership, by the first question to it"
    )
    answer_due_on = models.DateField(null=True, blank=True)
    back_on = models.DateField(null=True, blank=True, help_text="of what was set aside")
    closed_by = actor()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-level", "opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="concerns_are_numbered"),
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(status__in=[status.value for status in ALIVE]),
                name="a_target_has_one_open_concern",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=False) | ~Q(theme=""), name="a_concern_has_a_subject"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in ALIVE], closed_at=None)
                | ~Q(status__in=[status.value for status in ALIVE])
                & Q(closed_at__isnull=False)
                & ~Q(outcome=""),
                name="what_is_closed_has_its_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(status=ConcernStatus.SNOOZED.value) | Q(back_on__isnull=False),
                name="what_is_set_aside_comes_back",
            ),
            models.CheckConstraint(
                condition=~Q(status=ConcernStatus.ASKED.value)
                | Q(answer_due_on__isnull=False, shared_at__isnull=False),
                name="a_question_has_its_day",
            ),
            models.CheckConstraint(condition=Q(level__lte=4), name="levels_are_from_0_to_4"),
        ]

    def __str__(self) -> str:
        return f"{self.target or self.theme}, {self.area}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:concern", args=[self.pk])


class ConcernStepQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the concerns that `user` sees; what is the Government Office's alone, to it."""
        seen = self.filter(concern__in=Concern.objects.visible_to(user))
        if not isinstance(user, User):
            return seen
        government = areas_on_side(user, Side.GOVERNMENT)
        return seen.filter(Q(is_internal=False) | Q(concern__area__in=government))


class ConcernStep(models.Model):
    """One thing that was said or done about a concern, in order; never changed."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=20)
    text = models.TextField(blank=True, help_text="the question, the answer, or the reason")
    level = models.PositiveSmallIntegerField(choices=LEVEL_NAMES, help_text="after it")
    is_internal = models.BooleanField(default=False, help_text="of the Government Office alone")
    done_by = actor()
    """Null: the portal itself, by newer figures or the clock."""
    done_at = models.DateTimeField()

    objects = ConcernStepQuerySet.as_manager()

    class Meta:
        ordering = ["concern", "number"]
        constraints = [
            models.UniqueConstraint(fields=["concern", "number"], name="steps_are_in_order")
        ]
        triggers = [
            pgtrigger.Protect(
                name="steps_never_change", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb}, {self.concern}"
