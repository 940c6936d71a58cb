"""The catalogue: indicators, what exactly each measures, and under which definition when."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from indicators.periods import PeriodKind
from partnerships.models import Level, Span, SpanQuerySet

LEVELS = [(level.value, level.value) for level in Level]
PERIOD_KINDS = [(kind.value, kind.label) for kind in PeriodKind]


class Indicator(models.Model):
    """A national indicator, under both its titles."""

    number = models.PositiveSmallIntegerField(unique=True)
    code = models.CharField(max_length=10, unique=True, help_text="as in NI 16")
    slug = models.SlugField(max_length=10, unique=True)
    title = models.CharField(max_length=200, help_text="of the National Indicator Set")
    apacs_title = models.CharField(
        max_length=200, blank=True, help_text="the short title of the source note, where listed"
    )
    theme = models.CharField(max_length=60)
    supports = models.CharField(
        max_length=40, blank=True, help_text="public service agreement or departmental objective"
    )
    rationale = models.TextField(help_text="why it is there, in a line")
    source = models.CharField(max_length=100, help_text="as in Police recorded crime")
    collected_by = models.CharField(max_length=100, blank=True)
    published_by = models.CharField(max_length=100, blank=True)
    frequency = models.CharField(max_length=20)
    lag_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="from the period's end to the first usable figure"
    )
    freshness_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="how old a figure may be before it counts as late"
    )
    is_seasonal = models.BooleanField(default=False)
    is_restricted = models.BooleanField(default=False, help_text="values never leave the area")
    first_year = models.CharField(max_length=10, blank=True, help_text="in the set, as in 2008/09")
    in_source_note = models.BooleanField(help_text="one of the 25 of the April 2008 note")
    notes = models.TextField(blank=True)
    definition_source = models.CharField(max_length=200)
    verified = models.BooleanField(default=False, help_text="read in the Handbook of Definitions")

    class Meta:
        ordering = ["number"]
        indexes = [
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="indicators_by_trigrams")
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("indicators:indicator", args=[self.slug])


class FrameworkMembership(Span):
    """That an indicator is in a framework, as what, and from when to when."""

    class Framework(models.TextChoices):
        NIS = "NIS", "National Indicator Set"
        APACS = "APACS", "Assessments of Policing and Community Safety"
        PSA = "PSA", "Public service agreement"
        DSO = "DSO", "Departmental strategic objective"

    class Standing(models.TextChoices):
        HEADLINE = "headline", "Headline"
        INCLUDED = "included", "Included"
        DELAYED = "delayed", "Introduction delayed"
        DROPPED = "dropped", "Dropped before launch"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="memberships")
    framework = models.CharField(max_length=10, choices=Framework)
    standing = models.CharField(max_length=10, choices=Standing)
    reference = models.CharField(max_length=40, blank=True, help_text="as in PSA 23")
    note = models.CharField(max_length=300, blank=True)

    objects = SpanQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["framework", "starts_on"]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["indicator", "framework", "reference", "starts_on"],
                nulls_distinct=False,
                name="one_membership_per_framework_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} in {self.framework}"


class MeasureKind(models.TextChoices):
    """How a measure's value is worked out from what is collected."""

    COUNT_RATE = "count_rate", "Rate of counted events"
    CLUSTERED_RATE = "clustered_rate", "Rate of events that come in clusters"
    PROPORTION = "proportion", "Proportion of cases"
    SURVEY_PROPORTION = "survey_proportion", "Proportion of survey answers"
    OBSERVED_OVER_EXPECTED = "observed_over_expected", "Observed against expected"
    PEOPLE_OVER_EXPECTED = "people_over_expected", "People of a cohort against expected"
    ROLLING_CHANGE = "rolling_change", "Change in a rolling average"
    SCORE = "score", "Score"
    STANDARDISED_RATE = "standardised_rate", "Age-standardised rate, as published"
    DIFFERENCE = "difference", "Difference of two groups"
    SURVEY_DIFFERENCE = "survey_difference", "Difference of two groups of survey answers"


class Polarity(models.TextChoices):
    LOW = "low", "Lower is better"
    HIGH = "high", "Higher is better"
    ZERO = "zero", "Nearer to zero is better"
    RANGE = "range", "Best inside a range"
    NONE = "none", "Neither is better"


class Measure(models.Model):
    """What exactly is computed. Most indicators have one, NI 33 two, NI 49 three."""

    class Base(models.TextChoices):
        SUPPLIED = "supplied", "in the return"
        POPULATION = "population", "mid-year population where the return leaves it out"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measures")
    code = models.CharField(max_length=12, unique=True, help_text="as in NI 16 or NI 33i")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=25, choices=MeasureKind)
    unit = models.CharField(max_length=60, help_text="as in offences per 1,000 people")
    per = models.PositiveIntegerField(help_text="the factor: 1000 for a rate per 1,000, 100 for %")
    polarity = models.CharField(max_length=5, choices=Polarity)
    best_from = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    best_to = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(help_text="shown, never computed with")
    base = models.CharField(max_length=10, choices=Base, default=Base.SUPPLIED)
    age_band = models.CharField(max_length=10, default="all")
    levels = ArrayField(
        models.CharField(max_length=20, choices=LEVELS),
        help_text="where it is collected, lowest first; a sum takes one, never a mixture",
    )
    period_kinds = ArrayField(models.CharField(max_length=20, choices=PERIOD_KINDS))
    minimum_count = models.PositiveSmallIntegerField(
        default=0, help_text="below it a figure is shown but never tested"
    )
    suppression_threshold = models.PositiveSmallIntegerField(
        default=0, help_text="a numerator from 1 up to but not including this is not published"
    )

    class Meta:
        ordering = ["indicator__number", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(best_from=None, best_to=None) | Q(polarity=Polarity.RANGE),
                name="only_a_range_has_bounds",
            ),
            models.CheckConstraint(condition=Q(per__gt=0), name="a_measure_is_per_something"),
        ]

    def __str__(self) -> str:
        return self.code


class Definition(Span):
    """A version of a measure, for periods that start within its span."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="definitions")
    version = models.CharField(max_length=20, help_text="as in 2008-05 or back-series")
    numerator = models.TextField()
    denominator = models.TextField(blank=True)
    is_comparable = models.BooleanField(
        help_text="with the version before; if not, the boundary is a break in the series"
    )
    change_note = models.CharField(max_length=300, blank=True, help_text="what changed, and why")
    definition_source = models.CharField(max_length=200)
    verified = models.BooleanField(default=False)

    objects = SpanQuerySet.as_manager()

    class Meta(Span.Meta):
        ordering = ["measure", F("starts_on").asc(nulls_first=True)]
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(
                fields=["measure", "version"], name="one_definition_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} ({self.version})"
