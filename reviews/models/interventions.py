"""What departments, inspectorates and the Government Office have open in an area, seen together."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.audiences import areas_on_side
from partnerships.models import Area, AreaPart, User, Viewer
from reviews.bodies import Body
from targets.models.adoption import act, person
from targets.sides import Side

from .concerns import Concern
from .standing import STEP_CHOICES, of_seats

BODY_CHOICES = [(body.value, body.label) for body in Body]


def body_field() -> models.CharField:
    """Return the field of which body something comes from."""
    return models.CharField(max_length=25, choices=BODY_CHOICES)


class InterventionKind(models.TextChoices):
    """What a partnership has to do for it, or gets from it."""

    REQUEST = "request", "Request for information or a plan"
    VISIT = "visit", "Visit, review or inspection"
    SUPPORT = "support", "Support"
    FORMAL = "formal", "Formal step"


class InterventionQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those of one's areas, and all for national roles: so that nobody asks unseen."""
        return self.filter(of_seats(user))

    def open(self) -> Self:
        """Those that were not closed."""
        return self.filter(closed_at=None)

    def seen_by(self, reader: User) -> Self:
        """Each with `is_seen`: whether `reader` has acknowledged it."""
        own = Acknowledgement.objects.filter(intervention=OuterRef("pk"), acknowledged_by=reader)
        return self.annotate(is_seen=Exists(own))

    def touching(self, area: Area) -> Self:
        """Those in an area, in what lies in it, and in what it lies in: they meet there."""
        return self.filter(area__in=areas_touching(area))


def areas_touching(area: Area) -> frozenset[int]:
    """Return an area, all that lies in it, and all that it lies in."""
    return Area.objects.ids_within([area.pk]) | Area.objects.ids_around([area.pk])


def areas_touching_each(areas: Collection[int]) -> Mapping[int, frozenset[int]]:
    """Return the same of each of some areas, by their keys, in one query for any number."""
    inside: defaultdict[int, set[int]] = defaultdict(set)
    around: defaultdict[int, set[int]] = defaultdict(set)
    for whole, part in AreaPart.objects.filter(is_exact=True).values_list("whole", "part"):
        inside[whole].add(part)
        around[part].add(whole)
    return {one: _reached(one, inside) | _reached(one, around) for one in areas}


def _reached(start: int, steps: Mapping[int, set[int]]) -> frozenset[int]:
    """Return an area and all that steps lead to from it."""
    found, ahead = {start}, [start]
    while ahead:
        new = steps.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return frozenset(found)


class Intervention(Versioned):
    """Something that a body asks of an area, does there, or helps it with. It sets no target."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="interventions")
    body = body_field()
    kind = models.CharField(max_length=10, choices=InterventionKind)
    step = models.PositiveSmallIntegerField(choices=STEP_CHOICES, help_text="of the ladder")
    title = models.CharField(max_length=150)
    text = models.TextField(help_text="what is asked or done, and of whom")
    due_on = models.DateField(null=True, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = person()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    objects = InterventionQuerySet.as_manager()

    class Meta:
        ordering = [models.F("closed_at").desc(nulls_first=True), "due_on", "id"]
        constraints = [
            act("closed"),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="")
                | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="a_closed_intervention_has_its_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_body_display()})"

    def get_absolute_url(self) -> str:
        address = reverse("reviews:interventions", args=[self.area.gss_code])
        return f"{address}#intervention-{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def is_overdue(self, day: date) -> bool:
        """Whether it is still open after the day by which it was to be done."""
        return self.is_open and self.due_on is not None and self.due_on < day


class AcknowledgementQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those of the interventions that `user` sees."""
        return self.filter(intervention__in=Intervention.objects.visible_to(user))


class Acknowledgement(models.Model):
    """That a person has been shown what another body has open, before adding to it."""

    intervention = models.ForeignKey(
        Intervention, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField()

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        ordering = ["intervention", "acknowledged_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "acknowledged_by"], name="a_person_acknowledges_once"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="acknowledgements_never_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.intervention}, seen by {self.acknowledged_by}"


class AdviceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Those on concerns that `user` sees, among government: what is advised is not yet said."""
        if not isinstance(user, User):
            return self.none()
        seen = self.filter(concern__in=Concern.objects.visible_to(user))
        if user.sees_all_areas:
            return seen
        return seen.filter(concern__area__in=areas_on_side(user, Side.GOVERNMENT))


class Advice(models.Model):
    """What another body advised on a concern. It decides nothing."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="advice")
    body = body_field()
    text = models.TextField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    objects = AdviceQuerySet.as_manager()

    class Meta:
        ordering = ["concern", "given_at", "id"]
        verbose_name = verbose_name_plural = "advice"
        triggers = [
            pgtrigger.Protect(
                name="advice_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_body_display()} on {self.concern}"
