"""Summaries: where each series stands, for screens, programs and reviewers to read alike."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from indicators.periods import Period, PeriodKind, period_of
from partnerships.models import Area, ComparatorGroup, Viewer

from .catalogue import PERIOD_KINDS, Measure
from .returns import Status


class SeriesSummaryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Summaries that may leave to `user`.

        They rest on published, final figures that no threshold hides, so they are everybody's, but
        for restricted indicators: those are for national roles and those who work for the area.
        """
        if getattr(user, "sees_all_areas", False):
            return self.all()
        own_areas: frozenset[int] = getattr(user, "area_ids", frozenset())
        return self.filter(Q(measure__indicator__is_restricted=False) | Q(area_id__in=own_areas))


class Marker(models.TextChoices):
    """Which way a series goes, as far as it can be told from chance."""

    INCREASING = "increasing", "Increasing"
    DECREASING = "decreasing", "Decreasing"
    NO_CHANGE = "no_change", "No change beyond chance"
    CANNOT_BE_CALCULATED = "cannot_be_calculated", "Cannot be calculated"


class Cause(models.TextChoices):
    """The rule of a control chart by which a point is special."""

    ABOVE_LIMIT = "above_limit", "Above the upper limit"
    BELOW_LIMIT = "below_limit", "Below the lower limit"
    TREND_UP = "trend_up", "In a run of rising points"
    TREND_DOWN = "trend_down", "In a run of falling points"
    TWO_IN_THREE_HIGH = "two_in_three_high", "One of two in three close to the upper limit"
    TWO_IN_THREE_LOW = "two_in_three_low", "One of two in three close to the lower limit"
    SHIFT_HIGH = "shift_high", "In a run above the mean"
    SHIFT_LOW = "shift_low", "In a run below the mean"


class PointType(models.TextChoices):
    """What a control chart says of a point, given which way is better."""

    COMMON_CAUSE = "common_cause", "As usual"
    IMPROVEMENT = "improvement", "Better than chance explains"
    CONCERN = "concern", "Worse than chance explains"
    NEUTRAL = "neutral", "Beyond what chance explains"


def number(help_text: str = "") -> models.FloatField:
    return models.FloatField(null=True, blank=True, help_text=help_text)


def reason(of_what: str) -> models.CharField:
    return models.CharField(max_length=160, blank=True, help_text=f"why there is no {of_what}")


class SeriesSummary(models.Model):
    """What one measure in one area comes to: the newest figure, its trend, peers and projection.

    Worked out again whenever a figure changes, so whatever must last copies its numbers and its
    vintage. Each statistic that cannot be given has its reason. Values are in the measure's unit
    for a period of `period_kind`, unless said otherwise; nothing is rounded.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="summaries")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="summaries")

    period_kind = models.CharField(max_length=15, choices=PERIOD_KINDS)
    segment_start = models.DateField(
        null=True,
        blank=True,
        help_text="of the comparable stretch; nothing before it counts",
    )
    points = models.PositiveSmallIntegerField(help_text="figures with a value in that stretch")

    period_start = models.DateField(help_text="of the newest figure")
    value = number()
    lower = number("95% interval")
    upper = number()
    status = models.CharField(max_length=15, choices=Status)
    value_reason = reason("value")

    trend = models.CharField(
        max_length=25, choices=Marker, help_text="over five years, or between two surveys"
    )
    trend_start = models.DateField(null=True, blank=True, help_text="of the last year or survey")
    trend_chi_squared = number()
    trend_reason = reason("trend")
    yearly_change = number("as a fraction of the year before")
    yearly_change_error = number("one standard error")
    change_reason = reason("yearly change")
    dispersion = number("of counts about their trend and season; of chance alone it would be 1")

    cause = models.CharField(max_length=20, choices=Cause, blank=True)
    point_type = models.CharField(max_length=15, choices=PointType, blank=True)
    mean = number("of the control chart, adjusted for the season")
    lower_limit = number()
    upper_limit = number()
    season_factor = number("by which the newest figure was divided for its month or quarter")
    season_factors = models.JSONField(
        default=list, blank=True, help_text="of every month or quarter; none without a season"
    )
    control_reason = models.CharField(
        max_length=160, blank=True, help_text="why there are no limits, or that they are a trial"
    )

    group = models.ForeignKey(
        ComparatorGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    compared_kind = models.CharField(max_length=15, choices=PERIOD_KINDS, blank=True)
    compared_start = models.DateField(null=True, blank=True)
    compared_value = number("of the year, or the newest figure, that is set beside the peers'")
    peer_count = models.PositiveSmallIntegerField(help_text="peers with a figure, itself left out")
    group_average = number("as was published: the sum of rates over their number, itself included")
    z = number("against the peers, itself left out")
    grade = models.CharField(max_length=20, blank=True)
    percentile = number("of the peers that do worse; where neither is better, that are lower")
    peers_reason = reason("comparison with peers")

    target_start = models.DateField(help_text="of the year that is projected")
    projected_from_start = models.DateField(
        null=True, blank=True, help_text="the last period it was projected from"
    )
    projected_by = models.CharField(
        max_length=15, choices=PERIOD_KINDS, blank=True, help_text="the kind of that period"
    )
    projected = number("median, a yearly value, if no new action is taken")
    projected_variance = number("on the scale of the log, of the logit for shares")
    projected_lower_50 = number()
    projected_upper_50 = number()
    projected_lower_95 = number()
    projected_upper_95 = number()
    carried_forward = number("the yearly value if all stays as in the last year")
    projection_reason = reason("projection")

    vintage = models.DateTimeField(help_text="when the newest of what it rests on was recorded")
    method_version = models.CharField(max_length=10)
    computed_at = models.DateTimeField()

    objects = SeriesSummaryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "series summaries"
        constraints = [
            models.UniqueConstraint(fields=["measure", "area"], name="one_summary_of_a_series"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, value_reason="")
                | (Q(value=None) & ~Q(value_reason="")),
                name="a_summary_has_a_value_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(trend_chi_squared__isnull=False) | ~Q(trend_reason=""),
                name="a_trend_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(yearly_change__isnull=False) | ~Q(change_reason=""),
                name="a_yearly_change_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(upper_limit__isnull=False) | ~Q(control_reason=""),
                name="control_limits_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(z__isnull=False) | ~Q(peers_reason=""),
                name="a_place_among_peers_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(projected__isnull=False) | ~Q(projection_reason=""),
                name="a_projection_or_why_not",
            ),
        ]
        indexes = [models.Index(fields=["area", "measure"], name="summaries_by_area")]

    def __str__(self) -> str:
        return f"{self.measure} {self.area}"

    @property
    def period(self) -> Period:
        return period_of(self.period_kind, self.period_start)

    @property
    def group_source(self) -> str:
        """Who says which areas are similar."""
        return self.group.source if self.group else ""

    @property
    def compared_period(self) -> Period | None:
        """The period whose figures are set beside the peers'."""
        if self.compared_start is None:
            return None
        return period_of(self.compared_kind, self.compared_start)

    @property
    def projected_from(self) -> Period | None:
        """The last period it was projected from."""
        if self.projected_from_start is None:
            return None
        return Period(PeriodKind(self.projected_by), self.projected_from_start)

    @property
    def target_period(self) -> Period:
        """The year that is projected."""
        kind = PeriodKind.FINANCIAL_YEAR
        if self.target_start.month == 1:
            kind = PeriodKind.CALENDAR_YEAR
        return Period(kind, self.target_start)
