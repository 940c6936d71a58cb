"""What became of figures for those who read them: how often they changed, and which are gone."""

from datetime import datetime
from typing import Any, NamedTuple, Self

from django.db import models
from django.db.models import Max, Q, Sum
from django.db.models.functions import Now

from indicators.periods import Period, PeriodKind
from laa_portal.foundation.models import SettledQuerySet, TransactionIdField, current_transaction
from partnerships.models import Area, Viewer

from .catalogue import PERIOD_KINDS, Measure


class Audience(models.TextChoices):
    """Who sees a change; `REFERENCE` is what everybody's figures are told with, as names are."""

    EVERYBODY = "everybody", "Everybody"
    NATION = "nation", "National roles"
    AREAS = "areas", "Those who work for an area"
    REFERENCE = "reference", "Everybody, of names and definitions"


class State(NamedTuple):
    """How often what somebody sees has changed, and when it last did (None: never)."""

    number: int
    changed_at: datetime | None

    @property
    def name(self) -> str:
        """What tells it from those before and after, for whoever keeps what was made of it."""
        changed = self.changed_at.isoformat() if self.changed_at else "never"
        return f"{self.number} of {changed}"


class EditionQuerySet(models.QuerySet[Any]):
    def state_for(self, viewer: Viewer) -> State:
        """Return what tells one state of the figures that `viewer` sees from another, in one query.

        What changes for others alone leaves it as it is; but those who work for an area are told of
        every change, in other areas too.
        """
        seen = self.filter(audience__in=[_audience_of(viewer), Audience.REFERENCE])
        found = seen.aggregate(number=Sum("number"), changed_at=Max("recorded_at"))
        return State(found["number"] or 0, found["changed_at"])


def _audience_of(viewer: Viewer) -> Audience:
    if getattr(viewer, "sees_all_areas", False):
        return Audience.NATION
    return Audience.AREAS if getattr(viewer, "area_ids", ()) else Audience.EVERYBODY


class Edition(models.Model):
    """How often the figures of one measure changed for an audience.

    Counted in the transaction that changes them, under the measure's lock; what has no measure is
    counted by triggers of the tables of names and definitions.
    """

    audience = models.CharField(max_length=10, choices=Audience)
    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    number = models.PositiveBigIntegerField(default=1)
    recorded_at = models.DateTimeField(db_default=Now(), help_text="of the last change")

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "measure"],
                nulls_distinct=False,
                name="one_edition_of_a_measure_for_an_audience",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure or 'reference'} for {self.audience}: {self.number}"


class GoneFigureQuerySet(SettledQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Those that `user` could see before."""
        if getattr(user, "sees_all_areas", False):
            return self.filter(was_published=True)
        own_areas: frozenset[int] = getattr(user, "area_ids", frozenset())
        return self.filter(Q(was_public=True) | Q(area_id__in=own_areas))


class GoneFigure(models.Model):
    """That a figure is no longer there, or no longer for all who could see it.

    Written by a trigger of the table of figures, whoever changes them. What it points at may be
    deleted: then nobody is left to be told.
    """

    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    period_kind = models.CharField(max_length=15, choices=PERIOD_KINDS)
    period_start = models.DateField()
    was_public = models.BooleanField(help_text="everybody could see it")
    was_published = models.BooleanField(help_text="national roles could")
    xid = TransactionIdField(editable=False, db_default=current_transaction())
    recorded_at = models.DateTimeField(db_default=Now())

    objects = GoneFigureQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["xid", "id"], name="gone_figures_in_order")]

    def __str__(self) -> str:
        return f"{self.measure} {self.area} {self.period}, gone"

    @property
    def period(self) -> Period:
        return Period(PeriodKind(self.period_kind), self.period_start)
