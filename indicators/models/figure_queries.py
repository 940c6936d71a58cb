"""What people ask about a figure that looks wrong to them, and what its provider answers."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.periods import Period, PeriodKind
from indicators.states import QueryStatus
from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import Area, Organisation, User, Viewer

from .catalogue import PERIOD_KINDS, Measure
from .expectations import of_providers

TEXT_LENGTH = 2000


class FigureQueryQuerySet(VersionedQuerySet):
    def open(self) -> Self:
        return self.exclude(status=QueryStatus.CLOSED)

    def visible_to(self, user: Viewer) -> Self:
        """One's own, and those raised to bodies `user` sends for; all of them for the Home Office.

        That a figure is under query is everybody's, but not in which words.
        """
        if not isinstance(user, User):
            return self.none()
        return self.filter(Q(raised_by=user) | of_providers(user, "organisation"))


class FigureQuery(Versioned):
    """A problem with one figure, raised to the body that provided it, which owns it until closed.

    The figure is named by what it is of, for the row itself is worked out anew with each return.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    period_kind = models.CharField(max_length=15, choices=PERIOD_KINDS)
    period_start = models.DateField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", help_text="whose it is to answer"
    )
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in QueryStatus],
        default=QueryStatus.RAISED.value,
    )
    due_on = models.DateField(help_text="by when it is to be answered")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FigureQueryQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "area", "period_kind", "period_start", "raised_by"],
                condition=~Q(status="closed"),
                name="one_open_query_per_figure_and_person",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False, closed_by__isnull=False)
                | (~Q(status="closed") & Q(closed_at=None, closed_by=None)),
                name="a_closed_query_has_its_moment_and_person",
            ),
        ]

    def __str__(self) -> str:
        return f"Query {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:query", args=[self.pk])

    @property
    def period(self) -> Period:
        return Period(PeriodKind(self.period_kind), self.period_start)


class QueryMessage(models.Model):
    """What one side wrote about a query. Never changed."""

    query = models.ForeignKey(FigureQuery, on_delete=models.CASCADE, related_name="messages")
    text = models.TextField(max_length=TEXT_LENGTH)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_answer = models.BooleanField(help_text="of the provider's side")

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]
