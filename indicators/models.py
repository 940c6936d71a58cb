"""What was measured: the catalogue, the returns, what they said, and the figures made of it."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import Area, Level, Organisation, Span, SpanQuerySet, User, Viewer

from .periods import Period, PeriodKind
from .states import ReturnStatus

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
    PROPORTION = "proportion", "Proportion of cases"
    SURVEY_PROPORTION = "survey_proportion", "Proportion of survey answers"
    OBSERVED_OVER_EXPECTED = "observed_over_expected", "Observed against expected"
    ROLLING_CHANGE = "rolling_change", "Change in a rolling average"
    SCORE = "score", "Score"
    STANDARDISED_RATE = "standardised_rate", "Age-standardised rate, as published"
    DIFFERENCE = "difference", "Difference of two groups"


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


class Status(models.TextChoices):
    """What is known of a value. Missing is never zero."""

    FINAL = "final", "Final"
    PROVISIONAL = "provisional", "Provisional"
    MISSING = "missing", "Missing"
    SUPPRESSED = "suppressed", "Suppressed"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    NOT_PUBLISHED = "not_published", "Not yet published"


WITH_VALUE = (Status.FINAL, Status.PROVISIONAL)


class ReturnFile(models.Model):
    """The bytes of a return as they were sent, kept for good under their own hash."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256[:12]


class DataReturnQuerySet(VersionedQuerySet):
    def visible_to(self, user: Viewer) -> Self:
        """Returns of the organisations `user` sends data for; all of them for the Home Office."""
        roles = getattr(user, "current_roles", ())
        if any(role.kind in {"ho_analyst", "administrator"} for role in roles):
            return self
        senders = [r.organisation_id for r in roles if r.kind == "data_provider"]
        return self.filter(organisation_id__in=senders)


class DataReturn(Versioned):
    """One file from one organisation: who sent it, when, and what became of it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    file = models.ForeignKey(ReturnFile, on_delete=models.PROTECT)
    name = models.CharField(max_length=200, help_text="of the file, as the sender called it")
    size = models.PositiveIntegerField(help_text="bytes")
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.label) for s in ReturnStatus],
        default=ReturnStatus.RECEIVED.value,
    )
    notice = models.CharField(max_length=300, blank=True, help_text="what we assumed in reading it")
    row_count = models.PositiveIntegerField(null=True, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    new_count = models.PositiveIntegerField(null=True, blank=True)
    changed_count = models.PositiveIntegerField(null=True, blank=True)
    unchanged_count = models.PositiveIntegerField(null=True, blank=True)

    objects = DataReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "file"], name="a_file_is_received_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Return {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether a person or a job still has something to do with it."""
        return self.status in {ReturnStatus.RECEIVED, ReturnStatus.CHECKED, ReturnStatus.LOADED}

    def get_absolute_url(self) -> str:
        return reverse("indicators:return", args=[self.pk])


class RowError(models.Model):
    """One thing wrong with a return: where in the sender's sheet, what, and how to mend it."""

    data_return = models.ForeignKey(DataReturn, on_delete=models.CASCADE, related_name="errors")
    row = models.PositiveIntegerField(null=True, help_text="of the sheet; null: the whole file")
    column = models.CharField(max_length=3, blank=True, help_text="letter, as spreadsheets show it")
    field = models.CharField(max_length=100, blank=True, help_text="the header above it")
    value = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=40)
    message = models.TextField()

    class Meta:
        ordering = [F("row").asc(nulls_first=True), "id"]

    def __str__(self) -> str:
        return self.message

    @property
    def place(self) -> str:
        """Where it is, as in `Row 4, column D (numerator)`."""
        if self.row is None:
            return "The file"
        column = f", column {self.column} ({self.field})" if self.column else ""
        return f"Row {self.row}{column}"


