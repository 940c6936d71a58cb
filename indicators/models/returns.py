"""Returns, and what they said: collected once, superseded but never changed."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from indicators.periods import Period, PeriodKind
from indicators.states import ReturnStatus
from laa_portal.foundation.versioning import Versioned, VersionedQuerySet
from partnerships.models import Area, Organisation, RoleKind, User, Viewer

from .catalogue import PERIOD_KINDS, Definition, Measure


class Status(models.TextChoices):
    """What is known of a value. Missing is never zero."""

    FINAL = "final", "Final"
    PROVISIONAL = "provisional", "Provisional"
    MISSING = "missing", "Missing"
    SUPPRESSED = "suppressed", "Suppressed"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    NOT_PUBLISHED = "not_published", "Not yet published"


WERE_PUBLISHED = (ReturnStatus.PUBLISHED.value, ReturnStatus.WITHDRAWN.value)


class Stage(models.TextChoices):
    """How far the check of a large file has come."""

    WAITING = "waiting", "Waiting for its turn"
    READING = "reading", "Reading the rows"
    CHECKING = "checking", "Checking them"


class Outcome(models.TextChoices):
    """What confirming a return does with one of its rows."""

    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    UNCHANGED = "unchanged", "As already known"
    CONFLICT = "conflict", "Set aside: another sender's"


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
        if any(role.kind == RoleKind.HO_ANALYST for role in roles):
            return self
        senders = [r.organisation_id for r in roles if r.kind == RoleKind.DATA_PROVIDER]
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
    notice = models.TextField(blank=True, help_text="what we assumed in reading it")
    named_areas = models.JSONField(
        default=list,
        blank=True,
        help_text="areas called by name: text, code, name, rows (the first ten), row_count",
    )
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.WAITING)
    rows_read = models.PositiveIntegerField(default=0, help_text="while it is read")
    rows_expected = models.PositiveIntegerField(default=0, help_text="0: the file does not say")
    row_count = models.PositiveIntegerField(null=True, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    embargoed_until = models.DateTimeField(
        null=True, blank=True, help_text="until then a confirmed return waits to be published"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_because = models.CharField(
        max_length=300, blank=True, help_text="everybody may read it"
    )
    new_count = models.PositiveIntegerField(null=True, blank=True)
    changed_count = models.PositiveIntegerField(null=True, blank=True)
    unchanged_count = models.PositiveIntegerField(null=True, blank=True)
    conflict_count = models.PositiveIntegerField(null=True, blank=True)

    objects = DataReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "file"],
                condition=~Q(status=ReturnStatus.WITHDRAWN.value),
                name="a_file_is_received_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | (Q(status=ReturnStatus.WITHDRAWN.value) & ~Q(withdrawn_because="")),
                name="only_a_withdrawn_return_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Return {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:return", args=[self.pk])

    @property
    def is_workbook(self) -> bool:
        return self.name.lower().endswith(".xlsx")


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
    """What a row of a return says of one measure, area and period.

    What it points at is checked for many rows at once: see `foundation.references`.
    """

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    definition = models.ForeignKey(
        Definition, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_constraint=False)
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
    """A checked row that waits until the return is published.

    Afterwards it stays only where it repeats what was known already and makes no observation: it
    is what holds if the return that said so first is withdrawn. So does one that repeats what its
    sender had said before and was set aside, with nothing held. Rows are looked up by their return
    or, those that stay, by their cell, so that these alone are indexed: a national load passes
    through here.
    """

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    definition = models.ForeignKey(
        Definition, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    data_return = models.ForeignKey(
        DataReturn,
        on_delete=models.CASCADE,
        related_name="staged",
        db_constraint=False,
        db_index=False,
    )
    value_decimals = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="places of the value as it was sent"
    )
    outcome = models.CharField(max_length=10, choices=Outcome, db_default=Outcome.NEW)
    held = models.ForeignKey(
        "indicators.Observation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        help_text="what the cell held when the outcome was foretold",
    )

    class Meta:
        constraints = [
            # A row of a table with a column for each period says something of several. The kind,
            # which is a text, comes last: it is compared where all else is the same.
            models.UniqueConstraint(
                fields=["data_return", "measure", "area", "period_start", "period_kind"],
                deferrable=models.Deferrable.IMMEDIATE,
                name="a_cell_is_staged_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["measure", "area", "period_kind", "period_start"],
                condition=Q(outcome=Outcome.UNCHANGED.value),
                name="said_again",
            )
        ]

    def __str__(self) -> str:
        return f"Row {self.row} of {self.data_return}"


class ObservationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Viewer) -> Self:
        """Observations that may leave to `user`, as figures would; see `FigureQuerySet`."""
        is_published = Q(data_return__status__in=WERE_PUBLISHED)
        if getattr(user, "sees_all_areas", False):
            return self.filter(is_published)
        is_restricted = Q(measure__indicator__is_restricted=True)
        public = is_published & ~is_restricted & ~Q(status=Status.PROVISIONAL)
        own_areas: frozenset[int] = getattr(user, "area_ids", frozenset())
        return self.filter(public | Q(area_id__in=own_areas)) if own_areas else self.filter(public)

    def current(self) -> Self:
        return self.filter(superseded_at=None)

    def known(self, moment: datetime | None) -> Self:
        """Those that held at a moment; None: now."""
        if moment is None:
            return self.current()
        not_yet_superseded = Q(superseded_at=None) | Q(superseded_at__gt=moment)
        return self.filter(not_yet_superseded, recorded_at__lte=moment)


class Observation(Reported):
    """What was reported of one measure, area and period, and when it was held to be so.

    Never changed but for `superseded_at`: a later revision supersedes an earlier one.
    """

    data_return = models.ForeignKey(
        DataReturn, on_delete=models.PROTECT, related_name="observations", db_constraint=False
    )
    revision = models.PositiveSmallIntegerField(default=1)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_return = models.ForeignKey(
        DataReturn,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        help_text="the one whose withdrawal made this revision; null: its own return did",
    )

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
