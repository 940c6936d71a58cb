"""What a line of an offer says, and a draft of one: the terms on which a target would be agreed."""

from collections.abc import Iterator
from decimal import Decimal

from django.db import models
from django.db.models import Q

from indicators.models import Measure
from partnerships.models import Area

from .shared_issues import SharedIssue

YEARS = ("2008/09", "2009/10", "2010/11")
YEAR_FIELDS = ("in_2008_09", "in_2009_10", "in_2010_11")
"""The three years of the agreement, and the field that has the value of each."""


class TargetType(models.TextChoices):
    """Under which law a target stands."""

    DESIGNATED = "designated", "Designated"
    STATUTORY = "statutory", "Statutory education and early years"
    LOCAL = "local", "Local"


class Shape(models.TextChoices):
    """How the path leads from the baseline to the last year's value."""

    STRAIGHT = "straight", "Straight line"
    CONSTANT_RATE = "constant_rate", "The same percentage each year"
    STEPPED = "stepped", "In steps, as typed"
    SURVEY_YEARS = "survey_years", "Only in the years of the survey"


class PlaceholderReason(models.TextChoices):
    """Why there can be no figure yet."""

    NO_BASELINE = "no_baseline", "There is no baseline yet"
    NO_DEFINITION = "no_definition", "The indicator is not defined yet"
    SURVEY_NOT_RUN = "survey_not_run", "The survey has not been run"
    GUIDANCE_AWAITED = "guidance_awaited", "Guidance is awaited"
    SHARED_ISSUE = "shared_issue", "An issue was raised for all areas"


def _amount(help_text: str = "") -> models.DecimalField:
    return models.DecimalField(
        max_digits=18, decimal_places=6, null=True, blank=True, help_text=help_text
    )


class Terms(models.Model):
    """A baseline and a value a year, or why there can be none yet. Amounts are in `unit`."""

    type = models.CharField(max_length=12, choices=TargetType, default=TargetType.DESIGNATED)
    measure = models.ForeignKey(
        Measure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="empty for a line carried from another theme, and for a local one without",
    )
    unit = models.CharField(max_length=60, blank=True, help_text="of the amounts")
    baseline = _amount()
    baseline_period = models.CharField(max_length=10, blank=True, help_text="as in 2007/08")
    baseline_source = models.CharField(max_length=200, blank=True)
    baseline_is_proxy = models.BooleanField(
        default=False, help_text="another figure stands in for what is not known yet"
    )
    baseline_because = models.TextField(
        blank=True, help_text="why it is not the portal's figure of that period"
    )
    shape = models.CharField(max_length=15, choices=Shape, default=Shape.STRAIGHT)
    in_2008_09 = _amount("null: not measured that year")
    in_2009_10 = _amount("null: not measured that year")
    in_2010_11 = _amount("null: not measured that year")
    is_slowing = models.BooleanField(
        default=False, help_text="the aim is to slow a change for the worse"
    )
    gap_to = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the values are the largest gap to this area's figure",
    )
    parts = models.JSONField(
        default=list,
        blank=True,
        help_text="for some districts only: of each `area` (its code), `weight` and `value`",
    )
    parts_because = models.TextField(blank=True, help_text="why the parts do not add up")
    review_months = models.PositiveSmallIntegerField(
        default=12, help_text="how often both sides look at it"
    )
    placeholder_reason = models.CharField(
        max_length=20, choices=PlaceholderReason, blank=True, help_text="empty: no placeholder"
    )
    placeholder_trigger = models.TextField(blank=True, help_text="what it waits for")
    issue = models.ForeignKey(
        SharedIssue,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the issue raised for all areas that it waits for",
    )
    reopens_on = models.DateField(null=True, blank=True, help_text="at the latest")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(placeholder_reason="") | ~Q(placeholder_trigger=""),
                name="%(class)s_placeholder_says_what_it_waits_for",
            ),
            models.CheckConstraint(
                condition=Q(placeholder_reason="")
                | Q(in_2008_09=None, in_2009_10=None, in_2010_11=None),
                name="%(class)s_placeholder_has_no_values",
            ),
            models.CheckConstraint(
                condition=Q(issue=None) | Q(placeholder_reason=PlaceholderReason.SHARED_ISSUE),
                name="%(class)s_only_a_shared_issue_names_one",
            ),
        ]

    @property
    def is_placeholder(self) -> bool:
        return bool(self.placeholder_reason)

    @property
    def values(self) -> tuple[Decimal | None, ...]:
        """Return the value of each year; None where it is not measured that year."""
        return self.in_2008_09, self.in_2009_10, self.in_2010_11

    @property
    def last_value(self) -> Decimal | None:
        """The value of the last year that is measured."""
        return next((one for one in reversed(self.values) if one is not None), None)

    def by_year(self) -> Iterator[tuple[str, Decimal | None]]:
        """Yield each year with its value."""
        return zip(YEARS, self.values, strict=True)


TERMS = tuple(field.name for field in Terms._meta.local_fields)
"""The names of all that terms say."""


def terms_of(record: Terms) -> dict[str, object]:
    """Return what terms say, by name: to be said again by another line."""
    return {name: getattr(record, name) for name in TERMS}