class Reported(models.Model):
    """What a row of a return says of one measure, area and period."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    period_kind = models.CharField(max_length=15, choices=PERIOD_KINDS)
    period_start = models.DateField()
    numerator = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    sample_size = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    design_effect = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    expected = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    group_2_numerator = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    group_2_denominator = models.DecimalField(
        max_digits=18, decimal_places=6, null=True, blank=True
    )
    status = models.CharField(max_length=15, choices=Status)
    note = models.CharField(max_length=300, blank=True)
    row = models.PositiveIntegerField(help_text="of the sender's sheet")

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return Period(PeriodKind(self.period_kind), self.period_start)


class StagedRow(Reported):
    """A checked row that waits for a person to confirm the return."""

    data_return = models.ForeignKey(DataReturn, on_delete=models.CASCADE, related_name="staged")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["data_return", "row"], name="a_row_is_staged_once")
        ]

    def __str__(self) -> str:
        return f"Row {self.row} of {self.data_return}"


class ObservationQuerySet(models.QuerySet[Any]):
    def current(self) -> Self:
        return self.filter(superseded_at=None)


class Observation(Reported):
    """What was reported of one measure, area and period, and when it was held to be so.

    Never changed but for `superseded_at`: a later revision supersedes an earlier one.
    """

    data_return = models.ForeignKey(
        DataReturn, on_delete=models.PROTECT, related_name="observations"
    )
    revision = models.PositiveSmallIntegerField(default=1)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "area", "period_kind", "period_start"],
                condition=Q(superseded_at=None),
                name="one_current_observation",
            ),
            models.UniqueConstraint(
                fields=["measure", "area", "period_kind", "period_start", "revision"],
                name="revisions_are_numbered",
            ),
            models.CheckConstraint(
                condition=Q(numerator=None) | Q(numerator__gte=0) | Q(value__isnull=False),
                name="counts_are_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(superseded_at__gte=F("recorded_at")),
                name="superseded_after_it_was_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.area} {self.period}"


class FigureQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Figures that may leave to `user`; what small counts hide is for `policies.release`.

        Published, final and unrestricted ones are everybody's. Those of the areas a person works
        for are theirs too, provisional and restricted ones included.
        """
        public = Q(is_published=True, measure__indicator__is_restricted=False) & ~Q(
            status=Status.PROVISIONAL
        )
        if getattr(user, "sees_all_areas", False):
            return self.filter(is_published=True)
        own_areas: frozenset[int] = getattr(user, "area_ids", frozenset())
        return self.filter(public | Q(area_id__in=own_areas)) if own_areas else self.filter(public)


class Figure(models.Model):
    """The current computed value of one measure, area and period, with its interval.

    Values are floats, rounded only where they are shown; counts are exact. A figure that cannot be
    given stays as a row with its reason, so that a page can say why.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="figures")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="figures")
    period_kind = models.CharField(max_length=15, choices=PERIOD_KINDS)
    period_start = models.DateField()
    value = models.FloatField(null=True, blank=True)
    lower = models.FloatField(null=True, blank=True, help_text="95% interval")
    upper = models.FloatField(null=True, blank=True)
    lower_998 = models.FloatField(null=True, blank=True, help_text="99.8% interval")
    upper_998 = models.FloatField(null=True, blank=True)
    numerator = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    status = models.CharField(max_length=15, choices=Status)
    reason = models.CharField(max_length=60, blank=True, help_text="why there is no value")
    method = models.CharField(max_length=30, blank=True, help_text="of the interval")
    method_version = models.CharField(max_length=10)
    summed_from = models.CharField(
        max_length=20, blank=True, help_text="the level its parts were collected at; empty: its own"
    )
    part_count = models.PositiveSmallIntegerField(help_text="observations it rests on")
    is_published = models.BooleanField(help_text="all it rests on is published")
    vintage = models.DateTimeField(help_text="when the newest of what it rests on was recorded")
    data_return = models.ForeignKey(
        DataReturn, on_delete=models.PROTECT, related_name="+", help_text="the newest it rests on"
    )
    computed_at = models.DateTimeField()

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
        indexes = [models.Index(fields=["area", "measure"], name="figures_by_area")]

    def __str__(self) -> str:
        return f"{self.measure} {self.area} {self.period}"

    @property
    def period(self) -> Period:
        return Period(PeriodKind(self.period_kind), self.period_start)
