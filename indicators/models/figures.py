"""Figures: what is worked out of observations, for everybody to read."""

from typing import Self

from django.db import models
from django.db.models import Q

from indicators.periods import Period, period_of
from laa_portal.foundation.models import SettledQuerySet, TransactionIdField, current_transaction
from partnerships.models import Area, Viewer

from .catalogue import PERIOD_KINDS, Definition, Measure
from .returns import DataReturn, Status

PUBLIC = Q(is_published=True, measure__indicator__is_restricted=False) & ~Q(
    status=Status.PROVISIONAL
)


class FigureQuerySet(SettledQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Figures that may leave to `user`; what small counts hide is for `policies.release`.

        Published, final and unrestricted ones are everybody's. Those of the areas a person works
        for are theirs too, provisional and restricted ones included.
        """
        if getattr(user, "sees_all_areas", False):
            return self.filter(is_published=True)
        own_areas: frozenset[int] = getattr(user, "area_ids", frozenset())
        return self.filter(PUBLIC | Q(area_id__in=own_areas)) if own_areas else self.public()

    def public(self) -> Self:
        """Those that everybody may see."""
        return self.filter(PUBLIC)

    def settled(self) -> Self:
        """Those that are published and final: what tests and summaries rest on."""
        return self.filter(is_published=True).exclude(status=Status.PROVISIONAL)


class Figure(models.Model):
    """The current computed value of one measure, area and period, with its interval.

    Values are floats, rounded only where they are shown; counts are exact. A figure that cannot be
    given stays as a row with its reason, so that a page can say why. What it points at is checked
    for many rows at once: see `foundation.references`.
    """

    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, related_name="figures", db_constraint=False
    )
    definition = models.ForeignKey(
        Definition, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, related_name="figures", db_constraint=False
    )
    period_kind = models.CharField(max_length=15, choices=PERIOD_KINDS)
    period_start = models.DateField()
    value = models.FloatField(null=True, blank=True)
    lower = models.FloatField(null=True, blank=True, help_text="95% interval")
    upper = models.FloatField(null=True, blank=True)
    lower_998 = models.FloatField(null=True, blank=True, help_text="99.8% interval")
    upper_998 = models.FloatField(null=True, blank=True)
    numerator = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    expected = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    group_2_numerator = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    group_2_denominator = models.DecimalField(
        max_digits=24, decimal_places=6, null=True, blank=True
    )
    status = models.CharField(max_length=15, choices=Status)
    reason = models.CharField(max_length=60, blank=True, help_text="why there is no value")
    method = models.CharField(max_length=30, blank=True, help_text="of the interval")
    method_version = models.CharField(max_length=10)
    summed_from = models.CharField(
        max_length=20, blank=True, help_text="the level its parts were collected at; empty: its own"
    )
    part_count = models.PositiveSmallIntegerField(help_text="observations it rests on")
    is_published = models.BooleanField(help_text="all it rests on is published")
    is_withheld = models.BooleanField(
        default=False, help_text="from everybody elsewhere: a small count, or one would follow"
    )
    vintage = models.DateTimeField(help_text="when the newest of what it rests on was recorded")
    data_return = models.ForeignKey(
        DataReturn,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        help_text="the newest it rests on",
    )
    computed_at = models.DateTimeField()
    xid = TransactionIdField(editable=False, db_default=current_transaction())
    revised_times = models.PositiveSmallIntegerField(
        editable=False, db_default=0, help_text="how often it changed since everybody could see it"
    )

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "area", "period_kind", "period_start"], name="one_figure"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, reason="") | (Q(value=None) & ~Q(reason="")),
                name="a_figure_has_a_value_or_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "measure"], name="figures_by_area"),
            models.Index(fields=["xid", "id"], name="figures_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.area} {self.period}"

    @property
    def is_settled(self) -> bool:
        return self.is_published and self.status != Status.PROVISIONAL

    @property
    def period(self) -> Period:
        return period_of(self.period_kind, self.period_start)
